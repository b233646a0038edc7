"""The policy templates in ``fixtures/policies/`` as templates, before any database is asked."""

from pathlib import Path

from guidance.loading.records import Record, read_folder
from guidance.tailoring.template import Clause, Scope, Section, Template, scope_from


def read(folder: Path):
    """Yield the slug, the record of the file (without its sections) and the template of every policy."""
    for slug, record in read_folder(folder / "policies"):
        yield slug, record, template(record)


def template(record: Record) -> Template:
    """Take the fields of a template from ``record``. Raises BrokenFixture for a missing or wrong one."""
    return Template(
        code=record.text("code"),
        title=record.text("title"),
        edition=record.text("edition"),
        issued_on=record.day("edition_date"),
        questions=tuple(record.words("questions")),
        sections=tuple(_section(entry) for entry in record.entries("sections")),
    )


def _section(record: Record) -> Section:
    section = Section(
        key=record.text("id"),
        title=record.text("title"),
        scope=_scope(record),
        new_page=record.flag("new_page", False),
        large=record.flag("large", False),
        clauses=tuple(_clause(entry) for entry in record.entries("clauses")),
    )
    record.finish()
    return section


def _clause(record: Record) -> Clause:
    clause = Clause(
        key=record.text("id"),
        label=record.text("label"),
        text=record.text("text"),
        version=record.number("version", 1),
        required=not record.flag("optional", False),
        scope=_scope(record),
        why=record.text("why", ""),
        source=record.text("source", ""),
        reference=record.text("reference", ""),
        change_note=record.text("change_note", ""),
        what_to_do=record.text("what_to_do", ""),
    )
    record.finish()
    return clause


def _scope(record: Record) -> Scope:
    return scope_from({name: record.words(name, ()) for name in ("phases", "types", "answers")})
