"""References in whatever spelling people type, paste or read them out."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesas_portal.core import reference

quick = settings(max_examples=100, deadline=None, derandomize=True)
references = st.builds(
    lambda body: f"{body[:4]}-{body[4:]}{reference._check_character(body)}",
    st.text(reference.ALPHABET, min_size=reference.LENGTH - 1, max_size=reference.LENGTH - 1),
)
# What cannot be part of one: signs, spaces of any kind, dashes of any length.
signs = st.text(st.characters(categories=["P", "S", "Z"]), max_size=3)
# Words around it, of a length that no group of one has.
words = st.sampled_from(["", "Re:", "AW:", "Your enquiry", "my reference is", "LESAS:", "re fwd"])
marks = st.sampled_from(["[{}]", "#{}", "{}", "({})", "{},"])
anything = st.sampled_from("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")


@quick
@given(right=references, before=signs, between=signs, after=signs)
def test_signs_and_spaces_do_not_hide_one(right, before, between, after):
    typed = f"{before}{right[:4]}{between}{right[5:]}{after}"
    assert reference.parse(typed) == right
    assert reference.parse(typed.lower()) == right
    assert not reference.has_slip(typed)


@quick
@given(right=references, before=words, after=words, marks=marks)
def test_words_around_one_do_not_hide_it(right, before, after, marks):
    assert reference.parse(f"{before} {marks.format(right)} {after}") == right


@quick
@given(right=references, place=st.integers(0, 7), wrong=anything)
def test_one_wrong_character_is_never_taken_for_right_and_is_said(right, place, wrong):
    letters = right.replace("-", "")
    typed = f"{letters[:place]}{wrong}{letters[place + 1 :]}"
    if typed == letters:
        return
    assert reference.parse(typed) is None
    assert reference.has_slip(typed) or typed.isdigit()


@quick
@given(right=references, place=st.integers(0, 6))
def test_two_swapped_characters_are_never_taken_for_right(right, place):
    letters = right.replace("-", "")
    swapped = letters[:place] + letters[place + 1] + letters[place] + letters[place + 2 :]
    assert (reference.parse(swapped) == right) == (swapped == letters)


@quick
@given(text=st.text(max_size=300))
def test_any_text_is_answered(text):
    found = reference.parse(text)
    assert found is None or reference.parse(found) == found
    assert reference.has_slip(text) in {True, False}


@pytest.mark.parametrize(
    "text",
    ["", "policy", "self-harm", "self harm", "03000 411111", "0346 7934", "TN24 8XX", "7KM4", "KCSIE 2026"],
)
def test_other_words_are_no_reference_and_no_slip(text):
    assert reference.parse(text) is None
    assert not reference.has_slip(text)
