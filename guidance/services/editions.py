"""Write new words for the clauses of a policy template, and issue its editions.

Each writer is one transaction and takes ``by=``: the person who acts, or the name of a command. It holds
the template, so that no words change while an edition freezes them, and leaves an audit entry.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from guidance.models import Clause, ClauseVersion, PolicyEdition, PolicyTemplate
from guidance.policies import validation
from guidance.policies.schema import Template, as_data
from guidance.services import publishing
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
    return version


def lock(*, template_id: int) -> PolicyTemplate:
    """Hold a template until the transaction ends, and return it as it is now.

    Raises ValidationError when somebody deleted it meanwhile.
    """
    template = PolicyTemplate.objects.locked([template_id]).first()
    if template is None:
        raise ValidationError("The template is no longer there: somebody deleted it meanwhile.")
    return template


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


@transaction.atomic
def issue(*, template: PolicyTemplate, note: str, by: audit.Actor, on: date | None = None) -> PolicyEdition:
    """Freeze the clauses of ``template`` as its next edition, and tell readers with ``note``.

    Raises ValidationError when there is no note, nothing changed, the template is withdrawn, or some kind
    of setting could not use it.
    """
    if not note.strip():
        raise ValidationError({"note": "Say what changed: readers see it in the history."})
    on = on or timezone.localdate()
    template = lock(template_id=template.pk)
    year, sequence = next_name(template=template, on=on)
    draft = template.draft(number=f"{year}.{sequence}", issued_on=on)
    _refuse_to_issue(template, draft)
    fields = {"issued_on": on, "note": note.strip(), "by": audit.person(by), "content": as_data(draft)}
    edition = template.editions.create(year=year, sequence=sequence, **fields)
    audit.record("issue", by=by, about=template)
    if template.is_published():
        publishing.note_change(obj=template, by=by, note=f"Edition {edition.number}: {edition.note}")
    return edition


def _refuse_to_issue(template: PolicyTemplate, draft: Template) -> None:
    newest = template.edition
    if template.status == PolicyTemplate.Status.WITHDRAWN:
        raise ValidationError("It is withdrawn now, so it gets no new edition.")
    if newest and same_words(draft, newest.template_text):
        raise ValidationError("Nothing has changed since the last edition.")
    if found := validation.errors(draft):
        raise ValidationError(list(found))


def next_name(*, template: PolicyTemplate, on: date | None = None) -> tuple[int, int]:
    """Return the year and number of the edition that would be issued on a day (default: today)."""
    newest, year = template.edition, (on or timezone.localdate()).year
    if newest is None or newest.year < year:
        return year, 1
    return newest.year, newest.sequence + 1


def same_words(one: Template, other: Template) -> bool:
    """Whether two editions differ in nothing but their name and date."""
    first, second = as_data(one), as_data(other)
    return all(first[name] == second[name] for name in first if name not in {"edition", "issued_on"})


def _is_issued(version: ClauseVersion) -> bool:
    """Whether an edition has these words: clauses keep their key, so one look at each edition tells."""
    clause = version.clause
    editions = PolicyEdition.objects.filter(template=clause.section.template)
    return any(
        found.key == clause.key and found.version >= version.number
        for edition in editions
        for _, found in edition.template_text.clauses()
    )
