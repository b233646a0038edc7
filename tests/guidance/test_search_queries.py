"""What staff type finds what they need, and a title or a number finds its page."""

import pytest

from guidance import search
from guidance.models import SearchDocument, Synonym
from tests.guidance.search_tables import THRESHOLDS, first_three, missed, points, rows, titles_not_first

pytestmark = pytest.mark.usefixtures("portal")


@pytest.mark.parametrize("table", THRESHOLDS)
def test_staff_find_what_they_type(table):
    first, three = points(table)
    least_first, least_three = THRESHOLDS[table]
    assert first >= least_first, missed(table)
    assert three >= least_three, missed(table)


@pytest.mark.parametrize("row", rows("search_words"), ids=lambda row: row["page"])
def test_a_word_for_a_moment_an_app_or_a_duty_leads_to_the_page_about_it(row):
    found = {words: first_three(words) for words in row["words"]}
    assert {words: urls for words, urls in found.items() if row["page"] not in urls} == {}


@pytest.mark.parametrize("words", ["grooming", "livestream", "roblox", "discord"])
def test_who_is_in_touch_with_a_child_online_comes_first(words):
    assert first_three(words)[0] == "/guidance/contact-online/"


def test_who_asks_what_a_short_form_means_finds_the_glossary():
    assert first_three("hsb")[0] == "/guidance/sexual-harassment-between-children/"
    assert first_three("what does hsb mean")[0] == "/guidance/glossary/"


def test_every_page_that_a_synonym_leads_to_is_public():
    public = set(SearchDocument.objects.public().values_list("url", flat=True))
    led = {url.partition("?")[0] for row in Synonym.objects.in_use() for url in row.addresses}
    assert led - public == set()


def test_every_public_title_typed_in_full_is_found_first():
    assert titles_not_first() == []


def test_the_number_of_a_helpline_finds_it_with_blanks_and_without():
    helplines = SearchDocument.objects.public().filter(part="", phone__contains=" ")
    assert helplines
    for row in helplines:
        for typed in (row.phone, row.phone.replace(" ", "")):
            assert row.url in first_three(typed), typed


@pytest.mark.parametrize(("typed", "written"), [("filtered", "filtering"), ("bullied", "bullying")])
def test_another_form_of_a_word_of_a_page_finds_it_and_is_not_rewritten(typed, written):
    found = search.find(typed)
    assert not found.was_corrected
    assert [hit.url for hit in found.hits[:3]] == first_three(written)


@pytest.mark.parametrize(("typed", "listed"), [("loot box", "loot boxes"), ("deep fakes", "deepfake")])
def test_another_form_of_a_synonym_leads_where_the_synonym_leads(typed, listed):
    assert first_three(typed)[0] == first_three(listed)[0]


# The same on SQLite and on PostgreSQL: both only find, the order is worked out in one place.
FIRST_THREE = {
    "sexting": ["/resources/sharing-nudes/", "/guidance/nudes-and-semi-nudes/", "/resources/report-remove/"],
    "aup": ["/policies/acceptable-use/", "/resources/aup-posters/", "/resources/swgfl-policy-templates/"],
    "acceptible use": [
        "/policies/acceptable-use/",
        "/resources/aup-posters/",
        "/resources/swgfl-policy-templates/",
    ],
    "nudify": [
        "/guidance/ai-images-and-generative-ai/",
        "/resources/sharing-nudes/",
        "/resources/ai-csam-guide/",
    ],
    "annex d": ["/guidance/kcsie-online-safety-links/", "/updates/kcsie-2026/"],
    "how do I get a nude taken down": [
        "/resources/report-remove/",
        "/guidance/nudes-and-semi-nudes/",
        "/resources/nspcc-report-remove-guide/",
    ],
    "loot boxes": [
        "/guidance/money-gambling-scams-sextortion/",
        "/resources/ygam/",
        "/resources/gamcare/",
    ],
}


def test_both_databases_give_the_same_order():
    found = {words: first_three(words) for words in FIRST_THREE}
    assert found == FIRST_THREE
