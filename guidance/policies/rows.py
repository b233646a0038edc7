"""From rows to data: a template as its clauses stand now, and an edition as it was issued."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import lru_cache

from django.db.models import TextField
from django.db.models.functions import Cast

from guidance.models import Clause, PolicyEdition, PolicySection, PolicyTemplate
from guidance.policies.schema import (
    Condition,
    FrozenClause,
    FrozenSection,
    GovernorQuestion,
    Template,
    from_data,
)


def text_of(edition: PolicyEdition) -> Template:
    """Return the template as ``edition`` froze it."""
    return from_data(edition.content)


def issued_text(edition: PolicyEdition) -> Template:
    """Return what ``text_of`` does for a saved edition, of which all but the content may be read: one query.

    The content is long and never changes, so one that was read before is not made into a template anew.
    """
    content = Cast("content", TextField())
    return _read(PolicyEdition.objects.filter(pk=edition.pk).values_list(content, flat=True).get())


@lru_cache(maxsize=16)
def _read(content: str) -> Template:
    return from_data(json.loads(content))


def freeze(
    template: PolicyTemplate, sections: Iterable[PolicySection], *, number: str, issued_on: date
) -> Template:
    """Return ``template`` with ``sections`` as their rows stand, under the name of an edition."""
    return Template(
        code=template.code,
        title=template.title,
        edition=number,
        issued_on=issued_on,
        questions=tuple(template.questions),
        sections=tuple(_section(section) for section in sections),
        purpose=template.purpose,
        why_now=template.why_now,
        read_with=tuple(template.read_with),
        governor_questions=tuple(GovernorQuestion(**one) for one in template.governor_questions),
        charts=tuple(template.charts),
        log=template.log,
    )


def put_in(text: Template, section_key: str, clause: FrozenClause) -> Template:
    """Return ``text`` with ``clause`` in a section: in place of the one that has its key, or at the end."""

    def with_it(section: FrozenSection) -> FrozenSection:
        if section.key != section_key:
            return section
        clauses = {one.key: one for one in section.clauses} | {clause.key: clause}
        return replace(section, clauses=tuple(clauses.values()))

    return replace(text, sections=tuple(with_it(section) for section in text.sections))


def condition_of(row: PolicySection | Clause) -> Condition:
    """Return when the section or clause in ``row`` applies."""
    return Condition(tuple(row.phases), tuple(row.types), tuple(row.answers), tuple(row.governances))


def _section(row: PolicySection) -> FrozenSection:
    """The section with its clauses in use, each at its newest version."""
    return FrozenSection(
        key=row.key,
        title=row.title,
        clauses=tuple(_clause(clause) for clause in row.clauses.all() if clause.in_use),
        condition=condition_of(row),
        new_page=row.new_page,
        large=row.large,
        annex=row.annex,
        sheet=row.sheet,
    )


def _clause(row: Clause) -> FrozenClause:
    version = row.newest
    return FrozenClause(
        key=row.key,
        label=row.label,
        text=version.text,
        version=version.number,
        required=row.required,
        condition=condition_of(row),
        why=row.why,
        source=row.source.slug if row.source else "",
        reference=row.reference,
        change_note=version.change_note,
        what_to_do=version.what_to_do,
        basis=row.basis,
    )
