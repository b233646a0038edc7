"""The card and the list in a page of another origin."""

import http.server
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
# The page that Chromium shows in a frame instead of one that may not be there; it has a heading of its own.
REFUSED = "chrome-error://chromewebdata/"


class OtherSite(http.server.BaseHTTPRequestHandler):
    """The site of a school: one page, with whatever was pasted into it."""

    pasted = ""

    def do_GET(self) -> None:
        page = f"<!doctype html><html lang=en><title>Elm School</title><h1>Elm School</h1>{self.pasted}"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.encode())

    def log_message(self, *arguments: object) -> None:
        """Nothing."""


@pytest.fixture
def other_site() -> Iterator[str]:
    """Its address: another origin than the portal's, which is at localhost."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), OtherSite)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    ("name", "title", "number"),
    [
        ("front-door", "Worried about a child?", "03000 41 11 11"),
        ("helplines", "Someone to talk to", "0800 1111"),
    ],
)
@pytest.mark.parametrize("width", [360, 1280])
def test_what_is_copied_from_the_page_shows_in_the_page_of_another_site(
    page, reading_site, other_site, settings, name, title, number, width
):
    settings.SITE_URL = reading_site
    page.goto(f"{reading_site}/embed/")
    OtherSite.pasted = page.locator(f"#{name}-frame").input_value()
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(other_site)
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name=title)).to_be_visible()
    expect(frame.get_by_role("link", name=number).first).to_be_visible()
    inner = page.frames[1]
    size = inner.evaluate(
        "({scrollHeight, scrollWidth}) => [scrollHeight, innerHeight, scrollWidth, innerWidth]",
        inner.query_selector("html"),
    )
    assert size[0] <= size[1], "the height to paste holds all of it"
    assert size[2] <= size[3]
    assert inner.evaluate("getComputedStyle(document.querySelector('main')).borderTopStyle") == "solid"


@pytest.mark.parametrize("name", ["front-door", "helplines"])
def test_what_is_pasted_as_html_shows_too(page, reading_site, other_site, settings, name):
    settings.SITE_URL = reading_site
    page.goto(f"{reading_site}/embed/")
    OtherSite.pasted = page.locator(f"#{name}-html").input_value()
    page.goto(other_site)
    expect(page.get_by_role("link", name="999")).to_be_visible()


@pytest.mark.parametrize("path", ["/front-door/", "/", "/embed/", "/feedback/"])
def test_the_browser_refuses_to_show_any_other_page_there(page, reading_site, other_site, path):
    OtherSite.pasted = f'<iframe src="{reading_site}{path}" title="Other"></iframe>'
    with page.expect_console_message(lambda line: "frame-ancestors 'none'" in line.text):
        page.goto(other_site)
    page.frames[1].wait_for_url(REFUSED)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("name", ["front-door", "helplines"])
def test_a_frame_has_no_barrier(page, reading_site, has_no_barriers, name, theme):
    page.emulate_media(color_scheme=theme)
    page.set_viewport_size({"width": 300, "height": 700})
    page.goto(f"{reading_site}/embed/{name}/")
    has_no_barriers(page)
