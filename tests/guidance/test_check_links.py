"""Which links do not work: own ones known at once, those of other sites after failures on two days."""

from datetime import date, timedelta

import httpcore
import httpx
import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from guidance.links import external, guard
from guidance.models import Clause, Link, RouteStep
from guidance.services import editing, editions, link_check, links, publishing, route_drafts
from lesas_portal.core.models import AuditEntry, TaskRun
from tests.document import Document
from tests.factories import make_page, make_resource

TODAY = date(2026, 11, 2)
LIST = "admin:guidance_link_changelist"
INSIDE = "The address leads to a computer that is not on the public internet."
NO_ADDRESS = "This is no web address that can be opened."
PUBLIC = "93.184.215.14"


def answering(*statuses: int, **headers) -> httpx.MockTransport:
    """Other sites, all of which give these answers one after the other."""
    left = list(statuses)
    return httpx.MockTransport(lambda _: httpx.Response(left.pop(0), headers=headers))


def look(url: str, transport: httpx.BaseTransport | None = None) -> external.Answer:
    with external.opened(transport, sleep=lambda _: None) as checker:
        return checker.look(url)


# Own links


def test_a_link_to_nowhere_is_known_when_the_page_is_saved(db):
    page = make_page(body="[a](/guidance/nowhere/) and [b](/policies/) and [c](guidance:draft)")
    make_page(slug="draft", status="draft", publish_at=None)
    editing.update_derived(page)
    assert {link.address: link.problem for link in links.broken_of(page)} == {
        "/guidance/nowhere/": "There is no such page on this site.",
        "/guidance/draft/": "The page is a draft, so readers cannot open it.",
    }


def test_a_clause_and_a_step_that_lead_nowhere_are_known_when_they_are_saved(content, adviser):
    clause = Clause.objects.filter(in_use=True).first()
    editions.reword(clause=clause, text="[a](/guidance/nowhere/)", change_note="New.", by=adviser)
    assert [link.address for link in links.broken_of(clause)] == ["/guidance/nowhere/"]
    step = RouteStep.objects.first()
    step.text = "[a](/guidance/nowhere-else/)"
    route_drafts.save_draft(obj=step, by=adviser)
    assert [link.address for link in links.broken_of(step.outcome)] == ["/guidance/nowhere-else/"]
    route_drafts.delete_draft(obj=step, by=adviser)
    assert links.broken_of(step.outcome) == []


def test_withdrawing_a_page_breaks_the_links_to_it_and_publishing_it_mends_them(db, adviser):
    old, new = make_page(slug="old"), make_page(title="New", slug="new")
    page = make_page(body="[a](guidance:old)")
    editing.update_derived(page)
    assert links.broken_of(page) == []
    publishing.withdraw(obj=old, by=adviser, reason="Old.", successor=new)
    (link,) = links.broken_of(page)
    assert link.problem == "The page was withdrawn. Its address says so and leads on to “New”."
    publishing.publish(obj=old, by=adviser)
    assert links.broken_of(page) == []


def test_the_loaded_content_has_no_broken_link_of_its_own(content, capsys):
    call_command("check_links", own=True)
    assert ", 0 web addresses, 0 broken." in capsys.readouterr().out
    assert not TaskRun.objects.filter(name="check_links").exists()


def test_a_question_that_no_edition_has_is_no_page(content):
    page = make_page(body="[a](/what-has-happened/nudes/do/nowhere/), [b](route:nudes/do/n6)")
    editing.update_derived(page)
    assert [link.address for link in links.broken_of(page)] == ["/what-has-happened/nudes/do/nowhere/"]


def test_an_address_without_its_last_stroke_leads_on_and_a_file_of_our_own_is_no_page(content):
    body = "[a](/helplines), [b](/what-has-happened/nudes/do/n6), [c](/static/css/site.css), [d](/admin/)"
    page = make_page(body=body)
    editing.update_derived(page)
    assert [link.address for link in links.broken_of(page)] == ["/admin/"]


