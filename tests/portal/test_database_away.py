"""While the database is away every address answers: with its page from a copy, or with what works now."""

import json
import os
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urlencode

import pytest
from django.db import DataError, InterfaceError, OperationalError, connection
from django.test import Client
from django.urls import URLPattern, get_resolver

from guidance import page_copies
from guidance.models import Helpline, OpeningPeriod, load_bearing
from guidance.services import proxy_pages, routes, snapshot_file
from lesas_portal import kept_pages
from lesas_portal.core.mail_chores import Chores
from tests.document import Document
from tests.kept_django import page_cache
from tests.portal.version_switch import Switch
from tests.wsgi_client import WsgiClient

pytestmark = pytest.mark.django_db
STALE = "X-Served-Stale"
FIVE_PAST = datetime(2027, 9, 3, 16, 2, tzinfo=UTC)
AS_IT_WAS = "This page is as it was at 5.02pm on 3 September 2027."
PAGES = [
    "/",
    "/helplines/",
    "/front-door/",
    "/allegations/",
    "/what-has-happened/",
    "/what-has-happened/nudes/",
    "/embed/",
    "/embed/front-door/",
    "/embed/helplines/",
]


def away(error=OperationalError):
    """Within it every query fails, as when the server does not answer."""

    def refuse(*arguments):
        raise error("secret detail")

    return connection.execute_wrapper(refuse)


def renew() -> None:
    """What every process does when it sees a new version."""
    for one in kept_pages.RENEW:
        one()


@pytest.fixture
def reader() -> Client:
    return Client(raise_request_exception=False)


@pytest.fixture
def copied(content, freeze) -> None:
    freeze(FIVE_PAST)
    renew()
    for name in (routes.COPY, page_copies.COPY, "front-door.json"):
        os.utime(snapshot_file.path(name), (FIVE_PAST.timestamp(),) * 2)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_from_the_copy_and_says_how_old_it_is(copied, reader, path):
    before = reader.get(path)
    with away():
        after = reader.get(path)
    assert (after.status_code, after["Cache-Control"]) == (200, "no-store")
    assert STALE not in before
    assert parsedate_to_datetime(after[STALE]) == FIVE_PAST
    page = after.content.decode()
    assert AS_IT_WAS in page
    assert Document(page).faults == []
    without_notice = re.sub(r'<div class="wrap"><p class="callout" id="copy">.*?</p></div>', "", page)
    assert without_notice == before.content.decode()


def test_a_copy_that_was_written_before_there_were_doors_is_read(copied, reader):
    kept = json.loads(snapshot_file.read(page_copies.COPY).text)
    assert len(kept.pop("roles")) == 7
    snapshot_file.keep(page_copies.COPY, json.dumps(kept))
    with away():
        page = Document.of(reader.get("/"))
    assert [door.text for door in page.select(".doors a")] == ["Parent or carer"]
    assert "What changed last" in page.main


def test_every_answer_of_a_route_leads_to_a_page_of_the_copy(copied, reader):
    waiting, seen = ["/what-has-happened/"], set()
    with away():
        while waiting and len(seen) < 60:
            path = waiting.pop()
            answer = reader.get(path)
            assert (path, answer.status_code) == (path, 200)
            seen.add(path)
            found = re.findall(r'href="(/what-has-happened/[^"#?]*)', answer.content.decode())
            waiting += [one for one in found if one not in seen and one not in waiting]
    assert len(seen) == 60


def test_what_a_copy_says_of_the_clock_is_right_by_the_clock(copied, reader, freeze):
    line = Helpline.objects.get(slug="childline")
    line.special_days.all().delete()
    line.periods.all().delete()
    OpeningPeriod.objects.create(helpline=line, way="phone", weekday=4, opens="09:00", closes="17:00")
    Helpline.objects.filter(pk=line.pk).update(hours_confirmed=True, always_open=False)
    renew()
    said = []
    for hour in (12, 19):
        freeze(datetime(2027, 9, 3, hour, tzinfo=UTC))
        with away():
            page = Document.of(reader.get("/helplines/"))
        said.append([one.text.split(" (as of")[0] for one in page.select("#childline .asof")])
    assert said[0] == ["Open now until 5pm"]
    assert [line.startswith("Opens ") for line in said[1]] == [True]


