"""The rhythm of a page: a heading belongs to what follows it, and no width leaves a column empty."""

import pytest

from tests.browser.page_types import EVERY_TYPE
from tests.browser.test_reading import SPILL

# Slow: each page type is measured in three widths.
pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE, TABLET, DESKTOP = (
    {"width": 360, "height": 740},
    {"width": 768, "height": 900},
    {"width": 1280, "height": 900},
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
# They are shown as they print, and stay as wide as their paper.
SHEETS = {"chart", "card for staff", "hand-out in large print"}


@pytest.mark.parametrize("name", EVERY_TYPE)
def test_a_page_keeps_its_rhythm_and_fills_its_width(page, reading_site, name):
    """A heading stands nearer to what follows; nothing scrolls sideways, or is empty for a whole screen."""
    page.goto(reading_site + EVERY_TYPE[name])
    for size in (PHONE, TABLET, DESKTOP):
        page.set_viewport_size(size)
        assert page.evaluate(CLOSER_TO_WHAT_IS_ABOVE) == [], size
        assert page.evaluate(OFF_THE_SCALE, SCALE) == [], size
        assert page.evaluate(SPILL) == 0, size
    # The last size is a desktop's.
    assert name in SHEETS or page.evaluate(EMPTY_AT_THE_RIGHT) <= DESKTOP["height"]
