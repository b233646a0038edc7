"""Advisers learn what was not found; nobody learns who typed it, or whose name it was."""

from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from guidance import search
from guidance.models import ZeroResultQuery
from tests.guidance.missed_searches import NAMES, NAMES_WITH_MORE, SUBJECTS

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)
NETWORKS = ["192.0.2.7", "198.51.100.7", "203.0.113.7", "2001:db8:1::7", "2001:db8:2::7", "2001:db8:3::7"]


def count(words: str, *days: int, networks: list[str] = NETWORKS) -> None:
    """Count a search on days after a Monday, each time from another network."""
    for number, day in enumerate(days):
        address = networks[number % len(networks)]
        search.count_zero_results(words, on=MONDAY + timedelta(days=day), address=address)


def readable() -> list[tuple[str, int]]:
    return list(ZeroResultQuery.objects.readable().values_list("words", "days"))


def test_words_can_be_read_from_the_third_different_day():
    count("Kites, rules!", 0, 1)
    assert readable() == []
    assert ZeroResultQuery.objects.get().words == ""
    count("kites rules", 2, 3, 4)
    assert readable() == [("kites rules", 5)]
    assert ZeroResultQuery.objects.get().networks == "", "what is not needed any more is not kept"


@pytest.mark.parametrize(
    "network", [["192.0.2.7", "192.0.2.80", "192.0.2.9"], ["2001:db8:1::7", "2001:db8:1:4::7"], [""]]
)
def test_words_from_one_network_only_cannot_be_read_however_often_they_came(network):
    count("chromebook filtering", *range(9), networks=network)
    assert readable() == []
    assert ZeroResultQuery.objects.get().days == 9


def test_no_address_can_be_read_from_what_is_kept():
    """One of 256 marks stands for thousands of networks, and for other words it is another."""
    many = [f"10.{number // 200}.{number % 200}.1" for number in range(2_000)]
    count("kites", 0, networks=["192.0.2.7"])
    count("swings", 0, networks=["192.0.2.7"])
    one, other = ZeroResultQuery.objects.order_by("pk").values_list("networks", flat=True)
    assert len(one) == len(other) == len("ff")
    for address in many:
        search.count_zero_results("lights", on=MONDAY, address=address)
    assert len(ZeroResultQuery.objects.last().networks) <= len("ffffff")


def test_the_same_day_counts_once():
    count("kites", 0, 0, 0, 1, 1)
    assert ZeroResultQuery.objects.get().days == 2


def test_different_words_count_apart_and_small_words_do_not_matter():
    count("the kites", 0)
    count("kites", 1)
    count("swings", 1)
    assert sorted(ZeroResultQuery.objects.values_list("days", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    "words",
    [
        "Jordan Smith",
        "about Aisha Khan please",
        "jordan@example.org",
        "07700 900123",
        "0 7 7 0 0 9",
        "dob 12/04/2014",
        "ME14 1XX",
        "his brother forest",
        "she ate asbestos",
        "they say kites",
        "a boy in my class told me that he was sent something",
        "the and of",
        "",
        "?!",
        "kites " * 100,
    ],
)
def test_nothing_is_kept_of_what_looks_personal_or_tells_a_story(words):
    count(words, 0, 1, 2, 3)
    assert ZeroResultQuery.objects.count() == 0


@pytest.mark.parametrize(
    "words", ["zorbing", "aoife thompsett", "zorbing rules", "zorbi blip app", "jayden game"]
)
def test_of_words_that_are_not_common_only_that_there_were_some_is_counted(words):
    count(words, 0, 1, 2, 3, 4)
    assert readable() == [(search.OTHER_WORDS, 5)]


def test_no_name_is_kept_from_whatever_origin_and_whatever_stands_with_it():
    assert len(NAMES) >= 200
    assert len(NAMES_WITH_MORE) >= 100
    for words in (*NAMES, *NAMES_WITH_MORE):
        count(words, *range(6))
    assert {words for words, _ in readable()} <= {search.OTHER_WORDS}
    assert ZeroResultQuery.objects.count() <= 1


def test_subjects_that_are_missing_here_are_kept():
    assert len(SUBJECTS) >= 60
    for words in SUBJECTS:
        count(words, *range(6))
    assert len(readable()) == len(SUBJECTS), "each in a row of its own"
    assert search.OTHER_WORDS not in dict(readable())


def test_a_word_that_nobody_knows_is_kept_where_it_names_a_thing():
    for words in ("zorbi app", "is zorbi app safe", "the zorbing challenge"):
        count(words, *range(6))
    assert {words for words, _ in readable()} == {"zorbi app", "zorbi app safe", "zorbing challenge"}


def test_a_full_table_forgets_what_nobody_typed_again(monkeypatch):
    monkeypatch.setattr("guidance.search.zero_results.MOST_ROWS", 1)
    count("swings", 0)
    count("kites", 100)
    assert ZeroResultQuery.objects.get().last_day == MONDAY + timedelta(days=100)


def test_after_a_year_words_are_deleted_though_they_could_be_read(freeze):
    count("kites", *range(6))
    count("swings", 360)
    assert [words for words, _ in readable()] == ["kites"]
    for days, left in ((5 + 365, 2), (5 + 366, 1)):
        freeze(datetime(2026, 11, 23, 12, tzinfo=UTC) + timedelta(days=days))
        call_command("purge_enquiries", stdout=StringIO())
        assert ZeroResultQuery.objects.count() == left


def test_the_table_cannot_be_filled_with_nonsense(monkeypatch):
    monkeypatch.setattr("guidance.search.zero_results.MOST_ROWS", 2)
    for words in ("one thing", "another thing", "third thing"):
        count(words, 0)
    assert ZeroResultQuery.objects.count() == 2
