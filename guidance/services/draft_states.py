"""Whose turn it is with a draft that waits beside what readers get: of a guided route, or of a clause.

The words wait in their own rows, until an edition takes them; their state is a working copy without words.
What no edition has yet is a draft like any other, which nobody hands over.
"""

from django.contrib.auth.models import User
from django.db import transaction

from guidance.models import Clause, GuidedRoute, WorkingCopy
from guidance.routes.changes import compare
from guidance.services import clause_changes, route_editions, route_text, working_copies
from guidance.services.field_words import FieldChange

Drafted = GuidedRoute | Clause


@transaction.atomic
def note_saved(*, obj: Drafted, by: User, is_changed: bool = True) -> None:
    """Bring the state of what was just saved up to date: it waits, or readers get the same words.

    ``is_changed``: whether the person changed anything, so that what was ready must be handed over again.
    """
    copy = WorkingCopy.objects.select_for_update(no_key=True).of(obj).first()
    if not waits(obj):
        if copy:
            copy.delete()
    elif copy is None or is_changed:
        working_copies.keep(copy or working_copies.begun(obj, by=by), by=by)


def waits(obj: Drafted) -> bool:
    """Whether the draft of ``obj`` says something else than the newest edition."""
    if isinstance(obj, Clause):
        return bool(clause_changes.of_clause(obj))
    draft = route_editions.draft(route=obj)
    return draft.newest is not None and draft.is_new


def changes(obj: Drafted) -> list[FieldChange]:
    """Return what the draft of ``obj`` would change for readers, text by text."""
    if isinstance(obj, Clause):
        return clause_changes.of_clause(obj)
    draft = route_editions.draft(route=obj)
    before = route_text.of_edition(draft.newest) if draft.newest else None
    return [
        FieldChange(f"{change.place}: {words.label}", words.before, words.after)
        for change in compare(before, draft.text)
        for words in change.words
    ]
