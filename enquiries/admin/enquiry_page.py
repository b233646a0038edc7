"""What the page of an enquiry shows: read here, so that its templates ask the database nothing."""

import re
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db.models import QuerySet

from enquiries import triage
from enquiries.admin import asking, ending, presses, wording
from enquiries.admin.act_form import ActForm
from enquiries.admin.reply_forms import Reply
from enquiries.models import Enquiry, Event
from enquiries.service_field import QUOTE_TOPICS
from lesas_portal.core import mail_queue

PRESSES: tuple[type[ActForm], ...] = (
    *(presses.Take, presses.ReadStrategic, presses.EndHold),
    *(presses.Reopen, presses.Spam, presses.Release, presses.ConfirmSpam),
)
ASKING: tuple[type[ActForm], ...] = (
    *(asking.Note, asking.TheirAnswer, asking.Give),
    *(asking.Hold, ending.Close, ending.SameAs, asking.ChangeTopic),
)
# By the side; the others stand under the thread, where there is room to write.
BESIDE = ("give", "hold", "close", "same-as", "topic")


def context(enquiry: Enquiry, person: User, *, may_act: bool, sent: ActForm | None = None) -> dict[str, Any]:
    """Return what the templates show; ``sent`` is a form that came back with what was typed into it."""
    events = list(enquiry.events.all())
    seen = events[-1].pk if events else 0
    forms = _forms(enquiry, person, seen, sent) if may_act else {}
    return {
        "enquiry": enquiry,
        "events": events,
        "troubles": mail_queue.troubles_for(enquiry.reference),
        "state": wording.state(enquiry),
        "deadline": wording.deadline(enquiry),
        "is_late": wording.is_late(enquiry),
        "quote": _quote(enquiry),
        "signals": triage.in_words(enquiry.screen_signals),
        "same": list(Enquiry.objects.filter(same_as=enquiry)),
        "others": _others(enquiry).count(),
        "subject_line": f"[{enquiry.reference}] {enquiry.subject}",
        "phone_link": _dialled(enquiry.phone),
        "months": settings.ENQUIRY_RETENTION_MONTHS,
        "forms": forms,
        "below": [form for name, form in forms.items() if name in {"note", "answer"}],
        "beside": [form for name, form in forms.items() if name in BESIDE],
        "confirming": [form for name, form in forms.items() if name == "confirm-spam"],
        "sent": sent,
    }


def since(enquiry: Enquiry, seen: int, kinds: tuple[Event.Kind, ...]) -> list[Event]:
    """Return the events of these kinds that came after the event ``seen``, as they are now."""
    return list(enquiry.events.filter(pk__gt=seen, kind__in=kinds))


def _forms(enquiry: Enquiry, person: User, seen: int, sent: ActForm | None) -> Mapping[str, ActForm]:
    """The acts that make sense now, and one that came back whether it still does or not."""
    every: tuple[type[ActForm], ...] = (*PRESSES, *ASKING, Reply)
    classes = [one for one in every if one.applies_to(enquiry)]
    forms = {one.name: one(enquiry=enquiry, person=person, initial={"seen": seen}) for one in classes}
    return forms | ({sent.name: sent} if sent else {})


def _quote(enquiry: Enquiry) -> list[tuple[str, str]]:
    """Return what was said for a quote, whatever the topic is by now; that nothing was chosen where one is
    asked for."""
    unchosen = "None chosen" if enquiry.topic in QUOTE_TOPICS else ""
    said = [
        ("Training or service", str(enquiry.service or unchosen)),
        ("When", enquiry.preferred_dates),
        ("Who attends", enquiry.attendees),
        ("How", enquiry.get_delivery_display()),
        ("Order number", enquiry.order_number),
    ]
    return [(label, words) for label, words in said if words]


def _dialled(phone: str) -> str:
    """Return the digits of a number; nothing for what is more than a number ("ask for Sam")."""
    is_number = re.fullmatch(r"\+?[\d ()./-]{5,}", phone)
    return re.sub(r"[^+\d]", "", phone) if is_number else ""


def _others(enquiry: Enquiry) -> QuerySet[Enquiry]:
    """Other enquiries of its setting: by the establishment, else by the name as typed; none without one."""
    if not enquiry.setting_name:
        return Enquiry.objects.none()
    same = (
        {"establishment": enquiry.establishment_id}
        if enquiry.establishment_id
        else {"setting_name__iexact": enquiry.setting_name}
    )
    return Enquiry.objects.genuine().filter(**same).exclude(pk=enquiry.pk)