# Other sites


@pytest.mark.parametrize(
    ("statuses", "problem"),
    [
        ([200], ""),
        ([405, 200], ""),
        ([404, 200], ""),
        ([404, 404], "The site says the page is not there (404)."),
        ([410, 410], "The site says the page was taken down (410)."),
        ([403, 403], "The site does not show it to our check (403). Open it yourself."),
        ([503, 503], "The site has a fault of its own (503)."),
        ([418], "The site does not show the page (418)."),
    ],
)
def test_what_a_site_answers_in_plain_words(statuses, problem):
    assert look("https://www.example.org/x", answering(*statuses)).problem == problem


def test_a_site_that_asks_us_to_come_later_is_not_judged():
    assert not look("https://www.example.org/x", answering(429, 429)).is_judged


def test_a_circle_of_redirects_ends():
    circle = httpx.MockTransport(
        lambda _: httpx.Response(302, headers={"Location": "https://www.example.org/"})
    )
    assert look("https://www.example.org/", circle).problem.startswith("The address sends readers round")


@pytest.mark.parametrize(
    "host",
    [
        *("localhost", "127.0.0.1", "2130706433", "0x7f.1", "0177.0.0.1", "127.1", "0", "0.0.0.0"),  # noqa: S104 - none is bound
        *("[::1]", "[::]", "[::ffff:127.0.0.1]", "[::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]"),
        *("10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "[fe80::1]", "[fd00::1]"),
        *("[fec0::1]", "168.63.129.16", "[::ffff:168.63.129.16]"),
        *("224.0.0.1", "255.255.255.255", f"{PUBLIC}:22", f"{PUBLIC}:8000"),
    ],
)
def test_no_link_makes_the_portal_call_a_computer_inside(host, monkeypatch):
    called = []
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda *args, **_: called.append(args))
    assert look(f"http://{host}/").problem in {INSIDE, NO_ADDRESS}
    assert called == []


def test_a_redirect_to_a_computer_inside_is_not_followed(monkeypatch):
    called = []

    def connect(self, host, *args, **options):
        called.append(host)
        location = b"http://127.0.0.1/" if len(called) == 1 else b""
        head = b"HTTP/1.1 302 Found\r\nLocation: " + location + b"\r\nContent-Length: 0\r\n\r\n"
        return httpcore.MockStream([head])

    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
    assert look(f"http://{PUBLIC}/").problem == INSIDE
    assert called == [PUBLIC]


def test_a_name_with_one_address_inside_is_refused(monkeypatch):
    found = [(2, 1, 6, "", (address, 80)) for address in (PUBLIC, "10.0.0.1")]
    monkeypatch.setattr(guard.socket, "getaddrinfo", lambda *_, **__: found)
    assert look("http://inside.example.org/").problem == INSIDE


@pytest.mark.parametrize("url", ["file:///etc/passwd", "javascript:alert(1)", "http://", "ftp://a"])
def test_what_is_no_web_address_is_said_to_be_none(url):
    assert look(url).problem == NO_ADDRESS


