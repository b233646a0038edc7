"""One enquiry, locked while somebody works on it: judged as it is then, not as a page showed it."""

from enquiries.models import Enquiry, Event

PAST = {
    Event.Kind.REPLY: "answered",
    Event.Kind.ANSWER: "given an answer of the sender’s",
    Event.Kind.CLOSED: "closed",
    Event.Kind.MERGED: "closed as the same as another",
    Event.Kind.REOPENED: "reopened",
    Event.Kind.SPAM: "put apart as spam",
    Event.Kind.CONFIRMED: "confirmed as spam",
    Event.Kind.RELEASED: "moved back from spam",
    Event.Kind.READ: "read",
    Event.Kind.RESUMED: "taken off hold",
}


class TooLateError(Exception):
    """Somebody was quicker, and nothing was done. The words say who and when, for the person who acts."""


def one(enquiry: Enquiry) -> Enquiry:
    """Return the row as it is now, held until the transaction ends. Raises Enquiry.DoesNotExist."""
    return Enquiry.objects.select_for_update().get(pk=enquiry.pk)


def unjoined_one(enquiry: Enquiry) -> Enquiry:
    """Return the row as it is now, held. Raises TooLateError if another has taken up its thread."""
    row = one(enquiry)
    if row.same_as:
        raise TooLateError(f"It is the same as {row.same_as}, and the thread is there: do it there.")
    return row


def open_one(enquiry: Enquiry) -> Enquiry:
    """Return the row as it is now, held. Raises TooLateError if it was joined or is no longer open."""
    row = unjoined_one(enquiry)
    if row.status != Enquiry.Status.OPEN:
        refuse(row, Event.Kind.CLOSED, Event.Kind.MERGED, Event.Kind.SPAM)
    return row


def refuse_news(row: Enquiry, *kinds: Event.Kind, seen: int) -> None:
    """Raise TooLateError if something of these kinds came after the event ``seen``."""
    if newer := row.events.filter(pk__gt=seen, kind__in=kinds).last():
        raise TooLateError(in_words(newer))


def refuse(row: Enquiry, *kinds: Event.Kind) -> None:
    """Raise TooLateError for a state that the last event of these kinds brought about."""
    last = row.events.filter(kind__in=kinds).last()
    raise TooLateError(in_words(last) if last else f"It is not open: {row.get_status_display().lower()}.")


def in_words(event: Event) -> str:
    """Return what happened: "It was already closed by Sam Lee at 5.02pm."."""
    past = PAST.get(Event.Kind(event.kind), "")
    if event.kind == Event.Kind.GIVEN:
        past = "taken" if event.is_taken else f"given to {event.about}"
    return f"It was already {past} by {event.who} {event.when}."
