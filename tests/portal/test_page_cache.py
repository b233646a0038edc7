"""Readers get pages from memory, just as Django makes them, and never one that an edit has replaced."""

import gzip
import re
import time
from datetime import datetime, timedelta
from http import HTTPStatus

import brotli
import pytest
from django.core.wsgi import get_wsgi_application
from django.test import override_settings
from django.utils import timezone

from guidance.models import GuidancePage, Helpline, Resource, load_bearing
from lesas_portal.core.page_cache import PageCache
from tests.kept_django import page_cache
from tests.portal.version_switch import Switch
from tests.wsgi_client import WsgiClient

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 27, 12, 30, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def database():
    return Switch()


@pytest.fixture
def cache(content, database) -> PageCache:
    return page_cache(read_version=database.read)


@pytest.fixture
def ask(cache) -> WsgiClient:
    return WsgiClient(cache)


@pytest.fixture
def django(content) -> WsgiClient:
    return WsgiClient(get_wsgi_application())


def without_tag(headers):
    return sorted((name, value) for name, value in headers if name not in {"ETag"})


@pytest.mark.parametrize(
    "path", ["/", "/guidance/", "/helplines/", "/updates/feed/", "/resources.json", "/about/"]
)
def test_a_kept_page_is_what_django_makes_header_by_header(ask, django, path):
    fresh = django(path)
    made, kept = ask(path), ask(path)
    assert (made.outcome, kept.outcome) == ("made", "hit")
    assert made.body == kept.body == fresh.body
    assert made.headers == kept.headers
    assert without_tag(kept.headers) == without_tag(fresh.headers)


def test_an_edit_is_shown_at_once(ask):
    page = GuidancePage.objects.published().first()
    address = page.get_absolute_url()
    assert ask(address).outcome == "made"
    GuidancePage.objects.filter(pk=page.pk).update(title="Another title altogether")
    assert "Another title altogether" in ask(address).text


def test_a_page_that_was_withdrawn_is_not_kept_either(ask, cache):
    page = GuidancePage.objects.published().first()
    address = page.get_absolute_url()
    ask(address)
    GuidancePage.objects.filter(pk=page.pk).update(status="withdrawn", withdrawn_reason="It was wrong.")
    assert ask(address).status == HTTPStatus.GONE
    assert not len(cache.store)


@pytest.mark.parametrize("path", ["/", "/guidance/", "/what-has-happened/"])
def test_the_numbers_in_the_foot_of_a_kept_page_are_never_older_than_the_page(ask, path):
    """They come from a file, which whoever edited writes after the edit; or another server does."""
    ask(path)
    assert Helpline.objects.filter(slug=load_bearing.OFFICE).update(
        phone="01234 567890", phone_confirmed=True
    )
    assert "01234 567890" in ask(path).text


@pytest.mark.parametrize(
    "path",
    [
        "/search/?q=", "/search.json?q=", "/front-door/", "/allegations/", "/enquiries/new/?topic=policy",
        "/policies/all/", "/health/", "/admin/login/", "/nowhere/", "/static/css/base.css", "/guidance",
    ],
)  # fmt: skip
def test_what_must_not_be_kept_is_made_anew(ask, cache, path):
    assert ask(path).outcome == ask(path).outcome
    assert ask(path).outcome != "hit"
    assert not len(cache.store)


@pytest.mark.parametrize(
    "headers",
    [
        {"cookie": "sessionid=abc"},
        {"cookie": "a=b; csrftoken=abc"},
        {"authorization": "Basic abc"},
        {"range": "bytes=0-10"},
        {"transfer_encoding": "chunked"},
    ],
)
def test_who_may_be_somebody_is_answered_by_django(ask, cache, headers):
    ask("/about/")
    assert ask("/about/", **headers).outcome == "passed"
    assert ask("/about/", cookie="theme=dark").outcome == "hit"


def test_a_page_for_everybody_is_made_without_hearing_who_asked(ask, cache):
    told = []
    application = cache._application
    cache._application = lambda environ, start: told.append(environ) or application(environ, start)
    about = {"cookie": "theme=dark", "referer": "http://testserver/zylphanie", "user_agent": "zylphanie"}
    about |= {"accept_language": "cy", "accept_encoding": "gzip", "x_forwarded_for": "192.0.2.1"}
    assert ask("/about/?nothing=zylphanie", **about).outcome == "made"
    assert {name for name in told[0] if name.startswith("HTTP_")} == {"HTTP_HOST"}
    assert "zylphanie" not in repr(told[0])


