"""What staff type finds what they need, and a title or a number finds its page."""

import pytest

from guidance import search
from guidance.models import SearchDocument
from tests.guidance.search_tables import THRESHOLDS, first_three, missed, points, titles_not_first

pytestmark = pytest.mark.usefixtures("portal")


@pytest.mark.parametrize("table", THRESHOLDS)
def test_staff_find_what_they_type(table):
    first, three = points(table)
    least_first, least_three = THRESHOLDS[table]
    assert first >= least_first, missed(table)
    assert three >= least_three, missed(table)


def test_every_public_title_typed_in_full_is_found_first():
    assert titles_not_first() == []


def test_the_number_of_a_helpline_finds_it_with_blanks_and_without():
    rows = SearchDocument.objects.public().filter(part="", phone__contains=" ")
    assert rows
    for row in rows:
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
        "/resources/ai-csam-guide/",
        "/guidance/ai-images-and-generative-ai/",
        "/resources/sharing-nudes/",
    ],
    "annex d": ["/guidance/kcsie-online-safety-links/", "/updates/kcsie-2026/"],
    "how do I get a nude taken down": [
        "/resources/report-remove/",
        "/resources/nspcc-report-remove-guide/",
        "/guidance/nudes-and-semi-nudes/",
    ],
    "loot boxes": [
        "/resources/ygam/",
        "/guidance/money-gambling-scams-sextortion/",
        "/resources/gamcare/",
    ],
}


def test_both_databases_give_the_same_order():
    found = {words: first_three(words) for words in FIRST_THREE}
    assert found == FIRST_THREE
