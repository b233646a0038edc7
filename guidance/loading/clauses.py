"""Write the clauses and the edition of a policy template, unless an adviser has had a hand in it."""

from guidance.loading import COMMAND
from guidance.loading.policies import PolicyEntry
from guidance.loading.reader import FixtureError
from guidance.models import Clause, ClauseVersion, PolicyEdition, PolicySection, PolicyTemplate, Resource
from guidance.policies import validation
from guidance.policies.schema import Section, Template, as_data
from guidance.services import editions
from lesas_portal.core import audit

SECTION_FIELDS = ["title", "order", "new_page", "large", "phases", "types", "answers"]
CLAUSE_FIELDS = ["section", "label", "order", "required", "why", "source", "reference", "in_use"]
CLAUSE_FIELDS += ["phases", "types", "answers"]


def write(written: list[PolicyEntry]) -> None:
    """Bring every template up to the edition its file states. Raises FixtureError for an unsound one."""
    rows = PolicyTemplate.objects.prefetch_related("editions").in_bulk(
        [policy.entry.slug for policy in written], field_name="slug"
    )
    sources = Resource.objects.in_bulk(field_name="slug")
    for policy in written:
        row = rows[policy.entry.slug]
        if _is_ours(row, policy.template):
            if problems := validation.problems(policy.template):
                raise FixtureError(policy.entry.source, "sections", " ".join(problems))
            _write_sections(row, policy, sources)
            _add_edition(row, policy)


def _is_ours(row: PolicyTemplate, text: Template) -> bool:
    """Whether the file states a newer edition than the row has, and no adviser changed anything since."""
    issued = list(row.editions.all())
    if not issued:
        return not row.sections.exists()
    newest = issued[0]
    if _name(text) <= (newest.year, newest.sequence) or any(edition.by_id for edition in issued):
        return False
    draft = row.draft(number=newest.number, issued_on=newest.issued_on)
    return editions.same_words(draft, newest.template_text)


def _name(text: Template) -> tuple[int, int]:
    year, _, sequence = text.edition.partition(".")
    return int(year), int(sequence)


def _write_sections(row: PolicyTemplate, policy: PolicyEntry, sources: dict[str, Resource]) -> None:
    known = {section.key: section for section in row.sections.all()}
    sections = []
    for order, text in enumerate(policy.template.sections):
        section = known.get(text.key) or PolicySection(template=row, key=text.key)
        section.title, section.order = text.title, order
        section.new_page, section.large = text.new_page, text.large
        _set_scope(section, text.scope)
        sections.append((section, text))
    _save(PolicySection, [section for section, _ in sections], SECTION_FIELDS)
    Clause.objects.filter(section__template=row).update(in_use=False)
    _write_clauses(row, sections, policy, sources)


def _write_clauses(
    row: PolicyTemplate,
    sections: list[tuple[PolicySection, Section]],
    policy: PolicyEntry,
    sources: dict[str, Resource],
) -> None:
    known = {clause.key: clause for clause in Clause.objects.filter(section__template=row)}
    clauses = []
    for section, text in sections:
        for order, one in enumerate(text.clauses):
            if one.source and one.source not in sources:
                raise FixtureError(policy.entry.source, one.key, f"there is no resource {one.source}")
            clause = known.get(one.key) or Clause(key=one.key)
            clause.section, clause.order, clause.in_use = section, order, True
            clause.label, clause.required, clause.why = one.label, one.required, one.why
            clause.source, clause.reference = sources.get(one.source), one.reference
            _set_scope(clause, one.scope)
            clauses.append((clause, one))
    _save(Clause, [clause for clause, _ in clauses], CLAUSE_FIELDS)
    versions = set(
        ClauseVersion.objects.filter(clause__section__template=row).values_list("clause_id", "number")
    )
    ClauseVersion.objects.bulk_create(
        ClauseVersion(
            clause=clause,
            number=one.version,
            text=one.text,
            change_note=one.change_note,
            what_to_do=one.what_to_do,
            written_on=policy.template.issued_on,
        )
        for clause, one in clauses
        if (clause.pk, one.version) not in versions
    )


def _add_edition(row: PolicyTemplate, policy: PolicyEntry) -> None:
    year, sequence = _name(policy.template)
    edition = PolicyEdition.objects.create(
        template=row,
        year=year,
        sequence=sequence,
        issued_on=policy.template.issued_on,
        note=policy.note,
        content=as_data(policy.template),
    )
    audit.record("load", by=COMMAND, about=edition)


def _set_scope(item: PolicySection | Clause, scope) -> None:
    item.phases, item.types, item.answers = list(scope.phases), list(scope.types), list(scope.answers)


def _save(model, items: list, fields: list[str]) -> None:
    """Create the new ones and update the others, in two queries."""
    new = [item for item in items if item.pk is None]
    old = [item for item in items if item.pk is not None]
    model.objects.bulk_create(new)
    if old:
        model.objects.bulk_update(old, fields)
    audit.record("load", by=COMMAND, about=items)