def test_a_copy_tells_nothing_that_only_advisers_see(copied):
    text = snapshot_file.read(page_copies.COPY).text
    hidden = [row.phone for row in Helpline.objects.published() if row.has_hidden_phone]
    notes = [row.note for row in Helpline.objects.exclude(note="")]
    assert (len(hidden) > 0, len(notes) > 0) == (True, True)
    assert not any(f'"{phone}"' in text for phone in hidden)
    assert not any(note in text for note in notes)


def test_without_a_copy_and_a_database_the_page_says_what_works_and_whom_to_ring(content, reader):
    with away():
        answers = [reader.get(path) for path in ("/", "/helplines/")]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert "tel:03000411111" in answers[0].content.decode()


def test_numbers_that_came_with_the_site_say_so(db, reader):
    with away():
        answer = reader.get("/front-door/")
    assert answer[STALE] == "shipped"
    assert "This page is a copy that came with this site." in answer.content.decode()


def one_of_each() -> list[str]:
    """An address of every kind, of the public part."""
    found = []
    values = {"slug": "online-safety", "key": "danger", "sheet": "x", "risk": "content", "token": "x"}

    def collect(patterns, before: str) -> None:
        for pattern in patterns:
            route = before + str(pattern.pattern)
            if isinstance(pattern, URLPattern):
                found.append("/" + re.sub(r"<\w+:(\w+)>", lambda name: values.get(name[1], "x"), route))
            elif not route.startswith("admin"):
                collect(pattern.url_patterns, route)

    collect(get_resolver().url_patterns, "")
    return found


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_no_address_answers_with_a_fault_of_ours(copied, reader, error):
    addresses = [*one_of_each(), "/resources/?q=filtering", "/search/?q=filtering", "/?q=x", "/admin/"]
    with away(error):
        answers = {path: reader.get(path) for path in addresses}
    assert {path: one.status_code for path, one in answers.items() if one.status_code == 500} == {}
    pages = [one for one in answers.values() if one.status_code == 503]
    assert len(pages) > 10
    html = [one for one in pages if one["Content-Type"].startswith("text/html") and "Retry-After" in one]
    assert len(html) > 10
    for page in html:
        assert page["Retry-After"] == "30"
        assert "no-store" in page["Cache-Control"]
        text = page.content.decode()
        assert Document(text).faults == []
        assert {"tel:999", "tel:03000411111"} <= {one.attributes["href"] for one in Document(text).links}
        assert "secret detail" not in text


def test_what_was_typed_into_a_search_is_not_lost(copied, reader):
    address = "/resources/?" + urlencode({"q": "filters & <b>", "risk": "content"})
    with away():
        page = Document.of(reader.get(address))
    assert address in {one.attributes["href"] for one in page.links}


def test_a_script_of_another_site_is_told_in_json(copied, reader):
    with away():
        answer = reader.get("/resources.json")
    assert answer.status_code == 503
    assert json.loads(answer.content) == {
        "errors": {"__all__": ["Our database does not answer. Try again in a minute."]}
    }


def test_a_form_that_cannot_be_answered_says_so(copied, reader):
    with away():
        answer = reader.post("/policies/online-safety/tailor/", {"setting_type": "primary"})
    assert answer.status_code == 503
    assert "your browser sends what you typed again" in answer.content.decode()


def test_what_we_asked_wrongly_is_a_fault_of_ours(content, reader):
    with away(DataError):
        assert reader.get("/resources/").status_code == 500


@pytest.fixture
def switch():
    return Switch()


@pytest.fixture
def ask(content, switch) -> WsgiClient:
    return WsgiClient(page_cache(read_version=switch.read))


def test_a_kept_page_says_its_time_while_the_database_is_away_and_not_after(ask, switch, freeze):
    freeze(FIVE_PAST)
    fresh = ask("/resources/")
    switch.is_away = True
    with away():
        stale = [ask("/resources/", accept_encoding="gzip"), ask("/resources/"), ask("/resources/")]
    switch.is_away = False
    again = ask("/resources/")
    assert [one.outcome for one in (fresh, *stale, again)] == ["made", *["stale"] * 3, "made"]
    assert stale[1].text.count(AS_IT_WAS) == 1
    assert stale[2].body == stale[1].body
    assert stale[1]["ETag"] != fresh["ETag"]
    assert again.body == fresh.body


def test_what_is_no_page_says_its_time_in_the_header_alone(ask, switch, freeze):
    freeze(FIVE_PAST)
    fresh = ask("/resources.json")
    switch.is_away = True
    stale = ask("/resources.json")
    assert (stale.body, parsedate_to_datetime(stale[STALE])) == (fresh.body, FIVE_PAST)