def test_other_methods_are_answered_by_django(ask):
    ask("/about/")
    assert ask("/about/", method="POST").outcome == "passed"
    assert ask("/about/", method="OPTIONS").outcome == "passed"


def test_a_head_is_answered_with_the_same_headers_and_nothing_else(ask):
    head = ask("/about/", method="HEAD")
    page = ask("/about/")
    assert (head.outcome, page.outcome) == ("made", "hit")
    assert head.headers == page.headers
    assert head.body == b""
    assert page.body


def test_a_browser_that_has_the_page_is_told_so(ask):
    page = ask("/about/", accept_encoding="br")
    for tags in (page["ETag"], f"W/{page['ETag']}", f'"other", {page["ETag"]}', "*"):
        answer = ask("/about/", accept_encoding="br", if_none_match=tags)
        assert (answer.status, answer.body) == (HTTPStatus.NOT_MODIFIED, b"")
        assert answer["ETag"] == page["ETag"]
        assert answer["Content-Security-Policy"] == page["Content-Security-Policy"]
        assert not answer["Content-Length"]
    assert ask("/about/", accept_encoding="gzip", if_none_match=page["ETag"]).status == HTTPStatus.OK
    since = "Wed, 01 Jan 2031 00:00:00 GMT"
    assert ask("/updates/feed/", if_modified_since=since).status == HTTPStatus.OK


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("", ""),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("gzip;q=0", ""),
        ("gzip;q=0, br;q=0", ""),
        ("*", "br"),
        ("*;q=0.5, br;q=0", "gzip"),
        ("*;q=0", ""),
        ("identity, gzip;q=0.5", ""),
        ("gzip;q=nonsense", ""),
        ("GZIP", "gzip"),
    ],
)
def test_a_page_is_compressed_as_the_browser_takes_it(ask, accepted, coding):
    plain = ask("/about/")
    page = ask("/about/", accept_encoding=accepted)
    decode = {"": bytes, "gzip": gzip.decompress, "br": brotli.decompress}[coding]
    assert page["Content-Encoding"] == coding
    assert decode(page.body) == plain.body
    assert "Accept-Encoding" in page["Vary"]
    assert int(page["Content-Length"]) == len(page.body)
    assert (page["ETag"] == plain["ETag"]) == (coding == "")


def test_parameters_that_a_page_does_not_know_are_not_its_address(ask):
    ask("/resources/?risk=content&audience=dsl&page=1")
    for same in (
        "/resources/?page=1&audience=dsl&risk=content",
        "/resources/?risk=content&utm_source=mail&audience=dsl&page=1&q=",
        "/resources/?risk=content&risk=content&audience=dsl&page=1",
    ):
        assert ask(same).outcome == "hit"
    assert ask("/about/?utm_source=mail").outcome == "made"
    assert ask("/about/?anything=else").outcome == "hit"


def test_filters_are_kept_apart(ask, django):
    for query in (
        "risk=content",
        "risk=content&risk=contact",
        "risk=contact&risk=content",
        "page=2",
        "sort=title",
    ):
        assert ask(f"/resources/?{query}").body == ask(f"/resources/?{query}").body
    assert "page=3" in ask("/resources/?page=2").text
    assert ask("/resources/?page=2").body == django("/resources/?page=2").body
    assert ask("/resources/?risk=contact&risk=content").outcome == "hit"


@pytest.mark.parametrize(
    "address",
    [
        *("/search/?q={}", "/search.json?q={}", "/resources/?q={}", "/resources.json?q={}"),
        *(
            "/resources/?risk={}",
            "/resources/?q={}&risk=content",
            "/resources/?page={}",
            "/resources/?sort={}",
        ),
        *(
            "/resources/?nothing={}",
            "/resources/?statutory={}&q={}",
            "/updates/?page={}",
            "/{}/",
            "/about/?{}",
        ),
        *(
            "/policies/changes/?code={}",
            "/policies/online-safety/?edition={}",
            "/guidance/{}/",
            "/about/?x={}",
        ),
        *("/enquiries/?topic={}", "/enquiries/new/?topic={}", "/what-has-happened/{}/", "/?utm_campaign={}"),
    ],
)
@pytest.mark.parametrize("word", ["zylphanie", "Zylphanie%20was%20hit"])
def test_a_word_typed_into_any_address_stands_nowhere_in_memory(ask, cache, address, word):
    for _ in range(2):
        ask(address.replace("{}", word), accept_encoding="gzip", referer=f"http://testserver/{word}")
    assert "zylphanie" not in everything_in(cache).lower()


