"""What the screen stopped, month by month, on the first page of the admin."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse

from enquiries.models import Diversion, ErasedEnquiry
from lesas_portal.core import task_runs
from tests.document import Document
from tests.enquiries.conftest import Sender
from tests.factories import make_adviser, make_enquiry

LONDON = ZoneInfo("Europe/London")
STOPPED = "A man online has sent my daughter of 11 pictures of himself."


@pytest.fixture
def on(monkeypatch):
    """Makes it another day."""

    def go(day: date) -> None:
        monkeypatch.setattr("django.utils.timezone.localdate", lambda *arguments: day)

    go(date(2026, 11, 26))
    return go


def stop(day: date, count: int, **fields) -> None:
    Diversion.objects.create(
        day=day, count=count, **{"route": "front_door", "step": "form", "declared_general": False, **fields}
    )


def receive(*moment: int, **fields) -> None:
    make_enquiry(received_at=datetime(*moment, tzinfo=LONDON), **fields)


def block(client) -> Document | None:
    """The block on the page of statistics, or None."""
    page = Document.of(client.get(reverse("admin:enquiries_statistics")))
    found = page.select(".counts")
    return found[0] if found else None


def lines(client) -> list[list[str]]:
    """The cells of its table, a month a line."""
    return [[cell.text for cell in row.select("th, td")] for row in block(client).select("tbody tr")]


def sentence(client) -> str:
    return block(client).select("p")[0].text


def test_a_month_says_how_many_of_how_many_were_stopped_and_went_on(adviser_client, on):
    stop(date(2026, 11, 2), 6)
    stop(date(2026, 11, 26), 3, route="unread", step="check")
    stop(date(2026, 11, 3), 2, declared_general=True)
    for _ in range(4):
        receive(2026, 11, 5, 9)
    assert sentence(adviser_client) == "This month it stopped 9 of 13; 2 went on."
    assert lines(adviser_client)[0] == ["November 2026", "9 of 13", "2", "0"]


def test_who_was_stopped_and_sent_all_the_same_is_one_not_two(adviser_client, on):
    stop(date(2026, 11, 2), 1)
    stop(date(2026, 11, 2), 1, declared_general=True)
    receive(2026, 11, 2, 9, declared_general=True, screen_route="front_door")
    assert sentence(adviser_client) == "This month it stopped 1 of 1; 1 went on."


def test_suspected_spam_is_not_counted(adviser_client, on):
    receive(2026, 11, 2, 9, status="spam")
    receive(2026, 11, 2, 9)
    assert sentence(adviser_client) == "This month it stopped 0 of 1; 0 went on."


def test_there_are_this_month_and_the_twelve_before_across_the_year(adviser_client, on):
    on(date(2027, 1, 1))
    stop(date(2026, 12, 31), 5)
    stop(date(2027, 1, 1), 1)
    stop(date(2026, 1, 1), 2)
    stop(date(2025, 12, 31), 7)
    months = lines(adviser_client)
    assert [month for month, *_ in months][:3] == ["January 2027", "December 2026", "November 2026"]
    assert [months[0][1], months[1][1]] == ["1 of 1", "5 of 5"]
    assert months[-1] == ["January 2026", "2 of 2", "0", "0"]
    assert len(months) == 13


def test_an_enquiry_belongs_to_the_month_of_the_clock_here(adviser_client, on):
    on(date(2026, 7, 31))
    receive(2026, 6, 30, 23, 59)
    receive(2026, 7, 1, 0, 0)
    receive(2026, 7, 1, 0, 30)
    assert [stopped for _, stopped, *_ in lines(adviser_client)][:2] == ["0 of 2", "0 of 1"]


def test_a_month_in_which_nothing_was_sent_says_so(adviser_client, on):
    assert sentence(adviser_client) == "This month nothing was sent and nothing stopped."
    assert lines(adviser_client)[0] == ["November 2026", "nothing sent", "", ""]


def test_what_the_form_counts_is_what_is_shown(adviser_client, client):
    sender = Sender(client)
    page = Document.of(sender.fill_in(message=STOPPED))
    assert page.select("[data-signpost]")
    assert sentence(adviser_client) == "This month it stopped 1 of 1; 0 went on."
    sender.send()
    assert sentence(adviser_client) == "This month it stopped 1 of 2; 0 went on."


def test_an_editor_who_may_not_see_enquiries_does_not_see_the_block(editor_client):
    assert block(editor_client) is None


def test_the_counts_themselves_are_one_step_away(adviser_client):
    (link,) = block(adviser_client).select("a")
    assert adviser_client.get(link.attributes["href"]).status_code == 200


def test_what_was_about_a_child_after_all_is_counted_in_the_month_it_came(adviser_client, on):
    erased = {"topic": "policy", "district": "swale", "screen_route": "strategic", "went_on": False}
    for number, day in enumerate([date(2026, 11, 1), date(2026, 10, 31), date(2026, 10, 1)]):
        ErasedEnquiry.objects.create(reference=f"7KM4-XCD{number}", received_on=day, erased_by="A", **erased)
    assert [months[3] for months in lines(adviser_client)][:3] == ["1", "2", ""]


def test_it_costs_three_queries_however_many_there_are(
    client, db, on, django_assert_num_queries, django_assert_max_num_queries
):
    for _ in range(5):
        receive(2026, 11, 2, 9)
    stop(date(2026, 10, 2), 6)
    with django_assert_num_queries(3):
        Diversion.objects.monthly()
    client.force_login(make_adviser())
    with task_runs.recorded("purge_enquiries"):
        pass
    with django_assert_max_num_queries(15):
        client.get(reverse("admin:index"))
