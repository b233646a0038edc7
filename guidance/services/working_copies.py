"""Save, hand over, send back, publish and discard the changes to a public page that wait.

Each function is one transaction and takes ``by=``. It holds the page, then its working copy, judges both as
they are then, and leaves an audit entry about the page. Nothing but ``publish`` changes what readers see.
"""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from reversion.models import Version

from guidance.models import Publishable, WorkingCopy
from guidance.services import (
    overlay,
    publishing,
    shipped_texts,
    shipped_values,
    shipped_writing,
    tidying,
    versions,
)
from guidance.services.tidying import Tidied
from lesas_portal.core import audit, person_names

State = WorkingCopy.State
FIXED = {"id", "slug", "code"}
"""Fields that no working copy has: addresses and codes that were published stay."""


@transaction.atomic
def save(*, obj: Publishable, values: Mapping[str, Any], by: User) -> WorkingCopy | None:
    """Let ``values``, plain data by field, wait as the working copy of ``obj``; return it.

    None when nothing differs from the page: then nothing waits any more. Raises ValidationError when the page
    was deleted meanwhile.
    """
    row, copy = _held(obj)
    merged = {**(copy.values if copy else {}), **values}
    page = shipped_values.of_row(row, merged)
    base = {name: _base(copy, page, name, value) for name, value in merged.items()}
    if merged == base:
        if copy:
            _delete(copy, row, "discard changes", by)
        return None
    if copy and (copy.values, copy.base) == (merged, base):
        return copy
    copy = copy or begun(row, by=by)
    copy.values, copy.base = merged, base
    keep(copy, by=by)
    audit.record("save working copy", by=by, about=row)
    return copy


@transaction.atomic
def hand_over(*, obj: Model, line: str, by: User) -> None:
    """Ask the advisers to publish the working copy. Raises ValidationError without a line of what changed."""
    if not line.strip():
        raise ValidationError({"line": "Say in a line what you changed and why: the adviser reads it first."})
    row, copy = _held_with_copy(obj)
    copy.state, copy.line = State.READY, line.strip()
    copy.save(update_fields=["state", "line"])
    audit.record("hand over", by=by, about=row)


@transaction.atomic
def send_back(*, obj: Model, comment: str, by: User) -> None:
    """Give the working copy back to its writer. Raises ValidationError without a comment."""
    if not comment.strip():
        raise ValidationError({"comment": "Say what should change: the writer sees your words on the page."})
    row, copy = _held_with_copy(obj)
    copy.state, copy.comment, copy.comment_by_name = State.SENT_BACK, comment.strip(), name_of(by)
    copy.save(update_fields=["state", "comment", "comment_by_name"])
    audit.record("send back", by=by, about=row)


@transaction.atomic
def publish(*, obj: Publishable, seen: str, by: User, note: str = "") -> None:
    """Let readers see the changes that wait, and tell them with ``note``, or not: a small correction.

    ``seen`` is the ``fingerprint`` of what the adviser read. Raises ValidationError when the page or the
    working copy changed since, when somebody else was quicker, or when the words cannot stand.
    """
    row, copy = _held_with_copy(obj)
    if seen != fingerprint(row, copy):
        raise ValidationError(
            "The page or its working copy changed after you opened this page. Read it again."
        )
    words = f"Published changes of {copy.owner_name}. {note.strip() or 'A small correction.'}"
    versions.keep_state_before(obj=row)
    with versions.as_one(obj=row, by=by, words=words):
        shipped_writing.write(obj=row, values=copy.changes, by=by, is_noted=False)
        if note.strip():
            publishing.note_change(obj=row, by=by, note=note)
    _delete(copy, row, "publish changes", by)


@transaction.atomic
def discard(*, obj: Publishable, by: User) -> None:
    """Give the changes up. Their text stays among the versions of the page."""
    row, copy = _held_with_copy(obj)
    _set_aside(row, copy, by)
    _delete(copy, row, "discard changes", by)


