"""What texts may name, as the public sees it now: shared blocks, helplines, documents, titles of pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, Concat

from guidance.helpline_names import Number
from guidance.includes import Document, FactNote
from guidance.models import Fact, GuidancePage, Handout, Helpline, Resource, SharedBlock
from guidance.routes.schema import Block


@dataclass(frozen=True)
class Directory:
    """What texts may name, by key; ``pages`` are titles by what texts call them."""

    blocks: dict[str, Block]
    helplines: dict[str, Number]
    resources: dict[str, Document]
    pages: dict[str, str]
    facts: dict[str, FactNote] = field(default_factory=dict)
    routes: Mapping[str, object] = field(default_factory=dict)


def read(at: datetime | None = None) -> Directory:
    """Return what is public at ``at`` (default: now). Two queries."""
    found = _Found()
    for slug, title, words, line, kind in _names(at):
        found.take(slug, title, words, line, kind)
    return Directory(
        blocks=found.blocks,
        helplines={row.slug: _number(row, found.websites) for row in Helpline.objects.published(at)},
        resources=found.documents,
        pages=found.pages,
        facts=found.facts,
    )


def draft_block(row: SharedBlock) -> Block:
    """Return a shared block as it is drafted."""
    return Block(row.key, row.title, row.text, tuple(row.facts))


def _names(at: datetime | None) -> QuerySet:
    """Slug, title, address or words, line, and kind of documents, pages, blocks and facts: one query.

    The line is a document's helpline, or the days of a fact: of its next check and of an adviser's check.
    """
    names = ("slug", "title", "words", "line", "kind_of_page")
    resources = Resource.objects.published(at).annotate(
        words=F("url"), line=F("helpline__slug"), kind_of_page=Value("resource")
    )
    others = [
        model.objects.published(at).annotate(words=Value(""), line=Value(""), kind_of_page=Value(kind))
        for kind, model in (("guidance", GuidancePage), ("handout", Handout))
    ]
    blocks = SharedBlock.objects.public().annotate(line=Value(""), kind_of_page=Value("block"))
    rows: list[QuerySet] = [other.order_by().values_list(*names) for other in others]
    rows.append(blocks.order_by().values_list("key", "public_title", "public_text", "line", "kind_of_page"))
    checked = Coalesce(Cast("checked_on", CharField()), Value(""))
    days = Concat(Cast("next_check_on", CharField()), Value(" "), checked)
    facts = Fact.objects.annotate(line=days, kind_of_page=Value("fact"))
    rows.append(facts.order_by().values_list("key", "source", "url", "line", "kind_of_page"))
    return resources.order_by().values_list(*names).union(*rows, all=True)


@dataclass
class _Found:
    """What the rows of ``_names`` are, by key."""

    documents: dict[str, Document] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)
    blocks: dict[str, Block] = field(default_factory=dict)
    facts: dict[str, FactNote] = field(default_factory=dict)
    websites: dict[str, list[Document]] = field(default_factory=dict)
    """The documents that may be the website of each helpline."""

    def take(self, slug: str, title: str, words: str, line: str | None, kind: str) -> None:
        if kind == "block":
            self.blocks[slug] = Block(slug, title, words)
        elif kind == "fact":
            self.facts[slug] = _fact(slug, title, words, line or "")
        elif kind != "resource":
            self.pages[f"{kind}:{slug}"] = title
        else:
            self.documents[slug] = Document(slug, title, words)
            if line and words:
                self.websites.setdefault(line, []).append(self.documents[slug])


def _fact(key: str, source: str, url: str, days: str) -> FactNote:
    due, _, checked = days.partition(" ")
    checked_on = date.fromisoformat(checked) if checked else None
    return FactNote(key, source, date.fromisoformat(due), url, checked_on)


def _number(row: Helpline, websites: dict[str, list[Document]]) -> Number:
    """Its website is the entry of its own name, or else its only one, as ``Helpline.website`` has it."""
    entries = websites.get(row.slug, [])
    own = [entry for entry in entries if entry.slug == row.slug] or (entries if len(entries) == 1 else [])
    return Number(
        slug=row.slug,
        title=row.title,
        phone=row.public_phone,
        text_number=row.public_text_number,
        text_word=row.text_word,
        url=own[0].url if own else "",
        hours_text=row.hours_text,
    )
