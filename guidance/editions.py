"""The only writers of clauses' words and of editions.

Each function is one transaction, keyword-only, with ``by=`` (the person who acts, or None for the loader).
"""

from datetime import date

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from guidance import publishing
from guidance.models import Clause, ClauseVersion, PolicyEdition, PolicyTemplate
from guidance.tailoring import checks
from guidance.tailoring.template import Template, as_data


@transaction.atomic
def reword(
    *,
    clause: Clause,
    text: str,
    change_note: str = "",
    what_to_do: str = "",
    by: AbstractBaseUser | None,
    on: date | None = None,
) -> ClauseVersion | None:
    """Write new words for ``clause``: a new version, or the version that no edition has yet.

    Returns None when nothing differs. Raises ValidationError when issued words change without a note.
    """
    newest = clause.versions.order_by("-number").first()
    wanted = {"text": text.strip(), "change_note": change_note.strip(), "what_to_do": what_to_do.strip()}
    if newest and all(getattr(newest, name) == value for name, value in wanted.items()):
        return None
    is_issued = newest is not None and _is_issued(newest)
    if is_issued and newest.text == wanted["text"]:
        raise ValidationError("These words are in an edition already, so only new words get a new note.")
    number = newest.number + is_issued if newest else 1
    if number > 1 and not wanted["change_note"]:
        raise ValidationError({"change_note": "Say what changed and why: settings read it."})
    fields = {**wanted, "by": by, "written_on": on or timezone.localdate()}
    version, _ = ClauseVersion.objects.update_or_create(clause=clause, number=number, defaults=fields)
    return version


@transaction.atomic
def issue(
    *, template: PolicyTemplate, note: str, by: AbstractBaseUser | None, on: date | None = None
) -> PolicyEdition:
    """Freeze the clauses of ``template`` as its next edition, and tell readers with ``note``.

    Raises ValidationError when there is no note, nothing changed, or some kind of setting could not use it.
    """
    on = on or timezone.localdate()
    newest = template.edition
    year = max(on.year, newest.year) if newest else on.year
    sequence = newest.sequence + 1 if newest and newest.year == year else 1
    draft = template.draft(number=f"{year}.{sequence}", issued_on=on)
    if not note.strip():
        raise ValidationError({"note": "Say what changed: readers see it in the history."})
    if newest and same_words(draft, newest.template_text):
        raise ValidationError("Nothing has changed since the last edition.")
    if found := checks.problems(draft):
        raise ValidationError(list(found))
    edition = PolicyEdition.objects.create(
        template=template,
        year=year,
        sequence=sequence,
        issued_on=on,
        note=note.strip(),
        by=by,
        content=as_data(draft),
    )
    if template.is_published():
        publishing.note_change(thing=template, by=by, note=f"Edition {edition.number}: {edition.note}")
    return edition


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
