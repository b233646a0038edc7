"""Texts with what they name put in: pages and hand-outs as they are read, clauses before they are issued."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from guidance import directory, includes, search
from guidance.includes import FactNote
from guidance.models.including import whole_texts
from guidance.policies import shared_blocks
from guidance.policies.schema import FrozenClause, Template
from guidance.services import routes


@dataclass(frozen=True)
class Annotated:
    """Texts with what they name, and the facts in them, each numbered once for the page that shows them."""

    texts: tuple[str, ...]
    notes: list[FactNote]


def annotated(*texts: str) -> Annotated:
    """Return Markdown ``texts`` of one page with what they name, and the notes that stand at its end."""
    notes: list[FactNote] = []
    if not any(map(includes.names_something, texts)):
        return Annotated(texts, notes)
    book = routes.public_book()
    return Annotated(tuple(includes.expand(text, book, notes=notes) for text in texts), notes)


def all_expanded(texts: Sequence[str]) -> list[str]:
    """Return each of ``texts`` with what it names, read once for all; notes stand in the text itself."""
    if not any(map(includes.names_something, texts)):
        return list(texts)
    book = routes.public_book()
    return [includes.expand(text, book) for text in texts]


def all_with_next_check(texts: Sequence[str]) -> list[tuple[str, date | None]]:
    """Return each of ``texts`` with what it names, and the next check of the facts in it; read once for all.

    In a list there is no room for notes. None where there is no fact, or an adviser has checked each.
    """
    if not any(map(includes.names_something, texts)):
        return [(text, None) for text in texts]
    book = routes.public_book()
    return [(includes.expand(includes.without_facts(text), book), _next_check(text, book)) for text in texts]


def _next_check(text: str, parts: includes.Parts) -> date | None:
    found = (parts.facts.get(key) for key in includes.FACT.findall(text))
    return min((fact.next_check_on for fact in found if fact and not fact.checked_on), default=None)


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
    for page, text in whole_texts():
        if f"{{{name}}}" in text:
            search.refresh(page)
