"""The policy templates in fixtures/, read without a database, and ways to look inside a Word file."""

import io
import zipfile
from functools import cache

from django.conf import settings
from docx import Document as open_document
from docx.document import Document as WordDocument

from guidance.loading.policies import read
from guidance.policies import shared_blocks
from guidance.policies.answers import Answers
from guidance.policies.document import Source, of_policy
from guidance.policies.docx.writer import write_docx
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


def word(slug: str, **answers) -> bytes:
    made = policy(slug, **answers)
    sources = [Source(key, f"Title of {key}", "A publisher", f"/resources/{key}/") for key in made.sources]
    pages = {"page": f"/policies/{slug}/", "changes_page": f"/policies/changes/?code={made.code}"}
    return write_docx(of_policy(made, sources=sources, **pages), site_url=SITE)


def opened(data: bytes) -> WordDocument:
    return open_document(io.BytesIO(data))


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        return packed.read(name).decode()
