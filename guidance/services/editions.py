"""Write new words for the clauses of a policy template, and issue its editions.

Each writer is one transaction and takes ``by=``: the person who acts, or the name of a command. It holds
the template, so that no words change while an edition freezes them, and leaves an audit entry.
"""

from dataclasses import dataclass, fields, replace
from datetime import date
from functools import cached_property

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from guidance.links import table
from guidance.models import Clause, ClauseVersion, PolicyEdition, PolicyTemplate, WorkingCopy
from guidance.policies import rows, shared_blocks, validation
from guidance.policies.schema import FrozenClause, Template, as_data
from guidance.services import included, links, publishing
from lesas_portal.core import audit


@transaction.atomic
def reword(
    *,
    clause: Clause,
    text: str,
    change_note: str = "",
    what_to_do: str = "",
    by: audit.Actor,
    on: date | None = None,
) -> ClauseVersion | None:
    """Write new words for ``clause``: a new version, or the version that no edition has yet.

    Returns None when nothing differs. Raises ValidationError when issued words change without a note.
    """
    lock(template_id=clause.section.template_id)
    wanted = {"text": text.strip(), "change_note": change_note.strip(), "what_to_do": what_to_do.strip()}
    number = next_number(clause=clause, **wanted)
    if number is None:
        return None
    fields = {**wanted, "by": audit.person(by), "written_on": on or timezone.localdate()}
    version, _ = ClauseVersion.objects.update_or_create(clause=clause, number=number, defaults=fields)
    audit.record("reword", by=by, about=clause)
    table.refresh([clause])
    links.check_own_of(clause)
    return version


def next_number(*, clause: Clause, text: str, change_note: str, what_to_do: str) -> int | None:
    """Return the number of the version that these words would be; None when nothing differs.

    Raises ValidationError when issued words change without a note, or their note without their words.
    """
    newest = clause.versions.order_by("-number").first() if clause.pk else None
    if newest is None:
        return 1
    if (newest.text, newest.change_note, newest.what_to_do) == (text, change_note, what_to_do):
        return None
    is_issued = _is_issued(newest)
    if is_issued and newest.text == text:
        raise ValidationError("These words are in an edition already, so only new words get a new note.")
    number = newest.number + is_issued
    if number > 1 and (not change_note or (is_issued and change_note == newest.change_note)):
        raise ValidationError({"change_note": "Say what changed and why: settings read it."})
    return number


def lock(*, template_id: int) -> PolicyTemplate:
    """Hold a template until the transaction ends, and return it as it is now.

    Raises ValidationError when somebody deleted it meanwhile.
    """
    template = PolicyTemplate.objects.locked([template_id]).first()
    if template is None:
        raise ValidationError("The template is no longer there: somebody deleted it meanwhile.")
    return template


Typed = tuple[str, FrozenClause]
"""The key of a section, and a clause that stands in it as somebody typed it."""


@dataclass(frozen=True)
class Draft:
    """The edition that would be issued now: its text, the newest edition, and what is wrong with it."""

    year: int
    sequence: int
    text: Template
    newest: PolicyEdition | None

    @cached_property
    def errors(self) -> tuple[str, ...]:
        """What stops it from being issued, one sentence each. Many policies are built to find out."""
        return validation.errors(self.text)

    @property
    def is_new(self) -> bool:
        """Whether anything differs from the newest edition: a clause, a block in it, a reason, the title."""
        return self.newest is None or not same_words(self.text, rows.text_of(self.newest))

    def is_edited_besides(self, file: Template) -> bool:
        """Whether anything was written since that is not in ``file``.

        The loader writes the fields of a template before it asks whether its clauses may follow.
        """
        if self.newest is None:
            return True
        names = [one.name for one in fields(Template) if one.name != "sections"]
        told = {
            name: getattr(file, name) for name in names if getattr(self.text, name) == getattr(file, name)
        }
        issued = replace(rows.text_of(self.newest), **told)
        return not same_words(shared_blocks.as_written(self.text), shared_blocks.as_written(issued))

    def unsaved(self, *, template: PolicyTemplate, note: str) -> PolicyEdition:
        """Return it as an edition of ``template`` that is not stored yet."""
        return PolicyEdition(
            template=template,
            year=self.year,
            sequence=self.sequence,
            issued_on=self.text.issued_on,
            note=note,
            content=as_data(self.text),
        )


def draft(*, template: PolicyTemplate, on: date | None = None, typed: Typed | None = None) -> Draft:
    """Return ``template`` as its clauses and shared blocks stand now, under the name of an edition of a day.

    The day is today unless ``on`` names another. ``typed`` is a clause that is not saved yet.
    """
    on = on or timezone.localdate()
    newest = template.edition
    year, sequence = (on.year, 1)
    if newest and newest.year >= on.year:
        year, sequence = newest.year, newest.sequence + 1
    sections = template.sections.prefetch_related("clauses__versions", "clauses__source")
    text = rows.freeze(template, sections, number=f"{year}.{sequence}", issued_on=on)
    if typed:
        text = rows.put_in(text, *typed)
    return Draft(year, sequence, included.template_with_blocks(text), newest)


@transaction.atomic
def issue(
    *, template: PolicyTemplate, note: str, by: audit.Actor, on: date | None = None, is_told: bool = True
) -> PolicyEdition:
    """Freeze the clauses of ``template`` as its next edition, and tell readers with ``note``.

    A small correction is not told to them (``is_told``); the edition keeps its note. Raises ValidationError
    when there is no note, nothing changed, the template is withdrawn, or some setting could not use it.
    """
    if not note.strip():
        raise ValidationError({"note": "Say what changed: readers see it in the history and under Updates."})
    template = lock(template_id=template.pk)
    next_one = draft(template=template, on=on)
    _refuse(template, next_one)
    edition = next_one.unsaved(template=template, note=note.strip())
    edition.by = audit.person(by)
    edition.save()
    audit.record("issue", by=by, about=template)
    clauses = Clause.objects.filter(section__template=template)
    WorkingCopy.objects.of_rows(clauses).delete()
    table.refresh(clauses)
    publishing.tell_of_edition(obj=template, edition=edition, by=by, is_told=is_told)
    return edition


def _refuse(template: PolicyTemplate, next_one: Draft) -> None:
    if template.status == PolicyTemplate.Status.WITHDRAWN:
        raise ValidationError("It is withdrawn now, so it gets no new edition.")
    if not next_one.is_new:
        raise ValidationError("Nothing has changed since the last edition.")
    if next_one.errors:
        raise ValidationError(list(next_one.errors))


def year_and_sequence(number: str) -> tuple[int, int]:
    """Return the year and the place in it of an edition written as 2026.1."""
    year, _, sequence = number.partition(".")
    return int(year), int(sequence)


def same_words(one: Template, other: Template) -> bool:
    """Whether two editions differ in nothing but their name and date."""
    first, second = as_data(one), as_data(other)
    return all(first[name] == second[name] for name in first if name not in {"edition", "issued_on"})


def _is_issued(version: ClauseVersion) -> bool:
    """Whether an edition has these words: clauses keep their key, so one look at each edition tells."""
    clause = version.clause
    editions = PolicyEdition.objects.filter(template=clause.section.template)
    return any(
        issued.key == clause.key and issued.version >= version.number
        for edition in editions
        for _, issued in rows.text_of(edition).clauses()
    )
