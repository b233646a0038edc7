"""Every type of page in a real browser, loaded once: narrow, wide, enlarged, spaced out, and read by axe."""

import pytest

from tests.browser.page_types import EVERY_TYPE
from tests.browser.reading import CUT_IN_VIEW, CUT_OFF, SPACED_OUT, SPILL

# Slow: each page type is measured in many widths, and axe reads it.
pytestmark = [pytest.mark.browser, pytest.mark.slow]
NARROWEST, PHONE, TABLET, DESKTOP = (
    {"width": 320, "height": 640},
    {"width": 360, "height": 740},
    {"width": 768, "height": 900},
    {"width": 1280, "height": 832},
)
SCALE = [0, 4, 8, 12, 16, 24, 32, 48, 64]
"""Pixels of every space that a heading may have (docs: the tokens --s1 to --s8)."""
# Headings nearer to what stands above them than to the first thing below them in their own part of the page.
# Lines of text are measured, not boxes, whose padding is space too.
CLOSER_TO_WHAT_IS_ABOVE = """() => {
    const isOutOfFlow = element => element && getComputedStyle(element).position === 'absolute';
    const shown = element => element.checkVisibility()
        && !element.closest('.vh, .visually-hidden, svg') && !isOutOfFlow(element.closest('.stack thead'));
    const lines = [];
    const texts = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        if (!text.data.trim() || !shown(text.parentElement)) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        lines.push(...[...range.getClientRects()].map(box => [text.parentElement, box]));
    }
    for (const element of document.querySelectorAll('main :is(img, input, button, .button, select)')) {
        if (shown(element)) lines.push([element, element.getBoundingClientRect()]);
    }
    return [...document.querySelectorAll('main :is(h2, h3)')].filter(shown).flatMap(heading => {
        const own = lines.filter(([element]) => heading.contains(element)).map(([, box]) => box);
        const top = Math.min(...own.map(box => box.top)), bottom = Math.max(...own.map(box => box.bottom));
        const area = heading.getBoundingClientRect();
        const others = lines.filter(([element, box]) => !heading.contains(element)
            && box.left < area.right - 1 && box.right > area.left + 1);
        const above = Math.min(...others
            .filter(([, box]) => box.bottom <= top + 2)
            .map(([, box]) => top - box.bottom));
        const below = Math.min(...others
            .filter(([element, box]) => box.top >= bottom - 2 && heading.parentElement.contains(element))
            .map(([, box]) => box.top - bottom));
        return below === Infinity || above > below ? []
            : [[heading.textContent.trim().slice(0, 40), Math.round(above), Math.round(below)]];
    });
}"""
OFF_THE_SCALE = """scale => [...document.querySelectorAll('main :is(h2, h3)')]
    .filter(heading => heading.checkVisibility() && !heading.matches('.vh, .vh *'))
    .map(heading => [heading.textContent.trim().slice(0, 40),
        ...['marginBlockStart', 'marginBlockEnd'].map(side => parseFloat(getComputedStyle(heading)[side]))])
    .filter(([, above, below]) => !scale.includes(above) || !scale.includes(below))"""
# The tallest stretch, in pixels, in which nothing stands in the right 300 px of the page.
EMPTY_AT_THE_RIGHT = """() => {
    const page = document.querySelector('main > .wrap'), heading = document.querySelector('h1');
    const stays = [...page.querySelectorAll('.aside, .aside > *, .help__ring')]
        .some(element => getComputedStyle(element).position === 'sticky');
    if (stays) return 0;
    const frame = page.getBoundingClientRect();
    const says = element => element.childNodes.length === 0
        || [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const boxes = [...page.querySelectorAll('*')]
        .filter(element => element.checkVisibility() && !element.closest('.vh') && says(element))
        .map(element => element.getBoundingClientRect())
        .filter(box => box.height > 0 && box.right > frame.right - 316)
        .sort((one, other) => one.top - other.top);
    let reached = heading.getBoundingClientRect().top, most = 0;
    for (const box of boxes) {
        most = Math.max(most, box.top - reached);
        reached = Math.max(reached, box.bottom);
    }
    return Math.round(Math.max(most, frame.bottom - reached));
}"""
RIGHT_EDGES = """() => Object.fromEntries([
    ['masthead', '.masthead .wrap'], ['sections', '.bar li:last-child'], ['strip', '.strip li:last-child'],
    ['page', 'main > .wrap'], ['partner column', '.aside'], ['footer', '.site-foot .wrap'],
].map(([name, selector]) => [name, document.querySelector(selector)])
 .filter(([name, element]) => element)
 .map(([name, element]) => {
    const padding = parseFloat(getComputedStyle(element).paddingInlineEnd);
    return [name, Math.round(element.getBoundingClientRect().right - padding)];
 }))"""
# They are shown as they print, and stay as wide as their paper.
SHEETS = {"chart", "card for staff", "hand-out in large print"}


@pytest.mark.parametrize("name", EVERY_TYPE)
def test_a_page_can_be_read_by_everyone(page, reading_site, complaints, has_no_barriers, name):
    """The fixture ``complaints`` fails the test for whatever the browser says on its console."""
    page.goto(reading_site + EVERY_TYPE[name])
    for size in (NARROWEST, PHONE, TABLET, DESKTOP):
        page.set_viewport_size(size)
        assert page.evaluate(SPILL) == 0, size
    for size in (PHONE, TABLET, DESKTOP):
        page.set_viewport_size(size)
        assert_rhythm(page, size)
        assert_one_right_edge(page, size)
    # The last size is a desktop's.
    assert page.evaluate(CUT_IN_VIEW) == []
    assert name in SHEETS or page.evaluate(EMPTY_AT_THE_RIGHT) <= DESKTOP["height"]
    assert_large_text_fits(page)
    page.set_viewport_size(PHONE)
    page.emulate_media(color_scheme="dark")
    has_no_barriers(page)
    assert_spaced_text_fits(page)
    assert page.context.cookies() == []


def assert_rhythm(page, size) -> None:
    """A heading stands nearer to what follows, at a space of the scale."""
    assert page.evaluate(CLOSER_TO_WHAT_IS_ABOVE) == [], size
    assert page.evaluate(OFF_THE_SCALE, SCALE) == [], size


def assert_one_right_edge(page, size) -> None:
    shown = {part: edge for part, edge in page.evaluate(RIGHT_EDGES).items() if edge > 0}
    assert len(shown) >= 3, size
    assert len(set(shown.values())) == 1, (size, shown)


def assert_large_text_fits(page) -> None:
    """WCAG 1.4.4: nothing spills over or is cut off when text is twice as large."""
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for size in (TABLET, DESKTOP):
        page.set_viewport_size(size)
        assert page.evaluate(SPILL) == 0, size
        assert page.evaluate(CUT_OFF) == [], size
    page.evaluate("document.documentElement.style.fontSize = ''")


def assert_spaced_text_fits(page) -> None:
    """WCAG 1.4.12: lines, letters and words may stand further apart."""
    page.evaluate(SPACED_OUT)
    assert page.evaluate(SPILL) <= 1
    assert page.evaluate(CUT_OFF) == []
