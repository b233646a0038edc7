"""What staff type finds what they need, and a title or a number finds its page."""

import pytest

from guidance import search
from guidance.models import Helpline, SearchDocument, Synonym
from tests.guidance.search_tables import (
    THRESHOLDS,
    TOLD,
    TOLD_WRONGLY,
    answers_with_a_word,
    first_three,
    missed,
    points,
    rows,
    searches_without_a_word,
    titles_not_first,
)

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


def printed_numbers() -> dict[str, str]:
    """The numbers to ring and to text that readers see, with the address that each leads to."""
    return {
        number: SearchDocument.objects.get(
            part="", url__in=[f"/resources/{row.slug}/", f"/helplines/#{row.slug}"]
        ).url
        for row in Helpline.objects.published()
        for number in (row.public_phone, row.public_text_number)
        if number
    }


def ways_to_type(number: str) -> list[str]:
    digits = number.replace(" ", "")
    ways = [number, digits]
    if len(digits) >= 9:
        groups = " ".join(digits[place : place + 3] for place in range(0, len(digits), 3))
        ways += [f"+44 {digits[1:]}", f"0044 {digits[1:]}", f"+44 (0){digits[1:]}", groups]
        ways += [f"({digits[:5]}) {digits[5:]}", f"{digits[:5]}-{digits[5:]}", digits[-6:]]
    return ways


def test_a_number_finds_its_helpline_alone_however_it_is_typed():
    numbers = printed_numbers()
    assert len(numbers) > 20
    for number, url in numbers.items():
        for typed in ways_to_type(number):
            assert [hit.url for hit in search.find(typed).hits] == [url], typed
        assert first_three(f"who answers on {number}")[0] == url


def test_words_that_stand_far_apart_in_another_order_are_no_term():
    found = [hit.url for hit in search.find("whose duty is it to call home about a phone").hits[:5]]
    assert "/guidance/mobile-and-smart-technology/" in found
    assert "/resources/ask-about-games/" not in found
    assert search.find("game duty call").hits[0].url == search.find("call of duty").hits[0].url


def test_a_part_of_a_number_may_begin_with_the_code_of_the_country():
    (office,) = search.find("03000 41 11").hits
    for typed in ("+44 300 041 11", "+44 (0)300 041 11"):
        assert [hit.url for hit in search.find(typed).hits] == [office.url]


def test_a_number_that_nobody_here_has_finds_nothing_by_its_parts():
    assert search.find("07700 90 11 11").hits == []


@pytest.mark.parametrize("typed", ["PH-202601", "ph 202601", "AT2026037K2MX", "at-202603-7K2M-X"])
def test_the_code_of_a_policy_leads_to_what_changed_in_it(typed):
    assert [hit.url for hit in search.find(typed).hits] == ["/policies/changes/"]
    assert first_three(f"code {typed}")[0] == "/policies/changes/"


@pytest.mark.parametrize("typed", ["kcsie in 2025 26", "kcsie 2025-26"])
def test_a_school_year_is_no_code(typed):
    assert "/policies/changes/" not in first_three(typed)


@pytest.mark.parametrize("table", TOLD)
def test_readers_are_told_where_there_is_no_answer(table):
    queries = rows(table)
    assert len(queries) >= 50
    assert len({row["voice"] for row in queries}) >= 3
    silent = searches_without_a_word(table)
    assert 100 * (1 - len(silent) / len(queries)) >= TOLD[table], silent


def test_readers_are_seldom_told_where_there_is_an_answer():
    assert answers_with_a_word() <= TOLD_WRONGLY


QUESTIONS = {
    "teacher keeps sending my son private messages": "/what-has-happened/adult/",
    "my two year old watches cartoons on the ipad all day, how much is ok": "/parents/under-5/",
    "dad filmed the whole nativity on his phone": "/policies/image-use/",
}


@pytest.mark.parametrize(("typed", "page"), QUESTIONS.items())
def test_a_question_in_other_words_than_those_listed_finds_its_page(typed, page):
    assert page in first_three(typed)


def test_what_a_page_is_asked_for_with_is_no_word_that_stands_nowhere():
    assert search.find("should i read my daughters messages on her phone").unknown == ()
    assert search.find("daughters netball fixtures and results").unknown != ()


OWN = ("guidancepage", "guidedroute", "handout", "policytemplate", "riskarea", "service", "update")


