"""An adviser reads in plain words why the screen stopped something."""

import re

import pytest

from enquiries.models import Enquiry
from enquiries.triage import in_words, label_of
from enquiries.triage.features import COUNTED
from enquiries.triage.lexicon import LISTS
from enquiries.triage.rules import RULES
from enquiries.triage.signal_labels import NO_LONGER_KNOWN, SENTENCES
from enquiries.triage.weights import load_weights
from tests.document import Document
from tests.enquiries.answers import ALLEGATION, CONCERN
from tests.factories import make_enquiry

# Marks that names of features have, and words that only they have.
MARKS = re.compile(r"[:_()\[\]{}<>+~*/?\"\d]")
INTERNAL = re.compile(
    r"\b(words for|density|asserted|supposed|kin|staffish|ageold|yeargroups?|smallnumber|moneytoken"
    r"|timetoken|wh|modal|perfect|deny|minimise|lately|no longer knows)\b"
)


def every_signal() -> list[str]:
    known = load_weights().concern.blocks
    named = [f"{block}:{name}".replace(" ", "-") for block in ("rules", "pairs") for name in known[block]]
    return [*named, *(f"{block}:like-a-report-of-harm" for block in known), *SENTENCES]


@pytest.mark.parametrize(
    ("signal", "label"),
    [
        ("rules:lately", "a recent day or time"),
        ("rules:own-child-(asserted)", "the sender’s own child"),
        ("rules:own-child-(supposed)", "the sender’s own child"),
        ("rules:an-age-with-lately", "an age, with a recent day or time"),
        ("rules:over-and-done-and-lately", "something that is over, with a recent day or time"),
        ("rules:no-over-and-done", "nothing of something that is over"),
        ("pairs:she", "one person"),
        ("pairs:she-density", "one person"),
        ("pairs:she-often", "one person"),
        ("pairs:she-in-few-words", "one person"),
        ("pairs:she+threat", "one person, with a threat, harm or crime"),
        ("letters:like-a-report-of-harm", "wording like that of a report of harm"),
        ("screen-failed", "the screen was broken and read nothing"),
        ("rules:gone-since", "something this version of the screen no longer knows"),
        ("gone since", "something this version of the screen no longer knows"),
    ],
)
def test_a_signal_is_said_in_plain_words(signal, label):
    assert label_of(signal) == label


def test_every_signal_that_the_screen_can_give_reads_as_words():
    labels = {signal: label_of(signal) for signal in every_signal()}
    assert len(labels) > 3000
    bad = {
        signal: label
        for signal, label in labels.items()
        if MARKS.search(label) or INTERNAL.search(label) or "  " in label or not label
    }
    assert bad == {}


def test_every_rule_and_class_of_word_is_a_short_phrase():
    labels = [label_of(f"rules:{name}".replace(" ", "-")) for name in RULES]
    labels += [label_of(f"pairs:{name}") for name in {*LISTS["classes"], *COUNTED, "name"}]
    assert [label for label in labels if len(label.split()) > 10] == []
    assert [label for label in labels if label == NO_LONGER_KNOWN] == []


@pytest.mark.parametrize(
    ("signals", "line"),
    [
        (
            ["pairs:recent", "pairs:child", "pairs:image+she", "rules:lately-(asserted)", "pairs:past"],
            "mentions a picture, nudity or sex; a child; a recent day or time; one person",
        ),
        (["pairs:perfect+wh"], "mentions something that has happened; a question"),
        (["rules:gone-since", "rules:older", "pairs:child"], f"mentions a child; {NO_LONGER_KNOWN}"),
        (["pairs:child", "also:lado"], "mentions a child; may be for the LADO as well"),
        (["screen-failed"], "the screen was broken and read nothing"),
        (["letters:like-a-report-of-harm"], "mentions wording like that of a report of harm"),
        ([], ""),
    ],
)
def test_signals_are_said_in_one_line_the_most_telling_first_and_nothing_twice(signals, line):
    assert in_words(signals) == line


def test_a_line_never_has_more_than_six_things():
    line = in_words(every_signal()[:3000] + ["rules:gone-since"])
    assert line.count("; ") == 5
    assert line.endswith(NO_LONGER_KNOWN)


@pytest.mark.parametrize("typed", [CONCERN, ALLEGATION])
def test_who_went_on_is_shown_with_what_the_screen_saw_and_no_word_of_theirs(sender, adviser_client, typed):
    sender.send(message=typed, declared="on")
    address = f"/admin/enquiries/enquiry/{Enquiry.objects.get().pk}/change/"
    page = Document.of(adviser_client.get(address))
    (seen,) = [row.text for row in page.select("dd") if "mentions " in row.text]
    for word in ("uncle", "Snapchat", "scared", "rules", "pairs"):
        assert word not in seen


def test_no_raw_name_of_an_older_screen_reaches_the_page(adviser_client, db):
    enquiry = make_enquiry(
        declared_general=True, screen_route="lado", screen_signals=["rules:gone_since", "<b>x"]
    )
    page = adviser_client.get(f"/admin/enquiries/enquiry/{enquiry.pk}/change/").content.decode()
    assert f"mentions {NO_LONGER_KNOWN}" in page
    assert "gone_since" not in page
    assert "&lt;b&gt;x" not in page
