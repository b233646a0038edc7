"""How a query is read: words, stems, typing errors, synonyms."""

import pytest

from guidance.models import Synonym
from guidance.search import query, spelling, text
from guidance.search.query import Term
from guidance.search.similar import Phrasings

KNOWN_WORDS = (
    "acceptable bullying catfishing children cyberbullying designated filtering gambling governors "
    "keeping misogyny mobile monitoring online phone policy ransomware safety screening sextortion"
)
KNOWN = dict.fromkeys(KNOWN_WORDS.split(), 2.0)


@pytest.mark.parametrize(
    "family",
    [
        "bully bullies bullied bullying",
        "filter filters filtering filtered",
        "radicalise radicalised radicalisation radicalization radicalizing",
        "share shares sharing shared",
        "policy policies",
        "nude nudes",
        "image images",
        "box boxes",
        "scam scams scammed",
        "process processes",
    ],
)
def test_forms_of_a_word_meet(family):
    assert len({text.stem(word) for word in family.split()}) == 1


def test_words_that_only_look_alike_stay_apart():
    assert text.stem("policy") != text.stem("police")
    assert text.stem("bus") == "bus"


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Café ﬁlter", ["cafe", "filter"]),
        ("children’s pupil's Let's", ["children", "pupil", "let"]),
        ("F&M, 360°!", ["f", "m", "360"]),
        ("e-safety", ["e", "safety"]),
        ("a\x00b", ["a", "b"]),
        ("😀 ?!", []),
    ],
)
def test_words_are_taken_out_of_anything(typed, expected):
    assert text.tokens(typed) == expected


def test_a_query_is_cut_before_it_is_read():
    assert len(text.query_words("word " * 10_000)) == text.MOST_WORDS
    assert text.query_words("x" * 10_000) == ["x" * text.LONGEST_QUERY]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("childern", "children"),
        ("polcy", "policy"),
        ("monitering", "monitoring"),
        ("sextorsion", "sextortion"),
        ("mysoginy", "misogyny"),
        ("ransomeware", "ransomware"),
        ("desginated", "designated"),
        ("catfshing", "catfishing"),
        ("screning", "screening"),
        ("acceptible", "acceptable"),
        ("gamblig", "gambling"),
        ("goverors", "governors"),
        ("filtwring", "filtering"),
    ],
)
def test_a_typing_error_is_repaired(typed, meant):
    assert spelling.nearest_words(typed, KNOWN)[0] == meant


@pytest.mark.parametrize("typed", ["zebra", "trampoline", "swimming", "xqzw", "po"])
def test_a_word_that_is_no_typing_error_is_left_alone(typed):
    assert spelling.nearest_words(typed, KNOWN) == []


def test_words_typed_together_are_taken_apart():
    assert spelling.split_compound("onlinesafety", KNOWN) == ["online", "safety"]
    assert spelling.split_compound("mobilephone", KNOWN) == ["mobile", "phone"]
    assert spelling.split_compound("sextortion", KNOWN) == []


def test_of_two_words_as_near_the_commoner_one_is_meant():
    assert spelling.nearest_words("phome", {"phone": 1.0, "photo": 1.0, "home": 9.0}) == ["phone"]
    assert spelling.nearest_words("sharinf", {"sharing": 5.0, "sharink": 1.0}) == ["sharing", "sharink"]


def terms_of(*phrasings: str, kind: str = "meaning") -> dict[str, Term]:
    return {query.term_key(text.tokens(phrase)): Term(phrase, kind) for phrase in phrasings}


def typed_in(found) -> list[tuple[str, ...]]:
    return [concept.words for concept in found]


def test_the_longest_search_word_wins():
    found = query.parse(
        text.query_words("mobile phone policy"), terms_of("phone", "mobile phone policy"), {}, 10
    )
    assert typed_in(found) == [("mobile", "phone", "policy")]


def test_blanks_and_hyphens_do_not_matter():
    for typed in ("tik tok", "tiktok", "Tik-Tok"):
        (found,) = query.parse(text.query_words(typed), terms_of("TikTok"), {}, 10)
        assert found.term.term == "TikTok"


def test_small_words_are_dropped_unless_they_are_all_there_is():
    assert typed_in(query.parse(text.query_words("how do i report this"), {}, {}, 10)) == [("report",)]
    assert typed_in(query.parse(text.query_words("what is this"), {}, {}, 10)) == [
        ("what",),
        ("is",),
        ("this",),
    ]


def test_a_search_word_is_found_in_any_order_and_between_fillers():
    terms = {query.unordered_key(["phone", "search"]): Term("phone search", "meaning")}
    for typed in ("phone search", "search the phone", "search pupils phone"):
        (found,) = query.parse(typed.split(), terms, {}, 10)
        assert found.term.term == "phone search"


def test_for_whom_it_is_weighs_less_than_what_it_is_about():
    terms = terms_of("sexting") | terms_of("assembly", kind=Synonym.Kind.ASPECT)
    subject, aspect = query.parse(["sexting", "assembly"], terms, {}, 100)
    assert subject.weight > 3 * aspect.weight


def phrasings_of(*listed):
    terms = [Term(term, "meaning", destinations=(page,)) for term, page in listed]
    return Phrasings(terms, {"child": 90, "money": 9}, 100)


def test_a_search_word_with_others_between_its_words_is_a_hint():
    known = phrasings_of(("fake account", "/x/"))
    assert [one.term.term for one in known.like(["fake", "instagram", "account"])] == ["fake account"]
    assert known.like(["fake", "news"]) == ()


def test_a_phrasing_is_told_by_most_of_its_words_and_by_others_of_their_family():
    known = phrasings_of(("someone threatens to share his photo", "/x/"))
    (found,) = known.like(["they", "threatened", "to", "share", "a", "picture", "of", "him"])
    assert 0.5 < found.likeness <= 1.0


def test_a_page_is_told_by_words_of_several_of_its_phrasings():
    known = phrasings_of(("gift from a stranger", "/x/"), ("older boyfriend", "/x/"), ("lost money", "/y/"))
    assert list(known.pages(["gift", "boyfriend"])) == ["/x/"]
    assert known.leads("gifts", "/x/")
    assert not known.leads("gifts", "/y/")
