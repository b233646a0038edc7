"""Advisers learn what was not found; nobody learns who typed it."""

from datetime import date, timedelta

import pytest

from guidance import search
from guidance.models import ZeroResultQuery

pytestmark = pytest.mark.django_db

MONDAY = date(2026, 11, 23)


def count(words: str, *days: int) -> None:
    for day in days:
        search.count_zero_results(words, on=MONDAY + timedelta(days=day))


def readable() -> list[tuple[str, int]]:
    return list(ZeroResultQuery.objects.readable().values_list("words", "days"))


def test_words_can_be_read_from_the_third_different_day():
    count("Zorbing, rules!", 0, 1)
    assert readable() == []
    assert ZeroResultQuery.objects.get().words == ""
    count("zorbing rules", 2)
    assert readable() == [("zorbing rules", 3)]


def test_the_same_day_counts_once():
    count("zorbing", 0, 0, 0, 1, 1)
    assert ZeroResultQuery.objects.get().days == 2


def test_different_words_count_apart_and_small_words_do_not_matter():
    count("the zorbing", 0)
    count("zorbing", 1)
    count("kites", 1)
    assert sorted(ZeroResultQuery.objects.values_list("days", flat=True)) == [1, 2]


@pytest.mark.parametrize(
    "words",
    [
        "Jordan Smith",
        "about Aisha Khan please",
        "jordan@example.org",
        "07700 900123",
        "dob 12/04/2014",
        "ME14 1XX",
        "a boy in my class told me that he was sent something",
        "the and of",
        "",
        "?!",
    ],
)
def test_nothing_is_kept_of_what_looks_personal_or_tells_a_story(words):
    count(words, 0, 1, 2, 3)
    assert ZeroResultQuery.objects.count() == 0


def test_a_full_table_forgets_what_nobody_typed_again(monkeypatch):
    monkeypatch.setattr("guidance.search.zero_results.MOST_ROWS", 1)
    count("zorbing", 0)
    count("kites", 100)
    assert ZeroResultQuery.objects.get().last_day == MONDAY + timedelta(days=100)


def test_the_table_cannot_be_filled_with_nonsense(monkeypatch):
    monkeypatch.setattr("guidance.search.zero_results.MOST_ROWS", 2)
    for words in ("one thing", "another thing", "third thing"):
        count(words, 0)
    assert ZeroResultQuery.objects.count() == 2
