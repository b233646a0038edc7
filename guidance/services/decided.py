"""Who decided last about a page, for a colleague who comes second."""

from guidance import clock_words
from guidance.models import Publishable
from lesas_portal.core import audit
from lesas_portal.core.models import AuditEntry

State = Publishable.State
DONE: dict[str, tuple[set[State], str]] = {
    "publish": ({State.PUBLIC}, "It was already published by {who} {when}."),
    "schedule": ({State.SCHEDULED}, "It was already scheduled by {who} {when}, for {start}."),
    "move schedule": ({State.SCHEDULED}, "It was already moved by {who} {when}, to {start}."),
    "cancel schedule": (
        {State.DRAFT, State.WITHDRAWN},
        "Its schedule was already cancelled by {who} {when}.",
    ),
    "set end": ({State.PUBLIC, State.SCHEDULED}, "Its end date was already changed by {who} {when}."),
    "withdraw": ({State.WITHDRAWN}, "It was already withdrawn by {who} {when}."),
}
"""For each decision of the audit: the states that it leaves behind, and how it is told."""


def already(obj: Publishable) -> str:
    """Return "It was already withdrawn by Sam Hill at 5.02pm."; where nobody did it, what it is now.

    By what the audit has of ``obj``, which should be as the database has it. One query.
    """
    entries = AuditEntry.objects.filter(
        object_type=audit.type_of(obj), object_id=str(obj.pk), action__in=DONE
    ).select_related("user")
    entry = entries.first()
    if entry is None or obj.state() not in DONE[entry.action][0]:
        return f"It is {obj.state().predicate} now."
    who = entry.who
    start = clock_words.dated_moment_words(obj.publish_at) if obj.publish_at else ""
    return DONE[entry.action][1].format(who=who, when=clock_words.ago_words(entry.at), start=start)