@transaction.atomic
def put_version(*, obj: Publishable, version: Version, by: User) -> WorkingCopy | None:
    """Let an earlier version wait as the working copy; text that waited stays among the versions."""
    row, copy = _held(obj)
    if copy:
        _set_aside(row, copy, by)
    names = [name for name in versions.content_fields(type(row)) if name not in FIXED]
    values = shipped_values.of_row(overlay.of_version(version), names)
    return save(obj=row, values=values, by=by)


@transaction.atomic
def put_back(*, obj: Publishable, texts: Mapping[str, Tidied], by: User) -> None:
    """Undo the tidying of ``texts``, by field, in the working copy.

    Raises ValidationError when one of them was saved since.
    """
    row, copy = _held(obj)
    shown = shipped_values.of_row(row, texts) | (copy.changes if copy else {})
    if any(shown[name] != text.stored for name, text in texts.items()):
        raise ValidationError(tidying.SAVED_SINCE)
    save(obj=row, values={name: text.pasted for name, text in texts.items()}, by=by)


def fingerprint(row: Publishable, copy: WorkingCopy) -> str:
    """Return a fingerprint of the page and of what waits, as somebody looks at both."""
    page = shipped_values.of_row(row, copy.values)
    return shipped_texts.fingerprint_of([page, copy.values, copy.base, copy.state])


def warnings(row: Publishable, copy: WorkingCopy) -> dict[str, str]:
    """Return, by field, where the page itself changed after the writer had begun to change it."""
    page = shipped_values.of_row(row, copy.changes)
    return {
        name: "The page itself changed here since. Publishing puts these words in place of that change."
        for name in copy.changes
        if page[name] != copy.base.get(name)
    }


def begun(row: Model, *, by: User) -> WorkingCopy:
    """Return a working copy of ``row`` that is not stored yet, and that ``by`` begins now."""
    who = {"owner": audit.person(by), "owner_name": name_of(by)}
    return WorkingCopy(content_object=row, values={}, base={}, since=timezone.now(), **who)


def keep(copy: WorkingCopy, *, by: User) -> None:
    """Store ``copy``, which ``by`` wrote just now."""
    copy.changed_at, copy.changed_by_name = timezone.now(), name_of(by)
    if copy.state == State.READY and not by.has_perm("guidance.publish_content"):
        # What an adviser is asked to publish is what was handed over, so it must be handed over again.
        copy.state = State.WAITING
    copy.save()


def name_of(person: User) -> str:
    """Return what colleagues call a person."""
    return person_names.name_of(person)[:150]


def _base(copy: WorkingCopy | None, page: dict[str, Any], name: str, value: Any) -> Any:
    """On what a change of one field rests: the page now, or as it was when the change was begun."""
    begun = copy.base.get(name) if copy and name in copy.changes else page[name]
    return page[name] if value in (page[name], begun) else begun


def _set_aside(row: Publishable, copy: WorkingCopy, by: User) -> None:
    shown = type(row)._base_manager.get(pk=row.pk)
    overlay.show_values(shown, copy.changes)
    versions.keep_state_before(obj=row)
    versions.keep_as_shown(obj=shown, by=by, words=f"{versions.SET_ASIDE}: written by {copy.owner_name}")


def _delete(copy: WorkingCopy, row: Publishable, action: str, by: User) -> None:
    copy.delete()
    audit.record(action, by=by, about=row)


def _held(obj: Model) -> tuple[Any, WorkingCopy | None]:
    row = type(obj)._base_manager.select_for_update(no_key=True).filter(pk=obj.pk).first()
    if row is None:
        raise ValidationError("It is no longer there: somebody deleted it meanwhile.")
    copies = WorkingCopy.objects.select_for_update(no_key=True).of(row)
    return row, copies.first()


def _held_with_copy(obj: Model) -> tuple[Any, WorkingCopy]:
    row, copy = _held(obj)
    if copy is None:
        raise ValidationError("No changes wait here now: somebody published or discarded them meanwhile.")
    return row, copy
