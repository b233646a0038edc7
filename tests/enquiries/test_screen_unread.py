"""What the screen cannot read is said to be unread: never an enquiry, whatever it may tell of."""

import json
from pathlib import Path

import pytest

from enquiries.triage import Route, classify

HERE = Path(__file__).parent / "screen"
PLAIN_ENGLISH = "Could you send us the template for the acceptable use policy? Our governors meet in March."


def rows(name):
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


def route_of(row):
    return classify({"subject": row["subject"], "message": row["message"]}).route


def test_hardly_anything_in_another_language_is_taken_for_an_enquiry():
    other = [row for row in rows("languages_unseen.jsonl") if row["want"] == "unread"]
    assert len(other) > 70
    # Two languages in one message are the hardest; a concern in one that is stopped as a concern is as well.
    assert sum(route_of(row) == Route.STRATEGIC for row in other) <= 0.03 * len(other)


def test_hardly_any_english_is_unread_however_rough_or_mixed_with_foreign_words():
    english = [row for row in rows("languages_unseen.jsonl") if row["want"] == "read"]
    assert len(english) > 60
    assert sum(route_of(row) == Route.UNREAD for row in english) <= 0.03 * len(english)


@pytest.mark.parametrize(
    ("message", "signal"),
    [
        ("Uczeń powiedział mi wczoraj, że ojciec bije go w domu i boi się wracać.", "unread:unknown-words"),
        ("Uczen powiedzial mi wczoraj, ze ojciec bije go w domu i boi sie wracac.", "unread:unknown-words"),
        ("Учень сказав мені вчора, що батько б'є його вдома.", "unread:other-alphabet"),
        ("أخبرني تلميذ أمس أن والده يضربه في البيت", "unread:other-alphabet"),
        ("学生昨天告诉我他在家里被打", "unread:other-alphabet"),
    ],
)
def test_a_disclosure_in_another_language_is_unread_and_says_why(message, signal):
    result = classify({"subject": "Question", "message": message})
    assert (result.route, result.signals) == (Route.UNREAD, (signal,))


def test_a_disclosure_in_another_language_in_a_short_field_is_unread():
    texts = {
        "message": PLAIN_ENGLISH,
        "preferred_dates": "Uczeń powiedział mi wczoraj, że ojciec bije go w domu",
    }
    assert classify(texts).route == Route.UNREAD


@pytest.mark.parametrize(
    "name", ["王小明", "Олена Шевченко", "Nguyễn Thị Minh Khai", "Siobhán Ní Dhomhnaill"]
)
def test_a_name_in_any_alphabet_is_read(name):
    assert classify({"message": PLAIN_ENGLISH, "name": name}).route == Route.STRATEGIC


@pytest.mark.parametrize(
    "message",
    [
        "Do you have the parents' leaflet in Polish?",
        "Is there a translation of \u201cBezpieczny internet\u201d for our Polish parents?",
        "Kahoot, Blooket, Padlet?",
        "AUP",
    ],
)
def test_a_few_foreign_or_unknown_words_are_read(message):
    assert classify({"subject": "", "message": message}).route == Route.STRATEGIC


def test_a_concern_in_english_beside_another_language_is_a_concern():
    concern = "A girl in my class told me that her uncle hits her and she is scared to go home. "
    polish = "Uczeń powiedział mi wczoraj, że ojciec bije go w domu i boi się wracać. "
    assert classify({"message": concern + polish * 2}).route == Route.FRONT_DOOR
