"""Parts of the page of a risk area: its contents, and where the names of its helplines lead."""

from collections.abc import Iterable

from guidance.markup import Heading
from guidance.models import Helpline, RiskArea


def contents_of(area: RiskArea, *, has_roles: bool, has_pages: bool) -> tuple[Heading, ...]:
    """Return the id and the words of each heading of the page."""
    found = [
        ("first", "Do this first", True),
        ("signs", "Signs to look for", True),
        ("roles", "What each role does", has_roles),
        ("what", f"What {area.title.lower()} means", True),
        ("guidance", "Our guidance", has_pages),
    ]
    return tuple(Heading(2, anchor, words) for anchor, words, is_there in found if is_there)


def linked_helplines(area: RiskArea, texts: Iterable[str]) -> list[tuple[Helpline, str]]:
    """Return the helplines of ``area``, each with the address that its name leads to.

    That is its entry in the list, which has its hours. Where the texts of the page link the same name, both
    lead to its website: one name on a page leads to one place.
    """
    whole = "\n".join(texts)
    return [(helpline, _address(helpline, whole)) for helpline in area.helplines.published()]


def _address(helpline: Helpline, whole: str) -> str:
    website = helpline.website if f"[{helpline.title}](" in whole else None
    return website.url if website else helpline.get_absolute_url()
