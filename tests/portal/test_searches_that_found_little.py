"""Searches whose best result lacks a word reach the list of missed ones, under the same rule."""

from django.urls import reverse
from django.utils.html import strip_tags

from guidance import search
from guidance.models import ZeroResultQuery
from tests.factories import make_page

PATH = "/search/"


def search_for(client, words: str) -> None:
    assert client.get(PATH, {"q": words}).status_code == 200


def make_findable(**fields) -> None:
    search.refresh(make_page(**fields))


def test_a_search_whose_best_result_lacks_a_word_is_counted_without_its_words(client, db):
    make_findable(title="Screen time", body="Screen time in the holidays.")
    make_findable(title="Weather", body="Weather.")
    search_for(client, "screen time weather")
    row = ZeroResultQuery.objects.get()
    assert (row.found_little, row.words, row.days) == (True, "", 1)


def test_a_search_that_one_page_answers_whole_is_not_counted(client, db):
    make_findable(title="Screen time", body="Screen time in the holidays.")
    search_for(client, "screen time holidays")
    assert not ZeroResultQuery.objects.exists()


def test_the_list_says_that_little_was_found(adviser_client, db):
    ZeroResultQuery.objects.create(
        fingerprint="a", words="screen weather", days=3, last_day="2026-11-01", found_little=True
    )
    page = adviser_client.get(reverse("admin:guidance_zeroresultquery_changelist")).content.decode()
    assert "screen weather" in page
    assert "Little" in page
    first_page = adviser_client.get(reverse("admin:index")).content.decode()
    # The number stands in an element of its own.
    assert "1 search found too little" in " ".join(strip_tags(first_page).split())
