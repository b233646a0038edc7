"""What texts may name, as the public sees it now: shared blocks, helplines, documents, titles of pages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import F, Value

from guidance.helpline_names import Number
from guidance.includes import Document
from guidance.models import GuidancePage, Handout, Helpline, Resource, SharedBlock
from guidance.routes.schema import Block


@dataclass(frozen=True)
class Directory:
    """What texts may name, by key; ``pages`` are titles by what texts call them."""

    blocks: dict[str, Block]
    helplines: dict[str, Number]
    resources: dict[str, Document]
    pages: dict[str, str]
    routes: Mapping[str, object] = field(default_factory=dict)


def read(at: datetime | None = None) -> Directory:
    """Return what is public at ``at`` (default: now). Three queries."""
    documents, pages, websites = _titles(at)
    return Directory(
        blocks={block.key: public_block(block) for block in SharedBlock.objects.public()},
        helplines={row.slug: _number(row, websites) for row in Helpline.objects.published(at)},
        resources=documents,
        pages=pages,
    )


def public_block(row: SharedBlock) -> Block:
    """Return a shared block as readers see it."""
    return Block(row.key, row.public_title, row.public_text, tuple(row.facts))


def draft_block(row: SharedBlock) -> Block:
    """Return a shared block as it is drafted."""
    return Block(row.key, row.title, row.text, tuple(row.facts))


def _titles(at: datetime | None) -> tuple[dict[str, Document], dict[str, str], dict[str, list[Document]]]:
    """Documents, titles of pages, and the documents that may be the website of each helpline: one query."""
    names = ("slug", "title", "address", "line", "kind_of_page")
    resources = Resource.objects.published(at).annotate(
        address=F("url"), line=F("helpline__slug"), kind_of_page=Value("resource")
    )
    others = (
        model.objects.published(at).annotate(address=Value(""), line=Value(""), kind_of_page=Value(kind))
        for kind, model in (("guidance", GuidancePage), ("handout", Handout))
    )
    rows = resources.order_by().values_list(*names)
    return _sorted(rows.union(*(other.order_by().values_list(*names) for other in others), all=True))


def _sorted(
    rows: Iterable[tuple[str, str, str, str | None, str]],
) -> tuple[dict[str, Document], dict[str, str], dict[str, list[Document]]]:
    documents: dict[str, Document] = {}
    pages: dict[str, str] = {}
    websites: dict[str, list[Document]] = {}
    for slug, title, url, line, kind in rows:
        if kind != "resource":
            pages[f"{kind}:{slug}"] = title
            continue
        documents[slug] = Document(slug, title, url)
        if line and url:
            websites.setdefault(line, []).append(documents[slug])
    return documents, pages, websites


def _number(row: Helpline, websites: dict[str, list[Document]]) -> Number:
    """Its website is the entry of its own name, or else its only one, as ``Helpline.website`` has it."""
    entries = websites.get(row.slug, [])
    own = [entry for entry in entries if entry.slug == row.slug] or (entries if len(entries) == 1 else [])
    return Number(
        slug=row.slug,
        title=row.title,
        phone=row.public_phone,
        text_number=row.text_number,
        text_word=row.text_word,
        url=own[0].url if own else "",
        hours_text=row.hours_text,
    )
