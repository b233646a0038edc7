"""A text is read sentence by sentence, and its windows are scored from what was read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from enquiries.triage import Route, classify, load_reader
from enquiries.triage.decision import LONGEST
from enquiries.triage.features import read, window_blocks
from enquiries.triage.scorer import Scorer, around, score_blocks
from enquiries.triage.sentences import MOST_TOKENS, sentences
from enquiries.triage.tokeniser import cleaned, tokenise
from enquiries.triage.training.examples import FOR_RULES, load, text_of
from enquiries.triage.weights import load_weights
from enquiries.triage.windows import SIZES, STRIDES, windows

TEXT = (
    "Training for governors\nDear team, thank you for the twilight session. Could you send us the slides?\n"
    "One of our Year 8 girls told me on Monday that a man online has her photos! She is scared of him; her "
    "mum doesn't know\n\n- what does it cost\n- who comes? Kind regards\nJo"
)

CONCERN = "He hit her and she is scared to go home because her dad beats her every night. "


def test_no_word_of_a_text_is_lost_or_read_twice():
    found = sentences(TEXT)
    assert "".join(sentence.text for sentence in found) == cleaned(TEXT)
    assert [token for sentence in found for token in sentence.tokens] == tokenise(TEXT)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="ab .?!\n;'9", max_size=400))
def test_no_sentence_is_longer_than_the_longest(text):
    assert all(len(sentence.tokens) <= MOST_TOKENS for sentence in sentences(text))
    assert [token for one in sentences(text) for token in one.tokens] == tokenise(text)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.integers(1, 40), max_size=60), st.sampled_from(SIZES))
def test_windows_hold_every_sentence_and_start_apart(lengths, size):
    found = windows(lengths, size)
    assert {place for window in found for place in range(*window)} == set(range(len(lengths)))
    assert all(window.start < window.end for window in found)
    assert sum(lengths) < size or all(sum(lengths[slice(*window)]) >= size for window in found)
    assert len(found) <= 2 + sum(lengths) // (size // STRIDES)


@pytest.mark.parametrize("kind", ["concern", "lado"])
def test_a_window_scores_what_its_features_weigh(kind):
    model, features = getattr(load_weights(), kind), read(sentences(TEXT))
    scorer = Scorer(model, features)
    for size in (*SIZES, 10_000):
        for window in windows([one.tokens for one in features], size):
            blocks = window_blocks(features[slice(*window)], around(features, window))
            assert scorer.score(window) == pytest.approx(score_blocks(model, blocks))


@pytest.mark.parametrize("length", [500, 2_000, 4_900, 20_000])
def test_a_text_that_tells_of_nothing_but_a_concern_is_stopped_however_long(length):
    text = (CONCERN * 300)[:length]
    assert classify({"message": text}, load_reader()).route != Route.STRATEGIC
    if length < 5_000:
        assert classify({"message": text}).route != Route.STRATEGIC


def test_no_text_is_weighed_as_longer_than_those_that_the_rules_are_learnt_from():
    longest = max(len(tokenise(text_of(example))) for example in load(FOR_RULES))
    assert longest <= LONGEST < 1.05 * longest
