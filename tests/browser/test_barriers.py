"""No barriers that axe can find (WCAG 2.0 to 2.2, A and AA): phone and desktop, light and dark."""

import pytest

from tests.browser.page_types import EVERY_TYPE

pytestmark = pytest.mark.browser
# A theme changes colours and a width the layout: `test_every_type.py` looks at the fourth.
LOOKS = [(1280, "light"), (360, "light"), (1280, "dark")]


@pytest.mark.proof
@pytest.mark.parametrize("path", EVERY_TYPE.values(), ids=EVERY_TYPE)
def test_a_page_has_no_barriers(page, reading_site, has_no_barriers, path):
    page.goto(reading_site + path)
    for width, scheme in LOOKS:
        page.set_viewport_size({"width": width, "height": 800})
        page.emulate_media(color_scheme=scheme)
        has_no_barriers(page)


def test_the_filters_have_no_barriers_when_unfolded_on_a_phone(page, reading_site, has_no_barriers):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{reading_site}/resources/?risk=contact")
    page.get_by_text("Filter and sort").click()
    has_no_barriers(page)


def test_search_filters_have_no_barriers_when_unfolded_on_a_phone(page, reading_site, has_no_barriers):
    page.set_viewport_size({"width": 360, "height": 800})
    page.goto(f"{reading_site}/search/?q=parents&kind=guidance")
    page.get_by_text("Filter", exact=True).click()
    has_no_barriers(page)
