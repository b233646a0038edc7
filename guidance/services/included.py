"""Pages and hand-outs with what their texts name put in: helplines, shared blocks, documents."""

from guidance import includes, search
from guidance.models import GuidancePage, Handout
from guidance.services import routes


def expanded(text: str) -> str:
    """Return Markdown ``text`` with what it names, as it is public now; no query where it names nothing."""
    return includes.expand(text, routes.public_book()) if includes.names_something(text) else text


def refresh_search(name: str) -> None:
    """Bring search up to date with the pages that put in ``name`` (``block:never``, ``childline``).

    Call it in the transaction in which what it stands for changed.
    """
    for model in (GuidancePage, Handout):
        for page in model.objects.filter(body__contains=f"{{{name}}}").order_by("pk"):
            search.refresh(page)