def test_a_page_that_was_made_from_a_copy_is_not_kept_as_the_page(ask, copied, monkeypatch):
    """The database goes away in the middle of a page, and is there again for the next reader."""
    ask("/resources/")

    def fails():
        raise OperationalError

    with monkeypatch.context() as in_the_middle:
        # Not by the query: what has not changed is held, and read by none.
        in_the_middle.setattr(page_copies, "_home_rows", fails)
        broken = ask("/")
    assert (broken.status, bool(broken[STALE])) == (200, True)
    again = ask("/")
    assert (again.outcome, again[STALE]) == ("made", "")


def test_the_copies_follow_the_clock_too(ask, freeze):
    freeze(FIVE_PAST)
    line = Helpline.objects.get(slug="childline")
    Helpline.objects.filter(pk=line.pk).update(withdraw_at=datetime(2027, 9, 3, 17, tzinfo=UTC))
    ask("/")
    assert "childline" in {row.slug for row in _from_copy()}
    freeze(datetime(2027, 9, 3, 17, 1, tzinfo=UTC))
    ask("/")
    assert "childline" not in {row.slug for row in _from_copy()}


def test_a_copy_that_could_not_be_renewed_is_renewed_with_the_next_page(ask):
    """One statement is ended, as after ten seconds at a table that is locked; the database is there."""

    def refuse(execute, sql, *rest):
        if "guidance_routeedition" in sql:
            raise OperationalError("canceling statement due to statement timeout")
        return execute(sql, *rest)

    ask("/about/")
    Helpline.objects.filter(slug=load_bearing.OFFICE).update(phone="03000 99 99 99")
    with connection.execute_wrapper(refuse):
        assert ask("/about/").outcome == "made"
    assert ask("/about/").outcome == "made"
    assert "03000 99 99 99" in snapshot_file.read(routes.COPY).text


def test_a_server_that_nobody_reads_from_has_the_new_number_in_its_copies_too(content, reader):
    """Its mail worker brings them up to date each minute."""
    chores = Chores()
    for renewed in (kept_pages.renew, proxy_pages.renew):
        renewed.find_anew()
    chores.do()
    Helpline.objects.filter(slug=load_bearing.OFFICE).update(phone="03000 99 99 99")
    Helpline.objects.filter(slug="childline").update(phone="0800 99 99")
    chores.do()
    assert "03000 99 99 99" not in snapshot_file.read("front-door.json").text
    kept_pages.renew.find_anew()  # the minute is over
    chores.do()
    with away():
        pages = [reader.get(path).content.decode() for path in PAGES]
    # The list for children and parents has no number of ours.
    numbers = {"/embed/helplines/": "tel:08009999"}
    found = dict(zip(PAGES, pages, strict=True))
    assert [path for path in PAGES if numbers.get(path, "tel:03000999999") not in found[path]] == []


def _from_copy() -> list[Helpline]:
    with away():
        return page_copies.of_helplines().helplines


def test_a_clock_that_ran_ahead_does_not_keep_pages_too_long(ask, freeze):
    freeze(datetime(2027, 9, 10, 12, tzinfo=UTC))
    ask("/resources/")
    freeze(FIVE_PAST)
    ask("/resources/")
    freeze(datetime(2027, 9, 4, 12, tzinfo=UTC))
    assert ask("/resources/").outcome == "made"


@pytest.mark.parametrize("folder", ["file", "x" * 300])
def test_strip_and_foot_follow_an_edit_where_no_copy_can_be_written(ask, settings, tmp_path, folder):
    (tmp_path / "file").write_text("in the way")
    settings.LAST_KNOWN_DIR = tmp_path / folder
    ask("/resources/")
    Helpline.objects.filter(slug=load_bearing.OFFICE).update(phone="03000 99 99 99")
    assert "tel:03000999999" in ask("/resources/").text


@pytest.mark.parametrize(
    "torn", [lambda text: text[:-80], lambda text: text.replace("03000", "03111"), lambda _: ""]
)
def test_a_torn_copy_is_not_shown(copied, reader, torn):
    file = snapshot_file.path("front-door.json")
    file.write_text(torn(file.read_text()))
    with away():
        page = reader.get("/front-door/")
    assert "tel:03111" not in page.content.decode()
    assert page.status_code == 200


def test_only_its_owner_and_group_read_a_copy(copied):
    assert {snapshot_file.path(name).stat().st_mode & 0o777 for name in (routes.COPY, page_copies.COPY)} == {
        0o640
    }
