"""The policy templates in ``fixtures/policies/``: their facts, and their clauses as a template."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ValidationError

from guidance.loading import COMMAND
from guidance.loading.entries import Fact, published_on
from guidance.loading.reader import FixtureError, Record, read_folder
from guidance.models import PolicyTemplate
from guidance.policies.schema import Condition, FrozenClause, FrozenSection, Template
from guidance.policies.setting_types import TYPE_GROUPS
from guidance.services import editions
from guidance.services.edition_import import import_edition


@dataclass(frozen=True)
class PolicyEntry:
    """One file: the row it states, the clauses of its edition, and what readers are told about it."""

    fact: Fact
    template: Template
    note: str


def read(folder: Path) -> Iterator[PolicyEntry]:
    """Yield every policy template in ``folder``. Raises FixtureError."""
    for slug, record in read_folder(folder / "policies"):
        template = _template(record)
        note = record.text("edition_note")
        fact = _fact(slug, record, template)
        record.finish()
        yield PolicyEntry(fact, template, note)


def write(entries: Iterable[PolicyEntry]) -> None:
    """Bring every template up to the edition its file states. Raises FixtureError for an unsound one."""
    entries = list(entries)
    templates = PolicyTemplate.objects.prefetch_related("editions").in_bulk(
        [entry.fact.slug for entry in entries], field_name="slug"
    )
    for entry in entries:
        template = templates[entry.fact.slug]
        if not _is_behind(template, entry.template):
            continue
        try:
            import_edition(template=template, text=entry.template, note=entry.note, by=COMMAND)
        except ValidationError as error:
            raise FixtureError(entry.fact.source, "sections", " ".join(error.messages)) from None


def _is_behind(template: PolicyTemplate, text: Template) -> bool:
    """Whether the file states a newer edition than the row has, and no adviser changed anything since."""
    issued = list(template.editions.all())
    if not issued:
        return not template.sections.exists()
    newest = issued[0]
    if editions.year_and_sequence(text.edition) <= (newest.year, newest.sequence):
        return False
    return not any(edition.by_id for edition in issued) and not editions.draft(template=template).is_new


def _fact(slug: str, record: Record, template: Template) -> Fact:
    return Fact(
        source=record.source,
        model=PolicyTemplate,
        slug=slug,
        values={
            **published_on(template.issued_on),
            "title": template.title,
            "code": template.code,
            "questions": list(template.questions),
            **{name: record.text(name) for name in ("summary", "keywords", "statutory_basis")},
            "order": record.number("order"),
        },
        many={
            "audiences": record.words("audience"),
            **{name: record.words(name) for name in ("risk_areas", "sources")},
        },
    )


def _template(record: Record) -> Template:
    return Template(
        code=record.text("code"),
        title=record.text("title"),
        edition=record.text("edition"),
        issued_on=record.day("edition_date"),
        questions=tuple(record.words("questions")),
        sections=tuple(_section(entry) for entry in record.entries("sections")),
    )


def _section(record: Record) -> FrozenSection:
    section = FrozenSection(
        key=record.text("id"),
        title=record.text("title"),
        condition=_condition(record),
        new_page=record.flag("new_page", False),
        large=record.flag("large", False),
        clauses=tuple(_clause(entry) for entry in record.entries("clauses")),
    )
    record.finish()
    return section


def _clause(record: Record) -> FrozenClause:
    clause = FrozenClause(
        key=record.text("id"),
        label=record.text("label"),
        text=record.text("text"),
        version=record.number("version", 1),
        required=not record.flag("optional", False),
        condition=_condition(record),
        why=record.text("why", ""),
        source=record.text("source", ""),
        reference=record.text("reference", ""),
        change_note=record.text("change_note", ""),
        what_to_do=record.text("what_to_do", ""),
    )
    record.finish()
    return clause


def _condition(record: Record) -> Condition:
    """The names of groups of setting types are written out."""
    types = (one for name in record.words("types", ()) for one in TYPE_GROUPS.get(name, (name,)))
    return Condition(
        phases=tuple(record.words("phases", ())),
        types=tuple(dict.fromkeys(types)),
        answers=tuple(record.words("answers", ())),
    )
