"""Notes in the thread of an enquiry what a person or the portal did. Called in the transaction of the act."""

from datetime import date

from enquiries.models import Enquiry, Event
from lesas_portal.core import audit
from lesas_portal.core.person_names import name_of


def record(
    kind: Event.Kind,
    *,
    enquiry: Enquiry,
    by: audit.Actor,
    text: str = "",
    about: str = "",
    day: date | None = None,
) -> Event:
    """Add one event to the thread of ``enquiry`` and return it; ``about`` is never a word of the enquiry."""
    person = audit.person(by)
    name = name_of(person) if person else str(by)
    return Event.objects.create(
        enquiry=enquiry, kind=kind, by=person, by_name=name, text=text, about=about, day=day
    )
