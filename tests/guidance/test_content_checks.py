"""What is due for a check, in one list over all kinds; signing for several pages; taking it back."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from guidance import search
from guidance.admin import check_pages
from guidance.models import ContentCheck, GuidancePage, Resource, Revision
from guidance.services import checking
from lesas_portal.core import today
from lesas_portal.core.models import AuditEntry
from tests.document import Document
from tests.factories import LONG_AGO, make_adviser, make_handout, make_helpline, make_page, make_resource

pytestmark = pytest.mark.django_db
LIST = "/admin/guidance/contentcheck/"
SIGN = f"{LIST}sign/"
NOON = datetime(2026, 11, 25, 12, tzinfo=UTC)
TODAY = date(2026, 11, 25)
DRAFT = {"status": "draft", "publish_at": None}


@pytest.fixture(autouse=True)
def wednesday(freeze):
    freeze(NOON)


def checked(make, next_check_on, **fields):
    person = make_adviser()
    past = {"checked_on": TODAY - timedelta(days=300), "checked_by": person}
    return make(**past, next_check_on=next_check_on, **fields)


def key(row) -> str:
    return f"{row._meta.model_name}:{row.pk}"


def titles(client, query="") -> list[str]:
    page = client.get(LIST + query)
    assert page.status_code == 200
    return [row.title for row in page.context["page"].object_list]


def sign(client, rows, **answers):
    due = {"sign": "1", "next_check_on": "2027-11-25"}
    return client.post(SIGN, {"page": [key(row) for row in rows], **due, **answers}, follow=True)


# The list


def test_everything_due_stands_in_one_list_by_its_day_statutory_first(adviser_client):
    day = TODAY - timedelta(days=9)
    checked(make_page, day, title="A page")
    checked(make_handout, day - timedelta(days=1), title="A hand-out")
    checked(make_resource, day, title="Zebra guidance", statutory=True)
    checked(make_resource, TODAY + timedelta(days=9), title="Later")
    make_helpline(title="Never checked")
    make_page(title="A draft", **DRAFT)
    assert titles(adviser_client) == ["Never checked", "A hand-out", "Zebra guidance", "A page"]
    assert titles(adviser_client, "?show=soon")[-1] == "Later"
    assert titles(adviser_client, "?kind=handout") == ["A hand-out"]


def test_the_list_says_of_each_what_it_is_and_since_when_it_is_due(adviser_client):
    checked(make_resource, TODAY - timedelta(days=9), title="Zebra guidance", statutory=True)
    make_helpline(title="Never checked")
    text = Document.of(adviser_client.get(LIST)).text
    assert "Zebra guidance Statutory Resource 16 November 2026 29 January 2026" in text
    assert "Never checked Helpline 5 January 2026 Never" in text


def test_the_kcsie_season_has_what_names_it_or_cites_it_and_is_due_before_september(adviser_client):
    kcsie = make_resource(slug="kcsie", title="The statutory guidance")
    named = checked(make_page, date(2027, 8, 31), title="Named", body="As KCSIE says.")
    checked(make_page, date(2027, 9, 1), title="In September", body="As KCSIE says.")
    cites = checked(make_handout, date(2027, 1, 1), title="Cites")
    cites.sources.add(kcsie)
    checked(make_page, date(2027, 1, 1), title="Other")
    search.refresh(named)
    assert titles(adviser_client, "?show=season") == ["Cites", "Named"]
    text = Document.of(adviser_client.get(f"{LIST}?show=season")).text
    assert "every public page that names KCSIE, or that rests on it" in text
    assert "before 1 September 2027" in text


def test_what_somebody_made_up_in_the_address_shows_the_list(adviser_client):
    make_page(title="A page")
    assert titles(adviser_client, "?show=x&kind=user&p=x&tick=x") == ["A page"]


def test_the_list_costs_the_same_with_many_pages(adviser_client, django_assert_max_num_queries):
    for make in (make_page, make_resource, make_handout):
        for _ in range(30):
            make()
    adviser_client.get(LIST)
    with django_assert_max_num_queries(10):
        assert len(titles(adviser_client)) == 50


def test_an_editor_sees_what_is_due_and_marks_nothing(editor_client):
    page = make_page(title="A page")
    shown = editor_client.get(LIST).content.decode()
    assert "A page" in shown
    assert "Mark the ticked" not in shown
    assert sign(editor_client, [page]).status_code == 403
    page.refresh_from_db()
    assert page.checked_on is None


def test_somebody_without_a_role_sees_nothing(client):
    for address in (LIST, f"{LIST}scheduled/", SIGN):
        assert client.get(address).status_code in {302, 405}


# Signing


def test_who_ticks_pages_is_asked_to_sign_for_each_by_name(adviser_client):
    pages = [make_page(title="First"), make_resource(title="Second"), make_page(title="A draft", **DRAFT)]
    asked = adviser_client.post(SIGN, {"page": [key(page) for page in pages]})
    text = Document.of(asked).text
    assert "You say that you read these 2 pages and followed their links." in text
    assert "Left out, because not public now: A draft" in text
    assert pages[0].get_absolute_url() in asked.content.decode()
    assert not GuidancePage.objects.exclude(checked_on=None).exists()


def test_a_signature_marks_every_kind_and_leaves_the_name(adviser_client, adviser):
    pages = [make_page(), make_resource(), make_handout()]
    said = Document.of(sign(adviser_client, pages)).text
    assert "Marked as checked: 3 pages. You can undo it until midnight" in said
    for page in pages:
        page.refresh_from_db()
        assert (page.checked_on, page.checked_by) == (TODAY, adviser)
        assert page.next_check_on == date(2027, 11, 25)
        assert Revision.objects.of(page).get().note == "Checked."
    assert AuditEntry.objects.filter(action="check", user=adviser).count() == 3


def test_a_list_of_one_kind_leads_to_the_same_page(adviser_client):
    pages = [make_page(), make_page()]
    chosen = {"action": "mark_checked_today", "_selected_action": [page.pk for page in pages]}
    asked = adviser_client.post(reverse("admin:guidance_guidancepage_changelist"), chosen)
    assert "You say that you read these 2 pages" in Document.of(asked).text
    assert f'action="{SIGN}"' in asked.content.decode()


def test_nobody_signs_for_more_than_fifty_at_once(adviser_client):
    pages = [make_page() for _ in range(check_pages.AT_MOST + 1)]
    everything = {"action": "mark_checked_today", "select_across": "1", "_selected_action": [pages[0].pk]}
    changelist = reverse("admin:guidance_guidancepage_changelist")
    for answer in (adviser_client.post(changelist, everything, follow=True), sign(adviser_client, pages)):
        assert "Nothing was marked. You chose 51 pages, and 50 is the most" in Document.of(answer).text
    assert not GuidancePage.objects.exclude(checked_on=None).exists()


def test_nothing_done_is_no_success(adviser_client):
    gone = make_page(**DRAFT)
    for answer in (adviser_client.post(SIGN, follow=True), sign(adviser_client, [gone])):
        (message,) = answer.context["messages"]
        assert message.level_tag == "warning"
        assert "Nothing was marked" in str(message)
    assert sign(adviser_client, [], page=["user:1", "x", "guidancepage:x"]).status_code == 200


@pytest.mark.parametrize("day", ["2027-02-24", "2029-11-26", "1990-01-01", "", "soon"])
def test_the_next_check_comes_three_to_thirty_six_months_later(adviser_client, day):
    page = make_page()
    answer = sign(adviser_client, [page], next_check_on=day)
    assert answer.context["form"].errors["next_check_on"]
    page.refresh_from_db()
    assert page.checked_on is None
    assert sign(adviser_client, [page], next_check_on="2027-02-25").status_code == 200
    page.refresh_from_db()
    assert page.next_check_on == date(2027, 2, 25)


def test_a_page_was_not_checked_before_it_was_there_nor_tomorrow(adviser):
    page = make_page()
    with pytest.raises(ValidationError, match="has been public since 5 January 2026"):
        checking.mark_checked(obj=page, by=adviser, on=LONG_AGO.date() - timedelta(days=1))
    with pytest.raises(ValidationError, match="still to come"):
        checking.mark_checked(obj=page, by=adviser, on=TODAY + timedelta(days=1))


# Taking it back


def test_a_check_is_taken_back_on_the_same_day_and_what_was_said_before_stands_again(adviser_client):
    before = checked(make_page, TODAY)
    never = make_resource()
    page = sign(adviser_client, [before, never])
    (mark,) = page.context["marked_today"]
    assert "You marked 2 pages as checked today at midday." in Document.of(page).text
    address = reverse("admin:guidance_contentcheck_undo", args=[mark["batch"]])
    assert f'action="{address}"' in page.content.decode()
    said = adviser_client.post(address, follow=True)
    assert "Undone: 2 pages. What was said before stands again." in Document.of(said).text
    assert list(said.context["marked_today"]) == []
    again = GuidancePage.objects.get()
    assert (again.checked_on, again.checked_by) == (before.checked_on, before.checked_by)
    assert again.next_check_on == TODAY
    assert (Resource.objects.get().checked_on, Resource.objects.get().checked_by) == (None, None)
    assert AuditEntry.objects.filter(action="undo check").count() == 2


def test_what_a_colleague_checked_since_stays_as_it_is(adviser_client, adviser):
    page, other = make_page(), make_page()
    (mark,) = sign(adviser_client, [page, other]).context["marked_today"]
    sam = make_adviser()
    checking.mark_checked(obj=page, by=sam)
    said = adviser_client.post(reverse("admin:guidance_contentcheck_undo", args=[mark["batch"]]), follow=True)
    assert "Undone: 1 page." in Document.of(said).text
    assert "1 page left as it is now" in Document.of(said).text
    page.refresh_from_db()
    other.refresh_from_db()
    assert (page.checked_by, other.checked_by) == (sam, None)


def test_a_check_that_was_taken_back_does_not_come_back_with_another_one(adviser, adviser_client):
    page, sam = checked(make_page, TODAY), make_adviser()
    before = page.checked_on, page.checked_by, page.next_check_on
    (mark,) = sign(adviser_client, [page]).context["marked_today"]
    checking.mark_checked(obj=page, by=sam)
    adviser_client.post(reverse("admin:guidance_contentcheck_undo", args=[mark["batch"]]))
    checking.undo(batch=ContentCheck.objects.get(by=sam).batch, by=sam)
    page.refresh_from_db()
    assert (page.checked_on, page.checked_by, page.next_check_on) == before
    # Said once more, it stands again.
    checking.mark_checked(obj=page, by=adviser)
    checking.mark_checked(obj=page, by=sam)
    checking.undo(batch=ContentCheck.objects.get(by=sam, undone_at=None).batch, by=sam)
    page.refresh_from_db()
    assert page.checked_by == adviser


def test_nobody_else_and_not_on_another_day_takes_it_back(adviser_client, client, freeze):
    page = make_page()
    (mark,) = sign(adviser_client, [page]).context["marked_today"]
    address = reverse("admin:guidance_contentcheck_undo", args=[mark["batch"]])
    client.force_login(make_adviser())
    assert "nothing to undo" in Document.of(client.post(address, follow=True)).text
    freeze(NOON + timedelta(hours=13))
    adviser_client.get(LIST)
    assert "nothing to undo" in Document.of(adviser_client.post(address, follow=True)).text
    page.refresh_from_db()
    assert page.checked_on == TODAY


# What it costs


def test_marking_and_taking_back_cost_the_same_for_many_pages(adviser, django_assert_max_num_queries):
    pages = [make_page().pk for _ in range(120)]
    resources = [make_resource().pk for _ in range(3)]
    with django_assert_max_num_queries(14):
        marked = checking.mark(keys={GuidancePage: pages, Resource: resources}, by=adviser)
    assert len(marked) == 123


# The first page


def lines(user) -> dict[str, str]:
    return {line.text: line.url for line in today.lines(user)}


def test_the_first_page_counts_what_is_due_and_what_is_scheduled(adviser_client, adviser):
    make_page()
    make_resource(statutory=True)
    make_page(title="Soon", publish_at=NOON + timedelta(days=3))
    make_page(title="Much later", publish_at=NOON + timedelta(days=8))
    make_handout(title="Ends", withdraw_at=NOON + timedelta(days=3))
    found = lines(adviser)
    assert found["3 pages are due for a check, 1 of them statutory"] == LIST
    assert found["1 page is scheduled for the next 7 days"] == f"{LIST}scheduled/?week=starts"
    ends = Document.of(adviser_client.get(found["1 page stops being public in the next 7 days"])).text
    assert "Soon" not in ends
    assert "All that is scheduled" in ends
    text = Document.of(adviser_client.get(f"{LIST}scheduled/")).text
    assert "Saturday 28 November 2026, midday Soon Guidance page Becomes public" in text
    assert "Ends Handout Stops being public" in text or "Ends Hand-out Stops being public" in text
    assert "Much later" in text


def test_the_lines_about_content_cost_one_query_each(adviser, django_assert_num_queries):
    from guidance import today_checks

    make_page()
    adviser.get_all_permissions()
    for source in (today_checks.due_lines, today_checks.scheduled_lines):
        with django_assert_num_queries(1):
            source(adviser)
    assert timezone.localdate() == TODAY
