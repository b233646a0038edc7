"""Parts of the page of a risk area: its contents, its roles, and where the names of its helplines lead."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from guidance.markup import Heading
from guidance.models import Helpline, RiskArea

ROLE = re.compile(r"^- \*\*(?P<name>[^*]+?):?\*\*:? *(?P<task>.+)$", re.MULTILINE)
ICONS = {
    **{"designated": "dsl", "head": "leader", "governor": "governor", "teacher": "teacher", "it": "it"},
    **{"early": "early-years", "parents": "parent"},
}
"""The drawing of a role, by the first word of its name; another role has that of an adult."""


@dataclass(frozen=True)
class RoleLine:
    """What one role does: its drawing, its name, and its task in Markdown."""

    icon: str
    name: str
    task: str


def roles_in(text: str) -> list[RoleLine]:
    """Return the lines of ``text`` with a role and its task: ``- **Governor:** Ask who reads alerts.``"""
    return [RoleLine(_icon(line["name"]), line["name"], line["task"]) for line in ROLE.finditer(text)]


def _icon(name: str) -> str:
    return ICONS.get(name.split()[0].lower(), "adult")


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
