"""What an adviser says an enquiry is: its topic, and that it is strategic after all."""

from django.db import transaction
from django.utils import timezone

from enquiries.models import Enquiry, Event, Topic
from enquiries.services import events, lock
from lesas_portal.core import audit


@transaction.atomic
def change_topic(*, enquiry: Enquiry, topic: str, by: audit.Actor) -> Enquiry:
    """Give an enquiry the topic that it is about; nothing is noted where it has it already.

    Raises TooLateError for one that was joined with another.
    """
    row = lock.unjoined_one(enquiry)
    if row.topic != topic:
        about = f"{row.get_topic_display()} → {Topic(topic).label}"
        row.topic = topic
        row.save(update_fields=["topic"])
        events.record(Event.Kind.TOPIC, enquiry=row, by=by, about=about)
        audit.record("change topic", by=by, about=row)
    return row


@transaction.atomic
def read_strategic(*, enquiry: Enquiry, by: audit.Actor) -> Enquiry:
    """Say that one which the screen had not let pass was read and is strategic: it need not be read first.

    Raises TooLateError if that was said already, or if it was joined with another.
    """
    row = lock.unjoined_one(enquiry)
    if row.read_at:
        lock.refuse(row, Event.Kind.READ)
    row.read_at = timezone.now()
    row.save(update_fields=["read_at"])
    events.record(Event.Kind.READ, enquiry=row, by=by)
    audit.record("read", by=by, about=row)
    return row
