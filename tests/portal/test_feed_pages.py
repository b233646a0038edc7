"""A feed that is opened in a browser is a page that says what it is; programs get the feed."""

import re

import pytest
from django.core.wsgi import get_wsgi_application
from django.test import override_settings

from lesas_portal import kept_pages
from tests.document import Document
from tests.wsgi_client import WsgiClient

pytestmark = pytest.mark.django_db
FEEDS = ("/updates/feed/", "/updates/feed/content/")
# As Chromium and Firefox ask for what is to be shown in a tab.
BROWSER = {
    "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "sec_fetch_dest": "document",
    "sec_fetch_mode": "navigate",
}
# What programs that read feeds send: some take pages too, to look for the feed they name.
PROGRAMS = [
    {},
    {"accept": "*/*"},
    {"accept": "application/atom+xml, application/rss+xml;q=0.9, text/html;q=0.5"},
    {"accept": BROWSER["accept"]},
    {"accept": "*/*", "sec_fetch_dest": "empty", "sec_fetch_mode": "cors"},
]


@pytest.fixture(params=["kept", "not kept"])
def ask(request, content):
    size = 8_000_000 if request.param == "kept" else 0
    with override_settings(PAGE_CACHE_BYTES=size):
        yield WsgiClient(kept_pages.in_front_of(get_wsgi_application()))


@pytest.mark.parametrize("feed", FEEDS)
def test_a_browser_shows_what_the_feed_is_its_address_and_what_it_holds(ask, feed, settings):
    for _ in range(2):
        reply = ask(feed, **BROWSER)
        assert reply["Content-Type"].startswith("text/html")
        page = Document(reply.text)
        assert [one.text for one in page.select("main code")] == [f"{settings.SITE_URL}{feed}"]
        entries = re.findall(r"<entry>", ask(feed).text)
        assert len(page.select("main .rows > li")) == len(entries) > 3
        assert 'content="noindex"' in reply.text


@pytest.mark.parametrize("feed", FEEDS)
@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_gets_the_feed_whoever_asked_before(ask, feed, program):
    for before in ({}, BROWSER, program):
        ask(feed, **before)
    reply = ask(feed, **program)
    assert reply["Content-Type"].startswith("application/atom+xml")
    assert reply.body == ask(feed).body


def test_no_cache_between_gives_one_of_them_to_those_who_asked_for_the_other(ask):
    for headers in ({}, BROWSER):
        first = ask(FEEDS[0], **headers)
        unchanged = ask(FEEDS[0], if_none_match=first["ETag"] or "none", **headers)
        for reply in (first, unchanged):
            assert "Sec-Fetch-Dest" in [name.strip() for name in reply["Vary"].split(",")]
            assert [name for name, _ in reply.headers].count("Vary") == 1
    assert "Sec-Fetch-Dest" not in ask("/updates/", **BROWSER)["Vary"]


def test_both_are_kept(content):
    ask = WsgiClient(kept_pages.in_front_of(get_wsgi_application()))
    for headers in ({}, BROWSER):
        assert [ask(FEEDS[0], **headers).outcome for _ in range(2)] == ["made", "hit"]


def test_a_browser_is_told_as_anybody_is_that_there_is_no_such_feed(ask):
    assert ask("/updates/feed/nothing/", **BROWSER).status == 404
    assert ask("/updates/feed/nothing/").status == 404
