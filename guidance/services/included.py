"""Texts with what they name put in: pages and hand-outs as they are read, clauses before they are issued."""

from collections.abc import Sequence

from guidance import directory, includes, search
from guidance.models import GuidancePage, Handout, Update
from guidance.policies import shared_blocks
from guidance.policies.schema import FrozenClause, Template
from guidance.services import routes


def expanded(text: str) -> str:
    """Return Markdown ``text`` with what it names, as it is public now; no query where it names nothing."""
    return includes.expand(text, routes.public_book()) if includes.names_something(text) else text


def all_expanded(texts: Sequence[str]) -> list[str]:
    """Return each of ``texts`` with what it names: what is public is read once for all of them."""
    if not any(map(includes.names_something, texts)):
        return list(texts)
    book = routes.public_book()
    return [includes.expand(text, book) for text in texts]


def template_with_blocks(text: Template) -> Template:
    """Return a template with its shared blocks, as they are public now; no query where it names none."""
    if not any(shared_blocks.names_block(clause) for _, clause in text.clauses()):
        return text
    return shared_blocks.put_in_all(text, directory.read())


def clause_with_blocks(clause: FrozenClause) -> FrozenClause:
    """Return one clause with its shared blocks, as they are public now; no query where it names none."""
    return shared_blocks.put_in(clause, directory.read()) if shared_blocks.names_block(clause) else clause


def refresh_search(name: str) -> None:
    """Bring search up to date with the pages that put in ``name`` (``block:never``, ``childline``).

    Call it in the transaction in which what it stands for changed.
    """
    for model in (GuidancePage, Handout, Update):
        for page in model.objects.filter(body__contains=f"{{{name}}}").order_by("pk"):
            search.refresh(page)
