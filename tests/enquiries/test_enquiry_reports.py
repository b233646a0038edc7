"""The reports on enquiries, which name nobody: statistics, and what enquiries say of our pages."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from enquiries.enquiry_statistics import centile, compile_statistics
from enquiries.models import SETTING_TYPES, Diversion
from guidance import search
from tests.factories import make_enquiry, make_page

STATISTICS = "/admin/enquiries/enquiry/statistics/"
CSV = "/admin/enquiries/enquiry/statistics.csv"
PAGES = "/admin/enquiries/enquiry/pages/"
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
PERSONAL = {"name": "Wx Yz", "email": "wx@example.org", "subject": "Secret words", "setting_name": "Elm Vale"}


@pytest.fixture
def november(freeze):
    freeze(NOW)


def came(day: int, *, answered: int | None = None, month: int = 11, **fields):
    """An enquiry of a day of 2026, answered on another day of the same month."""
    at = datetime(2026, month, day, 10, tzinfo=UTC)
    answer = datetime(2026, month, answered, 16, tzinfo=UTC) if answered else None
    return make_enquiry(received_at=at, answered_at=answer, **{**PERSONAL, **fields})


def figures(client) -> dict[tuple[str, str, str], str]:
    text = client.get(CSV).content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))[1:]
    return {(part, what, month): number for part, what, month, number in rows}


def test_a_month_says_how_many_came_and_how_soon_they_were_answered(adviser_client, november):
    for answered in (2, 3, 4, 9):  # Monday 2 November
        came(2, answered=answered)
    came(3)
    came(30, month=10)
    Diversion.objects.create(
        day=date(2026, 11, 2), route="lado", step="form", declared_general=False, count=7
    )
    found = figures(adviser_client)
    month = {
        what: number for (part, what, day), number in found.items() if (part, day) == ("Months", "2026-11")
    }
    assert month == {
        "Received": "5",
        "Answered": "4",
        "Working days to the answer, median": "1",
        "Working days to the answer, 90th centile": "5",
        "Stopped by the screen": "7",
        "Went on after it": "0",
        "Erased as about a child": "0",
    }
    assert found["Months", "Received", "2026-10"] == "1"
    assert found["Months", "Working days to the answer, median", "2026-10"] == ""
    page = adviser_client.get(STATISTICS).content.decode()
    assert "<td>5</td><td>4</td><td>1 day</td><td>5 days</td><td>7</td>" in page.replace("\n", "")


def test_what_came_is_counted_by_topic_district_and_type(adviser_client, november):
    came(2, topic="training", district="thanet", setting_type="primary")
    came(3, topic="training", district="swale", setting_type="secondary")
    came(30, month=10, topic="policy", district="thanet", setting_type="primary")
    found = figures(adviser_client)
    assert found["Topic", "Training", "2026-11"] == "2"
    assert found["Topic", "Training", "2026-10"] == "0"
    assert found["District", "Thanet", "2026-11"] == found["District", "Thanet", "2026-10"] == "1"
    assert sum(int(number) for (part, *_), number in found.items() if part == "Type of setting") == 3


@pytest.mark.parametrize(
    ("count", "band"), [(0, "fewer than 5"), (4, "fewer than 5"), (5, "5 to 9"), (10, "10 to 19")]
)
def test_small_numbers_of_a_district_and_type_are_not_told_apart_from_none(
    adviser_client, november, count, band
):
    for _ in range(count):
        came(2, district="thanet", setting_type="primary")
    found = figures(adviser_client)
    cross = {what: number for (part, what, _), number in found.items() if part.startswith("District by")}
    assert cross.pop(f"Thanet, {SETTING_TYPES['primary']}") == band
    assert set(cross.values()) == {"fewer than 5"}


def test_spam_and_what_was_joined_to_another_is_not_counted(november, db):
    kept = came(2)
    came(3, status="spam")
    came(4, same_as=kept, status="closed", closed_at=NOW)
    make_enquiry(received_at=datetime(2025, 10, 31, 10, tzinfo=UTC))
    assert sum(month.received for month in compile_statistics().months) == 1


def test_closing_days_do_not_count_against_the_answer(november, db):
    came(2, answered=5)
    assert compile_statistics().months[0].median == 3
    assert compile_statistics(closed={date(2026, 11, 3)}).months[0].median == 2


@pytest.mark.parametrize(
    ("numbers", "median", "ninetieth"),
    [
        ([], None, None),
        ([4], 4, 4),
        ([1, 9], 1, 9),
        ([3, 1, 2], 2, 3),
        (range(1, 11), 5, 9),
        (range(11), 5, 9),
    ],
)
def test_the_median_and_the_ninetieth_are_numbers_that_occur(numbers, median, ninetieth):
    assert (centile(numbers, 0.5), centile(numbers, 0.9)) == (median, ninetieth)


@pytest.mark.parametrize("address", [STATISTICS, CSV, PAGES])
def test_no_report_names_anybody(adviser_client, november, address):
    enquiry = came(2, answered=3, phone="01234 567890", message="A quokka?", status="closed", closed_at=NOW)
    text = adviser_client.get(address).content.decode()
    for words in (*PERSONAL.values(), enquiry.reference, "01234", "quokka"):
        assert words not in text


def test_statistics_cost_few_queries(adviser_client, november, django_assert_max_num_queries):
    for day in range(2, 20):
        came(day)
    with django_assert_max_num_queries(12):
        adviser_client.get(STATISTICS)


@pytest.fixture
def closed_ones(db):
    page = make_page(title="Mobile phones in school", slug="phones")
    search.rebuild()
    closed = {"status": "closed", "closed_at": timezone.now(), **PERSONAL}
    address = f"/guidance/{page.slug}/"
    make_enquiry(outcome="page", outcome_page=address, **closed)
    make_enquiry(outcome="unclear", outcome_page=address, **closed)
    make_enquiry(outcome="unclear", outcome_page=address, **closed)
    make_enquiry(outcome="page", outcome_page="/nowhere/", **closed)
    for days in (1, 40):
        moment = {**closed, "closed_at": timezone.now() - timedelta(days=days)}
        make_enquiry(outcome="missing", outcome_missing="What to do about smart glasses", **moment)
    make_enquiry(outcome="nothing", **closed)


@pytest.mark.parametrize("who", ["editor_client", "adviser_client"])
def test_editors_and_advisers_read_what_enquiries_say_of_our_pages(request, closed_ones, who):
    client = request.getfixturevalue(who)
    page = client.get(PAGES).content.decode()
    assert '<a href="/guidance/phones/">Mobile phones in school</a></th><td>2</td><td>1</td>' in page
    assert page.index("Mobile phones in school") < page.index("/nowhere/")
    assert "What to do about smart glasses</th><td>2</td>" in page
    for words in PERSONAL.values():
        assert words not in page
    assert PAGES in client.get("/admin/").content.decode()


@pytest.mark.parametrize(
    "address", ["https://evil.example/", "//evil.example/", "javascript:evil()", "/\\evil"]
)
def test_only_addresses_of_ours_are_links(adviser_client, address):
    make_enquiry(status="closed", closed_at=timezone.now(), outcome="page", outcome_page=address)
    page = adviser_client.get(PAGES).content.decode()
    assert "evil" in page
    assert f'href="{address}"' not in page


def test_without_any_the_page_says_so(editor_client):
    page = editor_client.get(PAGES).content.decode()
    assert "Nobody has said that anything is missing." in page
    assert "No enquiry was closed with a page yet." in page


def test_statistics_are_for_those_who_may_read_enquiries(editor_client, client, db):
    for address in (STATISTICS, CSV):
        assert editor_client.get(address).status_code == 403
    for address in (STATISTICS, CSV, PAGES):
        assert client.get(address).status_code == 302
    assert STATISTICS not in editor_client.get("/admin/").content.decode()


@pytest.mark.parametrize("address", [STATISTICS, CSV, PAGES])
def test_reports_are_only_read(adviser_client, address):
    assert adviser_client.post(address).status_code == 405