def test_every_page_of_ours_is_what_everyday_words_lead_to():
    """An outcome of a route and a clause of a policy are found by their page."""
    pages = SearchDocument.objects.public().filter(part="", object_type__in=OWN)
    words: dict[str, list[str]] = {}
    for row in Synonym.objects.in_use():
        for url in row.addresses:
            words.setdefault(url, []).extend(row.every_phrasing)
    urls = set(pages.values_list("url", flat=True))
    assert len(urls) > 90
    assert {url for url in urls if not any(url in first_three(one) for one in words.get(url, ()))} == set()


FULL_NAMES = {
    "ceop": "child exploitation and online protection",
    "cce": "child criminal exploitation",
    "csa": "child sexual abuse",
    "csam": "child sexual abuse material",
    "dbs": "disclosure and barring service",
    "dpo": "data protection officer",
    "dsl": "designated safeguarding lead",
    "dsl forum": "designated safeguarding lead forum",
    "ico": "information commissioners office",
    "lado": "local authority designated officer",
    "lgfl": "london grid for learning",
    "nrm": "national referral mechanism",
    "pshe": "personal social health and economic education",
    "rshe": "relationships sex and health education",
    "send": "special educational needs and disabilities",
    "senco": "special educational needs coordinator",
    "slt": "senior leadership team",
    "swgfl": "south west grid for learning",
    "uksic": "uk safer internet centre",
    "vpn": "virtual private network",
}


@pytest.mark.parametrize(("short", "full"), FULL_NAMES.items())
def test_a_full_name_finds_the_same_first_as_its_short_form(short, full):
    assert first_three(full)[:1] == first_three(short)[:1] != []


# Words of which search made others, or might: none stands on this site as it is meant here.
ENGLISH = (
    "nurse grammar nicked ceiling robot bored teddy concert slap fixtures moan menu lice choir payroll "
    "appeal cafe netball uniform grant"
)


@pytest.mark.parametrize("word", ENGLISH.split())
def test_an_english_word_is_no_typing_error(word):
    assert not search.find(f"{word} visit").was_corrected


def test_a_typing_error_is_still_repaired():
    assert search.find("safegaurding polcy").corrected_query == "safeguarding policy"


@pytest.mark.parametrize(
    ("typed", "not_about"),
    [
        ("he sends rude messages", "send"),
        ("how do i send in a form", "send"),
        ("preventing strangers adding her", "prevent"),
        ("prevention of eye strain", "prevent"),
    ],
)
def test_a_verb_is_no_short_form(typed, not_about):
    assert set(first_three(not_about)).isdisjoint(first_three(typed))


def test_the_short_form_itself_is_one_in_a_sentence_too():
    assert "/resources/star-send-toolkit/" in first_three("children with send in mainstream")
    assert first_three("what is prevent")[0] == first_three("prevent")[0]


@pytest.mark.parametrize(
    "typed", ["what does kcsie say about online safety", "should kcsie change our policy"]
)
def test_a_short_form_that_nobody_conjugates_is_no_verb(typed):
    assert "/resources/kcsie/" in first_three(typed)


@pytest.mark.parametrize("typed", ["keeping safe online for ks2", "online safeguarding for senior leaders"])
def test_todays_own_words_bring_no_note_about_an_old_name(typed):
    assert search.find(typed).notes == ()
    assert search.find("e safety").notes == ("E-safety is now called online safety.",)


def test_what_stands_between_quotation_marks_stands_together():
    apart, together = search.find("harm threshold"), search.find('"harm threshold"')
    assert 0 < together.total < apart.total
    assert search.find("“threshold harm”").total == 0
    assert not search.find('"polcy"').was_corrected


def test_a_word_after_a_minus_is_in_no_result():
    all_of_them, without = search.find("gambling"), search.find("gambling -gamcare")
    assert 0 < without.total < all_of_them.total
    assert "/resources/gamcare/" not in {hit.url for hit in without.hits}
    assert search.find("-gambling").total == all_of_them.total
    assert search.find("e-safety").total > 0


def test_what_takes_no_room_is_not_read():
    assert first_three("gam\u200bbling") == first_three("gambling")
    assert not search.find("gam\u200bbling").was_corrected


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
        "/parents/when-something-has-gone-wrong/",
        "/resources/take-it-down/",
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
