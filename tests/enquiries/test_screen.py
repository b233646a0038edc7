"""What the screen says. `unseen.jsonl` was written by others than what teaches it, and is never taught."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enquiries.triage import Route, ScreeningResult, classify, load_reader
from enquiries.triage.weights import load_weights

HERE = Path(__file__).parent
SAFE_WORDS = {"name": "Sam Okafor", "setting_name": "St Anne's Nursery and Infant School for Girls and Boys"}


def rows(path):
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def unseen():
    return [
        (row["label"], classify({"subject": row["subject"], "message": row["message"]}).route)
        for row in rows(HERE / "screen" / "unseen.jsonl")
    ]


def test_concerns_it_was_not_taught_are_sent_away_from_the_enquiries(unseen):
    concerns = [route for label, route in unseen if label != "strategic"]
    assert sum(route != Route.STRATEGIC for route in concerns) >= 0.98 * len(concerns)


def test_strategic_enquiries_it_was_not_taught_are_let_through(unseen):
    strategic = [route for label, route in unseen if label == "strategic"]
    assert sum(route == Route.STRATEGIC for route in strategic) >= 0.95 * len(strategic)


def test_allegations_it_was_not_taught_are_named_for_the_lado(unseen):
    allegations = [route for label, route in unseen if label == "lado"]
    assert sum(route == Route.LADO for route in allegations) >= 0.9 * len(allegations)


def test_nothing_typed_is_strategic():
    for texts in ({}, {"subject": "", "message": "  \n"}):
        assert classify(texts) == ScreeningResult(Route.STRATEGIC, ())


def test_a_concern_is_found_in_whichever_field_it_was_typed():
    concern = "My son is 11 and a man online is threatening to share pictures of him. What do I do?"
    for field in ("subject", "message", "preferred_dates", "setting_name"):
        assert classify({"subject": "Training", field: concern}, load_reader()).route == Route.FRONT_DOOR


def test_names_of_people_and_schools_do_not_stop_an_enquiry():
    texts = {"subject": "Training", "message": "Do you offer a twilight session for governors in March?"}
    assert classify(texts | SAFE_WORDS).route == Route.STRATEGIC


def test_a_concern_at_the_end_of_a_very_long_message_is_found():
    calm = (
        "Do you have a template for the acceptable use policy that our governors could review in the spring? "
    )
    concern = (
        "A Year 8 girl has told me a man online has pictures of her and she is terrified. What do I do? "
    )
    for text in (calm * 100 + concern, concern + calm * 100, calm * 50 + concern + calm * 50):
        assert classify({"message": text}).route != Route.STRATEGIC


EVERYDAY = (
    "Thank you for the twilight session last term, our staff found it really useful. We are now "
    "rewriting our acceptable use policy for September and would like your template. ",
    "Could you also tell us what the next governor training costs, and whether lunch is included? "
    "Parking at our site is limited, so an online session might suit us better. ",
    "Our new filtering system goes live after half term and the network manager has asked which "
    "categories other primary schools block by default. We are happy to share our own list in return. ",
    "Finally, the link to the parents' leaflet on your website seems to be broken, and the invoice for "
    "the last course has the wrong purchase order number on it. ",
)


@pytest.mark.parametrize("place", range(len(EVERYDAY) + 1))
def test_a_concern_in_the_middle_of_everyday_matters_is_found(place):
    concern = (
        "A girl in my class told me on Monday that a man online has her photos and she is scared of him. "
    )
    assert classify({"message": "".join(EVERYDAY)}).route == Route.STRATEGIC
    assert (
        classify({"message": "".join([*EVERYDAY[:place], concern, *EVERYDAY[place:]])}).route
        == Route.FRONT_DOOR
    )


def test_a_screen_without_its_weights_says_so(weights_away):
    with pytest.raises(FileNotFoundError):
        classify({"message": "Do you have a template?"})


@pytest.mark.parametrize("odd", [None, 7])
def test_what_is_no_text_is_refused(odd):
    with pytest.raises(TypeError):
        classify(odd)


def test_signals_are_names_of_features_that_the_screen_knows_beforehand():
    known = load_weights().concern.blocks
    own = {f"{block}:{name}".replace(" ", "-") for block in ("pairs", "rules") for name in known[block]}
    own |= {f"{block}:like-a-report-of-harm" for block in ("words", "letters", "shapes")}
    own |= {"also:front_door", "also:lado"}
    for row in rows(HERE / "screen" / "unseen.jsonl"):
        assert set(classify({"subject": row["subject"], "message": row["message"]}).signals) <= own


def test_a_message_that_is_for_the_front_door_and_for_the_lado_names_both_more_often_than_not():
    named = [
        classify({"subject": row["subject"], "message": row["message"]}, load_reader())
        for row in rows(HERE / "screen" / "both.jsonl")
    ]
    assert all(one.route != Route.STRATEGIC for one in named[:10])
    assert sum(one.also is not None for one in named) >= len(named) / 2


def test_signals_never_hold_what_was_typed():
    signals = classify(
        {"message": "Zyxwona Quillfeather, 9, told me her uncle Vortigern hits her. She is scared."}
    ).signals
    assert signals
    assert not any(
        word in " ".join(signals).lower() for word in ("zyxwona", "quillfeather", "vortigern", "hits")
    )


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.sampled_from(["subject", "message", "name", "preferred_dates"]), st.text()))
def test_any_text_gets_a_result(texts):
    result = classify(texts)
    assert result.route in Route
    assert all(isinstance(signal, str) for signal in result.signals)


def test_the_screen_needs_neither_django_nor_a_database_nor_a_log():
    code = "import sys, enquiries.triage as t; t.classify({'message': 'x'}); print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    for module in ("django", "sqlite3", "logging", "sklearn", "numpy", "enquiries.triage.training"):
        assert f"'{module}'" not in loaded
