"""Rows for tests, each as small as its constraints allow; anything may be overridden by keyword."""

import itertools
from datetime import UTC, datetime, timedelta

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone

from enquiries.models import Enquiry
from guidance.models import (
    Duty,
    GuidancePage,
    Handout,
    Helpline,
    Publisher,
    Resource,
    RiskArea,
    Role,
    Service,
    Update,
)
from guidance.models.risk_area import TEXTS as RISK_AREA_TEXTS
from lesas_portal.core.models import QueuedEmail

LONG_AGO = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
PUBLIC = {"status": "published", "publish_at": LONG_AGO}
WITHDRAWN = {"status": "withdrawn", "publish_at": LONG_AGO, "withdrawn_reason": "It was replaced."}
_numbers = itertools.count(1)


def make_person(*groups: str, username: str = "", **fields):
    """A user in these groups."""
    user = get_user_model().objects.create_user(username or f"person-{next(_numbers)}", **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


def make_adviser(**fields):
    """Someone who publishes, withdraws and checks."""
    return make_person("Adviser", "Editor", is_staff=True, **fields)


def make_editor(**fields):
    """Someone who writes drafts and changes content."""
    return make_person("Editor", is_staff=True, **fields)


def make_manager(**fields):
    """Someone who exports enquiries and sees to data protection."""
    return make_person("Manager", is_staff=True, **fields)


def make_risk_area(**fields) -> RiskArea:
    texts = dict.fromkeys((*RISK_AREA_TEXTS, "example_words"), "Some words.") | {"roles": ""}
    return RiskArea.objects.create(**_named("risk-area", {**PUBLIC, **texts, **fields}))


def make_publisher(**fields) -> Publisher:
    return Publisher.objects.create(**{"name": f"Publisher {next(_numbers)}", **fields})


def make_resource(**fields) -> Resource:
    defaults = {**PUBLIC, "kind": "guidance", "section": "dfe", "url": "https://www.example.org/"}
    if "publisher" not in fields:
        fields["publisher"] = make_publisher()
    return Resource.objects.create(**_named("resource", {**defaults, **fields}))


def make_helpline(**fields) -> Helpline:
    defaults = {**PUBLIC, "need": "children", "who": "Anyone.", "about": "Anything."}
    return Helpline.objects.create(**_named("helpline", {**defaults, **fields}))


def make_page(**fields) -> GuidancePage:
    defaults = {**PUBLIC, "group": "start", "body": "## First\n\nSome words."}
    return GuidancePage.objects.create(**_named("page", {**defaults, **fields}))


def make_handout(**fields) -> Handout:
    defaults = {**PUBLIC, "ages": "5 to 7", "body": "## First\n\nSome words.", "newsletter": "Some words."}
    return Handout.objects.create(**_named("handout", {**defaults, **fields}))


def make_role(**fields) -> Role:
    tasks = "\n".join(f"- [Do number {number}](page:helplines): Some words." for number in range(1, 6))
    defaults = {**PUBLIC, "name": "Some role", "icon": "dsl", "tasks": tasks}
    return Role.objects.create(**_named("role", {**defaults, **fields}))


def make_service(**fields) -> Service:
    defaults = {**PUBLIC, "kind": "course", "description": "Some words.", "audience": "Anyone."}
    return Service.objects.create(**_named("service", {**defaults, "how_to_book": "enquiry", **fields}))


def make_update(**fields) -> Update:
    defaults = {**PUBLIC, "happened_on": LONG_AGO.date(), "body": "Some words."}
    return Update.objects.create(**_named("update", {**defaults, **fields}))


def make_duty(**fields) -> Duty:
    number = next(_numbers)
    defaults = {"key": f"duty-{number}", "title": f"Duty {number}", "note": "Some words.", "leads": "Head"}
    return Duty.objects.create(
        **{**defaults, "rhythm": "month", "month": 9, "source": "A source", "certainty": "high", **fields}
    )


def _named(kind: str, fields: dict) -> dict:
    number = next(_numbers)
    if fields["status"] != "draft":
        fields = {"first_public_at": fields["publish_at"], **fields}
    return {"title": f"{kind.capitalize()} {number}", "slug": f"{kind}-{number}", **fields}


def make_enquiry(**fields) -> Enquiry:
    number = next(_numbers)
    defaults = {
        "token": f"token-{number}",
        "submission": f"submission-{number}",
        "reply_by": timezone.localdate() + timedelta(days=7),
        "delete_on": timezone.localdate() + timedelta(days=730),
        "topic": "policy",
        "name": "Robin Marsh",
        "role": "Headteacher",
        "setting_name": "Example Primary School",
        "setting_type": "primary",
        "district": "swale",
        "email": "robin@example.org",
        "subject": "Acceptable use policy",
        "message": "Which template should we adopt?",
        "screen_route": "strategic",
    }
    return Enquiry.objects.create(**{**defaults, **fields})


def make_mail(**fields) -> QueuedEmail:
    defaults = {
        "name": "notice",
        "about": "7KM4-XCDP",
        "recipient": "robin@example.org",
        "subject": "Some words",
        "body": "Some more words.",
        "message_id": f"<{next(_numbers)}@localhost>",
    }
    return QueuedEmail.objects.create(**{**defaults, **fields})
