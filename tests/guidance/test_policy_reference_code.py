"""The code at the end of a policy: short, forgiving of how it is typed, and never silently wrong."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guidance.policies import reference_code
from guidance.policies.setting_types import SETTING_TYPES
from lesas_portal.core.setting_types import AGE_RANGES
from tests.guidance.policies import SLUGS, policy, template

STATES = st.lists(
    st.sampled_from([reference_code.ABSENT, reference_code.AS_WRITTEN, reference_code.CUSTOM_TEXT]),
    max_size=110,
)
PROFILES = st.builds(
    reference_code.Profile,
    st.sampled_from(reference_code.TYPE_KEYS),
    st.sampled_from(("", *reference_code.GOVERNANCE_KEYS)),
    st.sets(st.sampled_from(reference_code.AGE_KEYS)).map(
        lambda chosen: tuple(key for key in reference_code.AGE_KEYS if key in chosen)
    ),
)


@given(STATES, st.integers(2020, 2099), st.integers(1, 99))
def test_a_code_says_what_went_in(states, year, number):
    text = reference_code.encode("AT", f"{year}.{number}", states)
    assert len(text) <= 60
    read = reference_code.parse(text).of_edition(len(states))
    assert (read.template, read.edition) == ("AT", f"{year}.{number}")
    assert (read.states, read.profile) == (tuple(states), None)


@given(STATES.filter(bool), PROFILES)
def test_a_code_says_what_kind_of_setting_it_was_made_for(states, profile):
    text = reference_code.encode("AT", "2026.3", states, profile)
    assert len(text) <= 60
    read = reference_code.parse(text).of_edition(len(states))
    assert (read.states, read.profile) == (tuple(states), profile)
    with pytest.raises(reference_code.ReferenceCodeError, match="does not fit"):
        reference_code.parse(text).of_edition(len(states) + 20)


def test_a_whole_edition_and_the_plain_template_have_the_codes_they_always_had():
    nobody = reference_code.Profile()
    for states in ([], [1, 0, 2, 1]):
        assert reference_code.encode("AT", "2026.3", states, nobody) == reference_code.encode(
            "AT", "2026.3", states
        )
    primary = reference_code.Profile("primary")
    assert reference_code.encode("AT", "2026.3", [], primary) == reference_code.encode("AT", "2026.3")


def test_every_type_of_setting_governance_and_age_has_its_place_in_a_code():
    tailored = set(SETTING_TYPES)
    assert tailored <= set(reference_code.TYPE_KEYS)
    assert set(AGE_RANGES) == set(reference_code.AGE_KEYS)


def test_a_profile_of_later_keys_than_ours_is_not_guessed_at():
    head = "AT2026031ZZ" + "1E"
    text = head + reference_code.check_character(head)
    with pytest.raises(reference_code.ReferenceCodeError, match="does not fit"):
        reference_code.parse(text).of_edition(4)


@given(STATES, st.data())
def test_one_wrong_character_is_always_noticed(states, data):
    text = reference_code.encode("AT", "2026.1", states)
    place = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(reference_code.ALPHABET))
    wrong = text[:place] + other + text[place + 1 :]
    if text[place] == "-" or other == text[place]:
        return
    with pytest.raises(reference_code.ReferenceCodeError):
        reference_code.parse(wrong)


@given(st.text(reference_code.ALPHABET, min_size=1, max_size=60))
def test_the_check_character_is_that_of_iso_7064(plain):
    size = len(reference_code.ALPHABET)
    check = size
    for character in plain:
        check = (check + reference_code.ALPHABET.index(character)) % size or size
        check = check * 2 % (size + 1)
    assert reference_code.check_character(plain) == reference_code.ALPHABET[(size + 1 - check) % size]


@pytest.mark.parametrize(
    ("states", "text"),
    [
        ([], "AT-202601-B"),
        ([1, 0, 2, 1], "AT-202601-1E-C"),
        ([1, 0, 2, 1] * 10, "AT-202601-620Y-E2PJ-74P5-C-2"),
    ],
)
def test_a_code_on_paper_stays_the_code_of_its_policy(states, text):
    assert reference_code.encode("AT", "2026.1", states) == text


def test_a_code_with_a_profile_stays_the_code_of_its_policy():
    trust = reference_code.Profile("secondary", "trust", ("ks3-4", "post-16"))
    assert reference_code.encode("AT", "2026.3", [1, 0, 2, 1], trust) == "AT-202603-56R1-E-Q"


@given(st.text(max_size=80))
def test_no_text_at_all_breaks_the_reader(text):
    with suppress(reference_code.ReferenceCodeError):
        reference_code.parse(text)


def test_a_code_may_be_typed_in_small_letters_with_spaces_and_look_alikes():
    text = reference_code.encode("AT", "2026.1", [1, 0, 2, 1])
    typed = text.lower().replace("-", " ").replace("0", "o").replace("1", "l")
    assert reference_code.parse(f"  {typed}\n") == reference_code.parse(text)


MOBILE = "MT-202601-0T11-N4AV-48CT-V6V2-T2PV-XWFH-9"


@pytest.mark.parametrize(
    "pasted",
    [
        "Code: {}",
        "Code:\t{}",
        "Code: {}. See these changes online",
        "CODE : {}\n",
        "({})",
        "[{}],",
        "“{}”",
        "‘{}’.",
        "«{}»;",
        '"{}"',
        "**{}**",
        "{}, {}",
        "{}.",
        "{}…",
        "\u202a{}\u202c",
        "\ufeff{}\u200b",
        "The code of our policy is “{}”, and it was adopted last year.",
    ],
)
def test_what_a_copy_adds_around_a_code_is_taken_away(pasted):
    assert reference_code.parse(pasted.format(MOBILE, MOBILE)) == reference_code.parse(MOBILE)


@pytest.mark.parametrize(
    "dash",
    ["\u2010", "\u2011", "\u2013", "\u2014", "\u2212", "\xad-", "-\u200d", "-\n", " ", "\xa0", ".", ""],
)
def test_whatever_stands_between_the_groups_of_a_code_it_is_read(dash):
    assert reference_code.parse(MOBILE.replace("-", dash)) == reference_code.parse(MOBILE)


@given(st.data())
def test_one_wrong_character_is_noticed_whatever_stands_around(data):
    place = data.draw(st.sampled_from([place for place, sign in enumerate(MOBILE) if sign != "-"]))
    other = data.draw(st.sampled_from(reference_code.ALPHABET + "U!,;)_é"))
    around = data.draw(st.sampled_from(["{}", "Code: {}", "(“{}”)", "{}, of 2026."]))
    if other == MOBILE[place]:
        return
    wrong = MOBILE[:place] + other + MOBILE[place + 1 :]
    with pytest.raises(reference_code.ReferenceCodeError):
        reference_code.parse(around.format(wrong))


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "Paste the code"),
        ("AT/2026", "only letters, digits and hyphens"),
        ("hello", "starts with two letters and six digits"),
        ("AT-202601-0000-9", "wrong or missing"),
    ],
)
def test_a_wrong_code_is_refused_in_words_that_help(text, advice):
    with pytest.raises(reference_code.ReferenceCodeError, match=advice):
        reference_code.parse(text)


def test_a_code_of_another_length_does_not_fit_the_edition():
    read = reference_code.parse(reference_code.encode("AT", "2026.1", [1] * 40))
    with pytest.raises(reference_code.ReferenceCodeError, match="does not fit"):
        read.of_edition(45)


@pytest.mark.parametrize("count", [1, 2, 3, 10])
def test_what_is_too_long_for_its_edition_is_no_profile_unless_it_is_three_characters(count):
    read = reference_code.parse(reference_code.encode("AT", "2026.1", [0] * 4))
    with pytest.raises(reference_code.ReferenceCodeError, match="does not fit"):
        read.of_edition(count)


def test_a_template_with_too_many_clauses_is_refused():
    with pytest.raises(ValueError, match="60 is the most"):
        reference_code.encode("AT", "2026.1", [1] * 200)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_code_of_a_policy_holds_what_was_left_out_and_reworded(slug):
    key = next(clause.key for _, clause in template(slug).clauses())
    made = policy(slug, setting_type="nursery", custom_text={key: "Ours."}, setting_name="A Name")
    read = reference_code.parse(made.code).of_edition(len(list(template(slug).clauses())))
    assert (read.template, read.states[0]) == (template(slug).code, reference_code.CUSTOM_TEXT)
    assert reference_code.ABSENT in read.states
    assert "NAME" not in made.code
