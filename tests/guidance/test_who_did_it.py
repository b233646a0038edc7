"""Every write to what people read leaves the name of who did it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from guidance.models import GuidancePage, Phase, Publisher, Revision, load_bearing
from guidance.services import checking, publishing, scheduling
from lesas_portal.core.models import AuditEntry
from tests.factories import make_helpline, make_page
from tests.guidance.test_admin_forms import form_data

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "publish_at": None}


def entries(**filters) -> list[tuple[str, str, str]]:
    found = AuditEntry.objects.filter(**filters).order_by("pk")
    return list(found.values_list("actor", "action", "object_key"))


ACTS = [
    ("publish", DRAFT, publishing.publish, {}),
    ("schedule", DRAFT, scheduling.schedule, {"at": timezone.now() + timedelta(days=9)}),
    ("set end", {}, scheduling.set_end, {"until": timezone.now() + timedelta(days=9)}),
    ("withdraw", {}, publishing.withdraw, {"reason": "It is old."}),
    ("check", {}, checking.mark_checked, {}),
    ("note_change", {}, publishing.note_change, {"note": "It is shorter."}),
]


@pytest.mark.parametrize(("action", "state", "act", "answers"), ACTS)
def test_who_publishes_withdraws_checks_or_tells_is_named(adviser, action, state, act, answers):
    page = make_page(**state)
    act(obj=page, by=adviser, **answers)
    assert entries() == [(adviser.username, action, page.slug)]
    assert Revision.objects.of(page).get().by == adviser


@pytest.mark.parametrize(("act", "answers"), [(act, answers) for *_, act, answers in ACTS])
def test_nobody_acts_without_a_name(act, answers):
    with pytest.raises(TypeError, match="by"):
        act(obj=make_page(), **answers)


def test_a_command_is_named_and_readers_see_no_person():
    page = make_page(**DRAFT)
    publishing.publish(obj=page, by="load_content")
    assert entries() == [("load_content", "publish", page.slug)]
    assert Revision.objects.of(page).get().by is None


@pytest.mark.parametrize("model", [Phase, Publisher, GuidancePage])
def test_who_adds_changes_or_deletes_in_the_admin_is_named(adviser_client, adviser, model):
    name = f"admin:guidance_{model._meta.model_name}"
    data = {
        "name": "A name",
        "title": "A name",
        "slug": "a-slug",
        "order": "1",
        "group": "start",
        "body": "b",
    }
    adviser_client.post(reverse(f"{name}_add"), data)
    address = [model.objects.get().pk]
    opened = form_data(adviser_client.get(reverse(f"{name}_change", args=address)))
    adviser_client.post(reverse(f"{name}_change", args=address), opened | {"name": "B", "title": "B"})
    assert str(model.objects.get()) == "B"
    deleted = adviser_client.post(reverse(f"{name}_delete", args=address), {"post": "yes"})
    done = ["add", "change", *(["delete"] if deleted.status_code == 302 else [])]
    assert [(actor, action) for actor, action, _ in entries()] == [(adviser.username, one) for one in done]


# Checks


def test_ten_checks_at_once_leave_search_alone_and_each_is_noted(adviser_client, adviser):
    pages = [make_page() for _ in range(10)]
    signed = {"sign": "1", "page": [f"guidancepage:{page.pk}" for page in pages]}
    signed["next_check_on"] = timezone.localdate() + timedelta(days=365)
    with CaptureQueriesContext(connection) as queries:
        adviser_client.post(reverse("admin:guidance_contentcheck_sign"), signed)
    assert len(queries) <= 20
    assert not [query["sql"] for query in queries if "search" in query["sql"]]
    for page in pages:
        assert Revision.objects.of(page).get().note == "Checked."
        assert (adviser.username, "check", page.slug) in entries()


def test_the_cost_of_checks_does_not_grow_with_the_pages(adviser, django_assert_num_queries):
    for number in (1, 30):
        pages = GuidancePage.objects.filter(pk__in=[make_page().pk for _ in range(number)])
        checking.mark(keys={pages.model: pages.values_list("pk", flat=True)}, by=adviser)
        with django_assert_num_queries(8):
            checking.mark(keys={pages.model: pages.values_list("pk", flat=True)}, by=adviser)


def test_one_check_costs_fewer_than_ten_queries(adviser, django_assert_max_num_queries):
    page = make_page()
    with django_assert_max_num_queries(9):
        checking.mark_checked(obj=page, by=adviser)


@pytest.mark.parametrize(
    ("slug", "act", "is_written"),
    [
        (load_bearing.OFFICE, checking.mark_checked, False),
        (load_bearing.OFFICE, publishing.publish, True),
        ("samaritans", publishing.publish, False),
    ],
)
def test_the_copy_of_the_contacts_is_written_when_what_it_carries_may_have_changed(
    adviser, settings, django_capture_on_commit_callbacks, slug, act, is_written
):
    helpline = make_helpline(slug=slug)
    with django_capture_on_commit_callbacks(execute=True):
        act(obj=helpline, by=adviser)
    assert (settings.LAST_KNOWN_DIR / "front-door.json").exists() is is_written
