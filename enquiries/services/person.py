"""Everything that is held about one email address: shown, or erased, as that person may ask.

The address is found in any mix of capitals. Neither the audit nor a log ever holds it.
"""

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from enquiries.models import Enquiry, Event
from enquiries.services import erase, erasure_log
from lesas_portal.core import audit
from lesas_portal.core.models import QueuedEmail

# What is ours and says nothing of the person.
LEFT_OUT = {"id", "token", "submission", "spam_signs", "lease_until", "next_at", "message_id"}

# Where somebody may have typed the address of another.
TEXTS = (
    *("subject", "message", "name", "role", "setting_name", "phone"),
    *("preferred_dates", "attendees", "order_number", "outcome_missing"),
)


class NotAnAddressError(ValueError):
    """Nobody's address: with it everything would be found that came without one."""

    def __init__(self) -> None:
        super().__init__("Enter one email address, like name@example.org.")


@dataclass(frozen=True)
class Held:
    """What there is: enquiries with their threads, spam among them; mails; the user names of accounts.

    ``to_read``: references of other people's enquiries in which the address stands, or that were joined with
    one of these, so that one thread tells of both. Somebody has to read those; they are neither shown nor
    erased with the rest.
    """

    enquiries: list[Enquiry]
    mails: list[QueuedEmail]
    accounts: list[str]
    to_read: list[str]

    @property
    def events(self) -> int:
        """How many entries the threads have."""
        return sum(len(row.events.all()) for row in self.enquiries)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is held that this could erase."""
        return not self.enquiries and not self.mails

    @property
    def summary(self) -> str:
        """How many of each, without a name."""
        spam = sum(row.status == Enquiry.Status.SPAM for row in self.enquiries)
        counts = [
            _counted(len(self.enquiries), "enquiry", "enquiries"),
            *([f"{spam} of them suspected spam"] if spam else []),
            _counted(self.events, "entry in threads", "entries in threads"),
            _counted(len(self.mails), "email", "emails"),
        ]
        return ", ".join(counts)


def tidy(email: str) -> str:
    """Return an address without the spaces and invisible characters that copying brings along."""
    return "".join(letter for letter in email if letter.isprintable() and not letter.isspace())


def address_in(typed: str) -> str:
    """Return the address that was typed, tidied. Raises NotAnAddressError for what is none."""
    address = tidy(typed)
    if "@" not in address.strip("@"):
        raise NotAnAddressError
    return address


def held_about(email: str) -> Held:
    """Return what is held about ``email``. Raises NotAnAddressError, as do all that stand on it."""
    address = address_in(email)
    mine = Enquiry.objects.filter(email__iexact=address)
    enquiries = list(
        mine.select_related("service", "establishment").prefetch_related("events").order_by("received_at")
    )
    references = [row.reference for row in enquiries]
    mails = QueuedEmail.objects.filter(Q(recipient__iexact=address) | Q(about__in=references))
    accounts = get_user_model().objects.filter(email__iexact=address).order_by("username")
    return Held(
        enquiries=enquiries,
        mails=list(mails.order_by("queued_at", "pk")),
        accounts=list(accounts.values_list("username", flat=True)),
        to_read=_to_read(address, enquiries),
    )


def _to_read(address: str, mine: list[Enquiry]) -> list[str]:
    in_text = Q()
    for name in TEXTS:
        in_text |= Q(**{f"{name}__icontains": address})
    in_thread = Event.objects.filter(text__icontains=address).values("enquiry")
    is_joined = Q(pk__in=[row.pk for row in erase.joined(*mine)])
    others = Enquiry.objects.exclude(email__iexact=address)
    found = others.filter(in_text | Q(pk__in=in_thread) | is_joined)
    return list(found.order_by("received_at").values_list("reference", flat=True))


@transaction.atomic
def show(*, email: str, by: audit.Actor) -> Held:
    """Return what is held, and note by reference that ``by`` has seen it."""
    held = held_about(email)
    audit.record("export person", by=by, about=_noted(held))
    return held


def export(*, email: str, by: audit.Actor) -> dict[str, Any]:
    """Return the same as plain values for JSON."""
    held = show(email=email, by=by)
    return {
        "address": tidy(email),
        "put_together_at": timezone.localtime().isoformat(timespec="seconds"),
        "enquiries": [
            {**_values(row), "thread": [_values(event) for event in row.events.all()]}
            for row in held.enquiries
        ],
        "mails": [_mail_values(mail) for mail in held.mails],
        "accounts": held.accounts,
        "enquiries_of_others_to_read": held.to_read,
    }


@transaction.atomic
def erase_all(*, email: str, by: audit.Actor) -> Held:
    """Erase what is held, and note by reference, not by address, that ``by`` did; return what it was.

    Accounts of advisers and what other people wrote stay: somebody has to look at those.
    """
    at = timezone.now()
    pks = [row.pk for row in held_about(email).enquiries]
    list(Enquiry.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    held = held_about(email)
    audit.record("erase person", by=by, about=_noted(held))
    erase.remove(held.enquiries, why=erasure_log.PERSON, at=at)
    apart = [mail.pk for mail in _mails_apart(held)]
    QueuedEmail.objects.filter(pk__in=apart).delete()
    references = [str(pk) for pk in apart]
    transaction.on_commit(
        partial(erasure_log.note, references=references, at=at, why=erasure_log.MAIL), robust=True
    )
    return held


def _noted(held: Held) -> list[Enquiry | QueuedEmail]:
    return [*held.enquiries, *_mails_apart(held)]


def _mails_apart(held: Held) -> list[QueuedEmail]:
    """Those to the address that are about none of its enquiries."""
    references = {row.reference for row in held.enquiries}
    return [mail for mail in held.mails if mail.about not in references]


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}"


def _values(row: Enquiry | Event | QueuedEmail) -> dict[str, Any]:
    """The fields of a row that are not empty, in words where it has words."""
    values = {}
    for field in row._meta.concrete_fields:
        if field.name in LEFT_OUT or field.name in {"enquiry", "by", "owner", "same_as"}:
            continue
        value = getattr(row, field.name)
        if value not in (None, "", []):
            values[field.name] = _plain(row, field, value)
    return values


def _mail_values(mail: QueuedEmail) -> dict[str, Any]:
    values = _values(mail)
    return {**values, "body": mail.shown_body} if "body" in values else values


def _plain(row, field, value) -> Any:
    if field.choices:
        return str(getattr(row, f"get_{field.name}_display")())
    if hasattr(value, "isoformat"):
        return value.isoformat()
    return value if isinstance(value, bool | int | list) else str(value)