def test_each_host_is_asked_once_a_second_redirects_too():
    now, slept = [0.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds

    moved = httpx.Response(301, headers={"Location": "https://a.example.org/new"})
    left = [moved, httpx.Response(200), httpx.Response(200)]
    transport = httpx.MockTransport(lambda _: left.pop(0))
    with external.opened(transport, sleep=sleep, clock=lambda: now[0]) as checker:
        checker.look("https://a.example.org/old")
        checker.look("https://b.example.org/")
    assert slept == [1.0]


def test_an_address_with_a_password_is_not_opened():
    for url in ("https://user:word@www.example.org/", "https://user@www.example.org"):
        assert "a name or a password" in look(url, answering()).problem
    assert look("https://www.example.org/@user", answering(200)).problem == ""


def test_a_site_that_answers_a_letter_at_a_time_is_left_after_a_while(monkeypatch):
    now = [0.0]

    class Slow(httpcore.MockStream):
        def read(self, max_bytes, timeout=None):
            now[0] += 9
            return b"H"

    monkeypatch.setattr(guard.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", lambda *_, **__: Slow([]))
    assert look(f"http://{PUBLIC}/").problem.startswith("The site did not answer")
    assert now[0] < 2 * guard.SECONDS_AT_MOST


def test_a_check_that_takes_too_long_ends_and_the_next_goes_on_where_it_ended(db):
    for number in range(3):
        editing.update_derived(make_resource(url=f"https://host{number}.example.org/"))
    now = [0.0]

    def hour(_):
        now[0] += 3_600 * 1.5
        return httpx.Response(200)

    for looked in (2, 3):
        with external.opened(httpx.MockTransport(hour), sleep=lambda _: None) as checker:
            assert link_check.run(checker, clock=lambda: now[0]).web == 2
        assert Link.objects.filter(is_own=False).count() == looked


def test_addresses_of_one_host_take_turns_with_others():
    urls = ["https://a/1", "https://a/2", "https://b/1"]
    assert external.taking_turns(urls) == ["https://a/1", "https://b/1", "https://a/2"]


def test_one_failure_is_no_broken_link_and_a_second_on_another_day_is(db):
    editing.update_derived(make_resource(url="https://www.example.org/x"))
    for day, waiting in ((TODAY, 0), (TODAY, 0), (TODAY + timedelta(days=1), 1)):
        links.record(address="https://www.example.org/x", problem="Gone.", on=day)
        assert Link.objects.waiting().count() == waiting
    links.record(address="https://www.example.org/x", problem="")
    assert Link.objects.broken().count() == 0


def test_the_check_of_all_links_keeps_what_it_found(db):
    editing.update_derived(make_resource(url="https://www.example.org/x"))
    with external.opened(answering(404, 404), sleep=lambda _: None) as checker:
        outcome = link_check.run(checker)
    assert (outcome.web, outcome.is_offline) == (1, False)
    assert Link.objects.get().problem == "The site says the page is not there (404)."


def test_a_portal_without_a_way_out_blames_no_site(db):
    for number in range(6):
        editing.update_derived(make_resource(url=f"https://host{number}.example.org/"))

    def refuse(request):
        raise httpx.ConnectError("no such name")

    with external.opened(httpx.MockTransport(refuse), sleep=lambda _: None) as checker:
        outcome = link_check.run(checker)
    assert outcome.is_offline
    assert "none was judged" in outcome.words
    assert not Link.objects.filter(is_own=False).exists()


def test_an_address_that_nothing_leads_to_any_longer_is_forgotten(db):
    resource = make_resource(url="https://www.example.org/x")
    editing.update_derived(resource)
    links.record(address="https://www.example.org/x", problem="Gone.")
    resource.url = ""
    resource.save()
    editing.update_derived(resource)
    assert not Link.objects.in_use().exists()
    link_check.run(None)
    assert not Link.objects.exists()


# What advisers see


@pytest.fixture
def broken(db) -> Link:
    """A broken link, in a guidance page."""
    editing.update_derived(make_page(title="Filtering", body="[a](/guidance/nowhere/)"))
    return Link.objects.get()


def test_the_list_names_the_link_what_is_wrong_and_where_it_stands(adviser_client, broken):
    page = adviser_client.get(reverse(LIST)).content.decode()
    for words in ("/guidance/nowhere/", "There is no such page on this site.", "Filtering"):
        assert words in page
    assert "1 link does not work" in Document.of(adviser_client.get(reverse("admin:index"))).text


def test_the_form_of_the_page_names_it_too(adviser_client, broken):
    from guidance.models import GuidancePage

    page = GuidancePage.objects.get()
    form = adviser_client.get(reverse("admin:guidance_guidancepage_change", args=[page.pk]))
    assert "Links that do not work" in form.content.decode()


def test_an_adviser_leaves_it_until_a_day_with_a_reason(adviser_client, adviser, broken):
    address = reverse("admin:guidance_link_leave", args=[broken.pk])
    until = timezone.localdate() + timedelta(days=30)
    assert adviser_client.post(address, {"until": until, "reason": ""}).status_code == 200
    assert adviser_client.post(address, {"until": until, "reason": "It comes."}).status_code == 302
    broken.refresh_from_db()
    assert (broken.ignored_until, broken.ignored_by) == (until, adviser)
    assert not Link.objects.waiting().exists()
    assert Link.objects.waiting(until).exists()
    assert AuditEntry.objects.get(action="leave link").actor == adviser.username
    adviser_client.get(reverse("admin:index"))  # which says that it is done
    assert "nowhere" not in adviser_client.get(reverse(LIST)).content.decode()
    assert "nowhere" in adviser_client.get(reverse(LIST), {"state": "left"}).content.decode()


def test_an_editor_sees_broken_links_and_leaves_none(editor_client, broken):
    assert editor_client.get(reverse(LIST)).status_code == 200
    assert editor_client.get(reverse("admin:guidance_link_leave", args=[broken.pk])).status_code == 403


@pytest.mark.parametrize("days", [0, -1, 400])
def test_a_day_that_cannot_be_is_refused(adviser, broken, days):
    until = timezone.localdate() + timedelta(days=days)
    with pytest.raises(ValidationError):
        links.leave_until(link=broken, until=until, reason="It comes.", by=adviser)


def test_health_says_when_links_were_not_checked_for_two_days(client, db):
    long_ago = timezone.now() - timedelta(days=3)
    TaskRun.objects.create(name="check_links", started_at=long_ago, finished_at=long_ago)
    assert "link check overdue" in client.get(reverse("health")).json()["reasons"]


# Withdrawing


def test_withdrawing_shows_the_pages_that_lead_there_and_asks_for_a_look(adviser_client):
    page = make_page(slug="old")
    editing.update_derived(make_page(title="Filtering", body="[a](guidance:old)"))
    address = reverse("admin:guidance_guidancepage_withdraw", args=[page.pk])
    shown = adviser_client.get(address).content.decode()
    assert "This page leads here" in shown
    assert "Filtering" in shown
    refused = adviser_client.post(address, {"reason": "Old.", "counted": "1"}).content.decode()
    assert "Say that you have seen the pages above" in refused
    answers = {"reason": "Old.", "seen": "on", "counted": "1"}
    assert adviser_client.post(address, answers).status_code == 302


def test_a_successor_is_enough_and_its_address_leads_on(adviser_client, client):
    page, new = make_page(slug="old"), make_page(title="The new one")
    editing.update_derived(make_page(body="[a](guidance:old)"))
    address = reverse("admin:guidance_guidancepage_withdraw", args=[page.pk])
    answers = {"reason": "Old.", "successor": new.pk}
    assert adviser_client.post(address, answers).status_code == 302
    gone = client.get("/guidance/old/")
    assert gone.status_code == 410
    assert new.get_absolute_url() in gone.content.decode()


def test_a_page_that_came_meanwhile_is_shown_before_it_is_withdrawn(adviser_client):
    page = make_page(slug="old")
    for number in range(2):
        editing.update_derived(make_page(title=f"Page of {number}", body="[a](guidance:old)"))
    address = reverse("admin:guidance_guidancepage_withdraw", args=[page.pk])
    shown = adviser_client.post(address, {"reason": "Old.", "seen": "on", "counted": "1"})
    assert "The list has changed since you opened it" in shown.content.decode()


def test_what_nothing_leads_to_is_withdrawn_as_before(adviser_client):
    page = make_page()
    address = reverse("admin:guidance_guidancepage_withdraw", args=[page.pk])
    assert adviser_client.post(address, {"reason": "Old."}).status_code == 302
