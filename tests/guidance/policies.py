"""The policy templates in fixtures/, read without a database, and ways to look inside a Word file."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from functools import cache

from django.conf import settings
from docx import Document as open_document
from docx.document import Document as WordDocument

from guidance.blocks import Block, Table, cells, plain
from guidance.loading.policies import read
from guidance.policies import shared_blocks
from guidance.policies.answers import Answers
from guidance.policies.document import Document, SectionHeading
from guidance.policies.docx.writer import write_docx
from guidance.policies.policy_document import of_policy
from guidance.policies.portal import Portal, Source
from guidance.policies.schema import Template
from guidance.policies.tailor import Policy, tailor
from guidance.routes.book import Book
from guidance.routes.shipped import read_book
from guidance.search import static_pages

SLUGS = (
    *("acceptable-use", "mobile-and-smart-technology", "social-media", "image-use"),
    "online-safety-in-child-protection",
)
SITE = "https://portal.example.org"


@cache
def template(slug: str) -> Template:
    """A template as its first edition has it: with the shared blocks that ship with it."""
    found = {policy.entry.slug: policy.template for policy in read(settings.FIXTURES_DIR)}[slug]
    return shared_blocks.put_in_all(found, shipped_book())


@cache
def shipped_book() -> Book:
    return read_book(settings.FIXTURES_DIR, static_pages.names())


def policy(slug: str, **answers) -> Policy:
    return tailor(template(slug), Answers(**answers))


def source(key: str) -> Source:
    return Source(
        key=key,
        title=f"Title of {key}",
        publisher="A publisher",
        page=f"/resources/{key}/",
        url=f"https://www.example.org/{key}",
        standing="Statutory guidance",
        edition="September 2026",
    )


def portal(made: Policy, slug: str) -> Portal:
    """What a document takes from the portal, from the files that ship with it."""
    keys = [*made.sources, "kcsie", "eyfs-framework", "out-of-school-settings"]
    return Portal(
        page=f"/policies/{slug}/",
        changes_page=f"/policies/changes/?code={made.code}",
        made_on=date(2026, 11, 26),
        book=shipped_book(),
        sources={key: source(key) for key in keys},
        site_url=SITE,
    )


def word(slug: str, **answers) -> bytes:
    made = policy(slug, **answers)
    return write_docx(of_policy(made, portal(made, slug)), site_url=SITE)


def laid_out(slug: str, *, charts: tuple[str, ...] = (), log: bool = False, **answers) -> Document:
    """A policy as the parts of a document, with these charts and logs in place of those of its template."""
    changed = replace(template(slug), charts=charts, log=log)
    made = tailor(changed, Answers(**answers))
    return of_policy(made, portal(made, slug))


def words(document: Document) -> list[str]:
    """Everything a document says, in order: headings, paragraphs, points and cells."""
    said = [text for block in (*document.opening, *document.about) for text in block_words(block)]
    for piece in document.parts:
        if isinstance(piece, SectionHeading):
            said.append(piece.text)
        else:
            said.extend(text for block in piece.blocks for text in block_words(block))
    return said


def block_words(block: Block) -> list[str]:
    return [plain(runs) for runs in cells(block)]


def rows(document: Document, title: str) -> list[list[str]]:
    """The rows of the table with this title, as text."""
    blocks = [
        *document.opening,
        *(block for piece in document.parts for block in getattr(piece, "blocks", ())),
    ]
    table = next(block for block in blocks if isinstance(block, Table) and block.title == title)
    return [[plain(cell) for cell in row] for row in table.rows]


def opened(data: bytes) -> WordDocument:
    return open_document(io.BytesIO(data))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(name).decode()