def everything_in(cache: PageCache) -> str:
    """Every key, header and form of what is kept, and all else that the cache holds on to, as text."""
    kept = []
    for key, entry in cache.store._entries.items():
        bodies = [form.body for form in entry._forms.values()]
        headers = [form.headers for form in entry._forms.values()]
        kept += [repr(key), repr(headers), *(body.decode(errors="replace") for body in bodies)]
        kept.append(entry._plain.decode(errors="replace"))
    return " ".join([*kept, repr(cache._sight)])


@override_settings(ALLOWED_HOSTS=["testserver", "other.example.org"])
def test_each_host_has_its_own_pages_and_an_unknown_one_has_none(ask, cache):
    assert ask("/sitemap.xml").outcome == "made"
    assert ask("/sitemap.xml", host="other.example.org").outcome == "made"
    evil = ask("/sitemap.xml", host="evil.example.org")
    assert (evil.status, len(cache.store)) == (HTTPStatus.BAD_REQUEST, 2)


def test_http_is_led_to_https_although_the_page_is_kept(ask, settings):
    with override_settings(SECURE_SSL_REDIRECT=True):
        strict = WsgiClient(page_cache())
        assert strict("/about/", secure=True).status == HTTPStatus.OK
        assert strict("/about/").status == HTTPStatus.MOVED_PERMANENTLY
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        assert strict("/about/", x_forwarded_proto="https").outcome == "hit"
        assert strict("/about/", x_forwarded_proto="http").status == HTTPStatus.MOVED_PERMANENTLY
    assert ask("/about/", x_forwarded_proto="https").headers == ask("/about/").headers


def test_memory_is_bounded_and_what_nobody_asks_for_goes_first(content):
    cache = page_cache(most_bytes=700_000)
    ask = WsgiClient(cache)
    for slug in Resource.objects.published().values_list("slug", flat=True)[:40]:
        ask(f"/resources/{slug}/")
        assert ask("/about/").outcome in {"hit", "made"}
        assert cache.store.bytes <= 700_000
    assert ask("/about/").outcome == "hit"
    assert len(cache.store) < 40


def test_while_the_database_is_away_what_was_served_goes_on_and_says_so(ask, database, freeze):
    freeze(NOON)
    fresh = ask("/about/")
    database.is_away = True
    freeze(NOON + timedelta(days=2))
    stale = ask("/about/")
    assert (stale.status, stale.outcome) == (HTTPStatus.OK, "stale")
    assert "This page is as it was at 12.30pm on 27 November 2026." in stale.text
    assert fresh.text in re.sub(
        r"<div class=\"wrap\"><p class=\"callout\" id=\"copy\">.*?</p></div>", "", stale.text
    )
    assert stale["X-Served-Stale"] == "Fri, 27 Nov 2026 12:30:00 GMT"
    assert stale["Cache-Control"] == "no-store"
    assert ask("/privacy/").outcome == "passed"
    database.is_away = False
    assert not ask("/about/")["X-Served-Stale"]


def test_a_page_by_the_clock_that_stands_without_the_database_is_made_anew_while_it_is_away(
    ask, database, freeze
):
    freeze(NOON)
    ask("/what-has-happened/")
    database.is_away = True
    assert ask("/what-has-happened/").outcome == "stale"
    freeze(NOON + timedelta(days=1))
    assert ask("/what-has-happened/").outcome == "passed"


def test_where_django_breaks_the_copy_goes_on(cache, ask):
    ask("/about/")
    Helpline.objects.filter(slug="lado").update(about="Another")

    def broken(environ, start_response):
        start_response("500 Internal Server Error", [])
        return [b""]

    cache._application = broken
    assert ask("/about/").outcome == "stale"


def test_what_was_worked_out_before_the_clock_was_put_back_is_not_believed(ask, freeze):
    """Who was told at 2pm that nothing changes until midnight, and then that it is 11am, looks again."""
    freeze(NOON + timedelta(hours=2))
    assert ask("/about/").outcome == "made"
    freeze(NOON - timedelta(hours=1))
    assert ask("/about/").outcome == "made"
    freeze(NOON)  # past noon, at which parts of a day change their names
    assert ask("/about/").outcome == "made"
    assert ask("/about/").outcome == "hit"


def test_nobody_waits_in_line_behind_one_who_looks_at_a_slow_database(cache, ask):
    with cache._sighting:
        began = time.monotonic()
        first = ask("/about/")
        assert time.monotonic() - began < 5
    assert (first.status, first.outcome) == (HTTPStatus.OK, "made")
    assert ask("/about/").outcome == "made"  # until when the first one holds was not known
    assert ask("/about/").outcome == "hit"
