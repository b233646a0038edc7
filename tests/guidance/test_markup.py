"""Headings of a page get ids of their own, however many there are; a table gets a box that scrolls."""

import sys

import pytest

from guidance import markup
from tests.document import Document


def ids(source: str) -> list[str]:
    return [heading.id for heading in markup.headings(source)]


def test_headings_that_say_the_same_have_ids_of_their_own():
    assert ids("## a\n## a-2\n## a\n## a\n## b\n## a-2\n") == ["a", "a-2", "a-3", "a-4", "b", "a-2-2"]


def test_many_headings_that_say_the_same_cost_a_fixed_number_of_steps_each():
    def steps(count: int) -> int:
        done = 0

        def trace(frame, event, arg):
            nonlocal done
            done += event == "line" and frame.f_code.co_filename == markup.__file__
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            assert ids("## a\n" * count)[-1] == f"a-{count}"
        finally:
            sys.settrace(before)
        return done

    assert steps(400) < 2.2 * steps(200)


def test_a_table_scrolls_in_a_box_of_its_own_that_the_keyboard_reaches():
    (box,) = Document(markup.render('| Who | What "they" do |\n|---|---|\n| DSL | Leads |\n')).select("div")
    assert box.attributes == {
        **{"class": "scroll", "role": "group", "tabindex": "0"},
        "aria-label": 'Table: Who, What "they" do',
    }
    assert [cell.text for cell in box.select("table tbody th, table td")] == ["DSL", "Leads"]


@pytest.mark.parametrize(("columns", "stops"), [(2, True), (3, False), (4, False), (5, True)])
def test_a_table_that_never_scrolls_is_no_stop_for_the_keyboard(columns, stops):
    """Rows of three columns or more are blocks on a phone, and up to four fit where they stand abreast."""
    row = "| a " * columns
    (box,) = Document(markup.render(f"{row}|\n{'|---' * columns}|\n{row}|\n")).select("div")
    assert ("tabindex" in box.attributes) == stops


def test_nobody_writes_a_box_of_their_own():
    assert "<div" not in markup.render('<div class="scroll">text</div>')


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        '<img src="x" onerror="alert(1)">',
        '<svg onload="alert(1)"></svg>',
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert)",
        "[x](JaVaScRiPt:alert)",
        "[x](data:text/html,x)",
        "![x](javascript:alert)",
        "<iframe src='https://evil.example/'></iframe>",
        '[x](https://example.org/"onmouseover="alert)',
    ],
)
def test_no_text_can_hold_a_script(body):
    page = Document(f"<main>{markup.render(body)}</main>")
    assert not page.select("script, img, svg, iframe, object, style")
    for element in page.elements:
        assert not [name for name in element.attributes if name.startswith("on")]
        assert not element.attributes.get("href", "https:").casefold().startswith(("javascript", "data"))
