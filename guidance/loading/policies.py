"""The policy templates in ``fixtures/policies/``: their entries, and their clauses as a template."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from guidance.loading.entries import ContentEntry, published_on
from guidance.loading.reader import EntryReader, read_folder
from guidance.models import PolicyTemplate
from guidance.policies.schema import Clause, Scope, Section, Template, scope_from


@dataclass(frozen=True)
class PolicyEntry:
    """One file: the row it states, the clauses of its edition, and what readers are told about it."""

    entry: ContentEntry
    template: Template
    note: str


def read(folder: Path) -> Iterator[PolicyEntry]:
    """Yield every policy template in ``folder``. Raises FixtureError."""
    for slug, reader in read_folder(folder / "policies"):
        template = _template(reader)
        note = reader.text("edition_note")
        entry = _policy(slug, reader, template)
        reader.finish()
        yield PolicyEntry(entry, template, note)


def _policy(slug: str, reader: EntryReader, template: Template) -> ContentEntry:
    return ContentEntry(
        source=reader.source,
        model=PolicyTemplate,
        slug=slug,
        values={
            **published_on(template.issued_on),
            "title": template.title,
            "code": template.code,
            "questions": list(template.questions),
            **{name: reader.text(name) for name in ("summary", "keywords", "statutory_basis")},
            "order": reader.number("order"),
        },
        many_to_many={
            "audiences": reader.text_list("audience"),
            **{name: reader.text_list(name) for name in ("risk_areas", "sources")},
        },
    )


def _template(reader: EntryReader) -> Template:
    return Template(
        code=reader.text("code"),
        title=reader.text("title"),
        edition=reader.text("edition"),
        issued_on=reader.date("edition_date"),
        questions=tuple(reader.text_list("questions")),
        sections=tuple(_section(entry) for entry in reader.entries("sections")),
    )


def _section(reader: EntryReader) -> Section:
    section = Section(
        key=reader.text("id"),
        title=reader.text("title"),
        scope=_scope(reader),
        new_page=reader.boolean("new_page", False),
        large=reader.boolean("large", False),
        clauses=tuple(_clause(entry) for entry in reader.entries("clauses")),
    )
    reader.finish()
    return section


def _clause(reader: EntryReader) -> Clause:
    clause = Clause(
        key=reader.text("id"),
        label=reader.text("label"),
        text=reader.text("text"),
        version=reader.number("version", 1),
        required=not reader.boolean("optional", False),
        scope=_scope(reader),
        why=reader.text("why", ""),
        source=reader.text("source", ""),
        reference=reader.text("reference", ""),
        change_note=reader.text("change_note", ""),
        what_to_do=reader.text("what_to_do", ""),
    )
    reader.finish()
    return clause


def _scope(reader: EntryReader) -> Scope:
    return scope_from({name: reader.text_list(name, ()) for name in ("phases", "types", "answers")})
