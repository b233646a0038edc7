"""Text pasted from Word: what is put right, and that nothing is done to what is right."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guidance import markup, pasted_text
from guidance.models import Clause, GuidedRoute, PolicyEdition, SharedBlock
from guidance.models.including import INCLUDING
from guidance.pasted_text import tidy

PIECES = [
    *(
        "•\t",
        "·\t",
        "o\t",
        "o\u00a0\u00a0",
        "–\t",
        "§\t",
        "1.\t",
        "2)\t",
        "12.\t",
        "a.\t",
        "(b)\t",
        "- ",
        "1. ",
    ),
    *(
        "\t",
        "\t\t",
        " ",
        "    ",
        "\u00a0",
        "\n",
        "\n\n",
        "|",
        "`",
        "```",
        "~~~",
        "# ",
        "> ",
        "[",
        "](",
        ")",
        "<",
        ">",
    ),
    *(
        "https://example.org/a_(b).",
        "www.example.org",
        "(https://example.org)",
        "**",
        "word",
        "Days\tHours",
        "{",
    ),
]

PASTED = {
    "•\tFirst\n•\tSecond": "- First\n- Second",
    "·\tFirst\no\tUnder it\n·\tSecond": "- First\n  - Under it\n- Second",
    "Outlook:\n·\u00a0\u00a0\u00a0\u00a0First": "Outlook:\n\n- First",
    "1.\tFirst\no\tUnder it\n2.\tSecond": "1. First\n   - Under it\n2. Second",
    "Read:\n3.\tThird\nThen go on.": "Read:\n\n3. Third\n\nThen go on.",
    "•\tFirst\nNot an item.": "- First\n\nNot an item.",
    "a.\tOne\nb.\tTwo": "- a. One\n- b. Two",
    "Phase\tAge\nPrimary\t5 to 11": "| Phase | Age |\n| --- | --- |\n| Primary | 5 to 11 |",
    "Before\nA\tB\nC\tD\nAfter": "Before\n\n| A | B |\n| --- | --- |\n| C | D |\n\nAfter",
    "\tDays\tHours\nPrimary\t5\t6": "|  | Days | Hours |\n| --- | --- | --- |\n| Primary | 5 | 6 |",
    "A\tB\tC\nD|E\tF": "| A | B | C |\n| --- | --- | --- |\n| D\\|E | F |  |",
    "\tA paragraph\n\tof two lines": "A paragraph\nof two lines",
    "10\u00a0days": "10 days",
    "See https://example.org/a_(b).": "See <https://example.org/a_(b)>.",
    "(www.example.org)": "([www.example.org](https://www.example.org))",
}
RIGHT = [
    "- a\n\t- b\n\n\tmore of b",
    "- a\n  goes on here\nand lazily here",
    "```\na\tb\nc\td\n\tcode https://example.org\n```",
    "[here](https://example.org/x) and <https://example.org> and `https://example.org`",
    "[note]: https://example.org",
    "| a | b |\n| - | - |\n| c\t| d\t|",
    "one\ttab in a line",
    "1. a\n2. b\n   - c",
    "{block:never}\n\n(resource:kcsie) {childline}",
]


@pytest.mark.parametrize("pasted", PASTED)
def test_what_word_leaves_is_put_right(pasted):
    assert tidy(pasted) == PASTED[pasted]


@pytest.mark.parametrize("text", RIGHT)
def test_nothing_is_done_to_what_is_right(text):
    assert tidy(text) == text


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_tidying_twice_is_tidying_once(text):
    once = tidy(text)
    assert tidy(once) == once


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_no_word_is_lost(text):
    for word in ("word", "Days", "Hours"):
        assert tidy(text).count(word) >= text.count(word)


@given(st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
@settings(max_examples=100, deadline=None)
def test_lines_that_are_stored_stay_as_they_are(text):
    assert tidy(text, kept=text) == text


def test_lists_and_tables_are_shown_as_such():
    html = markup.render(tidy("Read:\n•\tFirst\no\tUnder\nThen:\nA\tB\nC\tD\nAfter"))
    assert "<ul>" in html
    assert html.count("<li>") == 2
    assert "<td>D</td>" in html
    assert "<p>After</p>" in html


def test_what_was_put_right_is_told_line_by_line():
    before = "Left\n•\tFirst\n•\tSecond"
    found = pasted_text.changes(before, tidy(before))
    assert [(one.before, one.after) for one in found] == [
        (("•\tFirst", "•\tSecond"), ("", "- First", "- Second"))
    ]


def test_every_shipped_text_is_as_it_should_be(content):
    texts = [
        getattr(row, name)
        for model, names in INCLUDING.items()
        for row in model.objects.all()
        for name in names
    ]
    texts += SharedBlock.objects.values_list("text", flat=True)
    texts += Clause.objects.values_list("versions__text", flat=True)
    texts += [text for edition in PolicyEdition.objects.all() for text in _texts(edition.content)]
    texts += [
        text for route in GuidedRoute.objects.all() if route.edition for text in _texts(route.edition.content)
    ]
    assert len(texts) > 1000
    assert [text for text in texts if tidy(text) != text] == []


def _texts(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
