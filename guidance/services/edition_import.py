"""Take over an edition of a policy template that was written elsewhere, as the loader does with files."""

from typing import TypeVar

from django.core.exceptions import ValidationError
from django.db import transaction

from guidance.models import Clause, ClauseVersion, PolicyEdition, PolicySection, PolicyTemplate, Resource
from guidance.policies import validation
from guidance.policies.schema import Condition, FrozenClause, FrozenSection, Template, as_data
from guidance.services import editions, included
from lesas_portal.core import audit

Row = TypeVar("Row", PolicySection, Clause)

CONDITION = ("phases", "types", "answers", "governances")
SECTION_FIELDS = ("title", "order", "new_page", "large", "annex", "sheet", *CONDITION)
CLAUSE_FIELDS = (
    *("section", "label", "order", "required", "why", "source", "reference", "basis", "in_use"),
    *CONDITION,
)


@transaction.atomic
def import_edition(*, template: PolicyTemplate, text: Template, note: str, by: audit.Actor) -> PolicyEdition:
    """Write the sections and clauses of ``text``, and issue it under the name and date that it has.

    The edition has the words of shared blocks as they are public now; the rows keep only their names.
    Clauses of ``template`` that ``text`` lacks stay, out of use. Raises ValidationError for a text that
    some setting could not use, or that names a source which is not there.
    """
    editions.lock(template_id=template.pk)
    issued = _with_blocks(text)
    sections = _write_sections(template, text)
    Clause.objects.filter(section__template=template).update(in_use=False)
    clauses = _write_clauses(template, sections)
    _write_versions(template, text, clauses)
    year, sequence = editions.year_and_sequence(text.edition)
    edition = PolicyEdition.objects.create(
        template=template,
        year=year,
        sequence=sequence,
        issued_on=text.issued_on,
        note=note,
        by=audit.person(by),
        content=as_data(issued),
    )
    audit.record("load", by=by, about=[*(row for row, _ in (*sections, *clauses)), edition])
    return edition


def _with_blocks(text: Template) -> Template:
    """The words of the edition. Raises ValidationError for a text that some setting could not use."""
    issued = included.template_with_blocks(text)
    if errors := validation.errors(issued):
        raise ValidationError(list(errors))
    return issued


def _write_sections(template: PolicyTemplate, text: Template) -> list[tuple[PolicySection, FrozenSection]]:
    known = {section.key: section for section in template.sections.all()}
    pairs = []
    for order, frozen in enumerate(text.sections):
        row = known.get(frozen.key) or PolicySection(template=template, key=frozen.key)
        row.title, row.order = frozen.title, order
        row.new_page, row.large = frozen.new_page, frozen.large
        row.annex, row.sheet = frozen.annex, frozen.sheet
        _set_condition(row, frozen.condition)
        pairs.append((row, frozen))
    _save([row for row, _ in pairs], SECTION_FIELDS)
    return pairs


def _write_clauses(
    template: PolicyTemplate, sections: list[tuple[PolicySection, FrozenSection]]
) -> list[tuple[Clause, FrozenClause]]:
    known = {clause.key: clause for clause in Clause.objects.filter(section__template=template)}
    sources = Resource.objects.in_bulk(field_name="slug")
    pairs = []
    for section, frozen_section in sections:
        for order, frozen in enumerate(frozen_section.clauses):
            row = known.get(frozen.key) or Clause(key=frozen.key)
            row.section, row.order, row.in_use = section, order, True
            row.label, row.required, row.why = frozen.label, frozen.required, frozen.why
            row.source, row.reference = _source(frozen, sources), frozen.reference
            row.basis = frozen.basis
            _set_condition(row, frozen.condition)
            pairs.append((row, frozen))
    _save([row for row, _ in pairs], CLAUSE_FIELDS)
    return pairs


def _source(frozen: FrozenClause, sources: dict[str, Resource]) -> Resource | None:
    if frozen.source and frozen.source not in sources:
        raise ValidationError(f"Clause {frozen.key}: there is no resource {frozen.source}.")
    return sources.get(frozen.source)


def _write_versions(
    template: PolicyTemplate, text: Template, clauses: list[tuple[Clause, FrozenClause]]
) -> None:
    """A version that is there already stays as it is."""
    versions = ClauseVersion.objects.filter(clause__section__template=template)
    known = set(versions.values_list("clause_id", "number"))
    ClauseVersion.objects.bulk_create(
        ClauseVersion(
            clause=row,
            number=frozen.version,
            text=frozen.text,
            change_note=frozen.change_note,
            what_to_do=frozen.what_to_do,
            written_on=text.issued_on,
        )
        for row, frozen in clauses
        if (row.pk, frozen.version) not in known
    )


def _set_condition(row: PolicySection | Clause, condition: Condition) -> None:
    for name in CONDITION:
        setattr(row, name, list(getattr(condition, name)))


def _save(rows: list[Row], fields: tuple[str, ...]) -> None:
    """Create the new ones and update the others, in two queries."""
    if not rows:
        return
    manager = type(rows[0])._default_manager
    old = [row for row in rows if row.pk is not None]
    manager.bulk_create(row for row in rows if row.pk is None)
    if old:
        manager.bulk_update(old, fields)
