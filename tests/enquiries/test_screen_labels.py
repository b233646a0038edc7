"""An adviser reads in plain words why the screen stopped something."""

import pytest

from enquiries.triage import label_of
from enquiries.triage.features import COUNTED
from enquiries.triage.lexicon import LISTS
from enquiries.triage.rules import RULES
from enquiries.triage.weights import load_weights


@pytest.mark.parametrize(
    ("signal", "label"),
    [
        ("rules:lately", "a recent day or time"),
        ("rules:own-child-(asserted)", "the sender’s own child, stated as a fact"),
        ("rules:own-child-(supposed)", "the sender’s own child, only supposed"),
        ("rules:an-age-with-lately", "a person’s age; in the same sentence a recent day or time"),
        ("rules:over-and-done-and-lately", "something that is over; also a recent day or time"),
        (
            "rules:no-no-particular-child",
            "not found: the sender says that it is about no particular child",
        ),
        ("pairs:she", "words for one person (he, she)"),
        ("pairs:she-density", "many words for one person (he, she)"),
        ("pairs:she-often", "words for one person (he, she), three times or more"),
        ("pairs:she-in-few-words", "words for one person (he, she), in a short message"),
        ("pairs:she+threat", "words for one person (he, she), with threats, violence or crime"),
        ("letters:like-a-report-of-harm", "parts of words, as in a report of harm"),
        ("screen-failed", "the screen was broken, so the sender was shown the Front Door"),
    ],
)
def test_a_signal_is_said_in_plain_words(signal, label):
    assert label_of(signal) == label


def test_every_named_feature_that_the_screen_knows_has_a_label():
    known = load_weights().concern.blocks
    signals = [f"{block}:{name}".replace(" ", "-") for block in ("rules", "pairs") for name in known[block]]
    assert [signal for signal in signals if label_of(signal) == signal] == []


def test_each_rule_and_each_class_of_word_has_a_label_of_its_own():
    labels = [label_of(f"rules:{name}".replace(" ", "-")) for name in RULES]
    labels += [label_of(f"pairs:{name}") for name in {*LISTS["classes"], *COUNTED, "name"}]
    assert len(set(labels)) == len(labels)
    assert not [label for label in labels if ":" in label]


def test_a_signal_of_an_earlier_screen_is_shown_as_it_was_stored():
    assert label_of("rules:gone-since") == "rules:gone-since"
