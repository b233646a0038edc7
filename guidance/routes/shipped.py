"""The book that all fixtures together make: what ships with the content. Asks no database."""

from collections.abc import Iterator
from pathlib import Path

from guidance.fixture_reader import read_folder, read_tables
from guidance.helpline_names import Number
from guidance.includes import Document, FactNote
from guidance.routes.book import Book
from guidance.routes.reading import read_blocks, read_routes
from guidance.routes.schema import COMMON, Route

NO_COMMON = Route(COMMON, "", "", "", 0, "", (), ())


def read_helplines(folder: Path) -> Iterator[Number]:
    """Yield every helpline as texts name it: a number only where somebody confirmed it."""
    websites = _websites(folder)
    for slug, reader in read_tables(folder / "helplines.toml"):
        entries = websites.get(slug, [])
        own = [entry for entry in entries if entry.slug == slug] or entries[: len(entries) == 1]
        yield Number(
            slug=slug,
            title=reader.text("title"),
            phone=reader.text("phone", "") if reader.boolean("phone_confirmed", False) else "",
            text_number=reader.text("text_number", "") if reader.boolean("text_confirmed", True) else "",
            text_word=reader.text("text_word", ""),
            url=own[0].url if own else "",
            hours_text=reader.text("hours_text", ""),
        )


def read_documents(folder: Path) -> Iterator[tuple[Document, str]]:
    """Yield every resource that is not withdrawn, as texts link it, and the helpline it is about."""
    for path in sorted((folder / "resources").glob("*.toml")):
        for slug, reader in read_tables(path):
            if not reader.text("withdrawn_reason", ""):
                document = Document(slug, reader.text("title"), reader.text("url", ""))
                yield document, reader.text("helpline", "")


def _websites(folder: Path) -> dict[str, list[Document]]:
    """The documents that may be the website of each helpline; which of them is, ``Helpline.website`` says."""
    websites: dict[str, list[Document]] = {}
    for document, helpline in read_documents(folder):
        if helpline and document.url:
            websites.setdefault(helpline, []).append(document)
    return websites


def read_page_titles(folder: Path) -> dict[str, str]:
    """Return the titles of the guidance pages and hand-outs, by what texts call them."""
    return {
        f"{kind}:{slug}": reader.text("title")
        for kind, name in (("guidance", "guidance"), ("handout", "handouts"))
        for slug, reader in read_folder(folder / name)
    }


def read_fact_notes(folder: Path) -> Iterator[FactNote]:
    """Yield every fact of middling certainty as readers see its note. No adviser has checked one yet."""
    for path in sorted((folder / "facts").glob("*.toml")):
        for key, reader in read_tables(path):
            due = reader.date("next_check_on")
            yield FactNote(key, reader.text("source"), due, reader.text("url", ""))


def read_book(folder: Path, page_names: dict[str, str]) -> Book:
    """Return the book that ``folder`` makes; ``page_names`` has the pages that are no content.

    Raises FixtureError.
    """
    routes = {file.route.slug: file.route for file in read_routes(folder)}
    documents = {document.slug: document for document, _ in read_documents(folder)}
    return Book(
        common=routes.pop(COMMON, NO_COMMON),
        routes=routes,
        blocks={block.key: block for block in read_blocks(folder)},
        helplines={number.slug: number for number in read_helplines(folder)},
        resources=documents,
        pages={**read_page_titles(folder), **page_names},
        facts={fact.key: fact for fact in read_fact_notes(folder)},
    )
