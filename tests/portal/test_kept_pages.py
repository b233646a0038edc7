"""Every page that is kept reads only tables that are watched, and is made anew when the clock changes it."""

import html
import re
from datetime import UTC, datetime, time, timedelta

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, URLPattern, get_resolver, resolve, reverse
from django.utils import timezone

from guidance.models import GuidancePage, Helpline, OpeningPeriod, Revision, Service, Update, load_bearing
from guidance.models.opening import SpecialDay
from guidance.services import next_change
from lesas_portal import kept_pages
from lesas_portal.core import content_version
from tests.kept_django import page_cache
from tests.wsgi_client import WsgiClient

pytestmark = pytest.mark.django_db
LINKS = re.compile(r'href="(/[^"?#]*)')
TABLES = re.compile(r'(?:FROM|JOIN) "([a-z_]+)"')
NOON = datetime(2026, 11, 27, 12, 30, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def ask(content) -> WsgiClient:
    return WsgiClient(page_cache(when_next=next_change.known_after))


def one_of_each_kind(ask: WsgiClient) -> dict[str, str]:
    """A page of every kind that links lead to, by the name of its address; each is asked for once."""
    waiting = ["/", "/resources.json", "/.well-known/security.txt", "/robots.txt", "/sitemap.xml"]
    waiting += [reverse("opensearch"), reverse("guidance:policy_paper", args=["online-safety"])]
    # No link leads to them: they stand at the addresses of feeds, for whoever opens one in a browser.
    waiting += [reverse("guidance:follow"), reverse("guidance:follow_risk", args=["content"])]
    waiting += ["/updates/follow/for/dsl/", "/updates/follow/phase/primary/"]
    waiting.append(reverse("guidance:governor_questions"))  # behind one door of six
    # Behind pages that are made anew.
    waiting += ["/self-review/school/questions/by-theme/", "/self-review/school/questions/by-theme.docx"]
    waiting.append(reverse("guidance:handout_code", args=["group-chats"]))  # shown, and not a link
    found: dict[str, str] = {}
    while waiting:
        path = waiting.pop(0)
        try:
            name = resolve(path).view_name
        except Resolver404:
            continue
        if name in kept_pages.PAGES and name not in found:
            found[name] = path
            waiting += map(html.unescape, LINKS.findall(ask(path).body.decode(errors="replace")))
    return found


# Some forty pages are made twice.
@pytest.mark.slow
def test_a_kept_page_reads_only_tables_that_are_watched(ask):
    kinds = one_of_each_kind(ask)
    content_version.install()  # a new version, so that each is made again
    watched, unwatched = set(content_version.watched()), {}
    for name, path in kinds.items():
        ContentType.objects.clear_cache()
        with CaptureQueriesContext(connection) as queries:
            assert ask(path).outcome == "made", path
        read = {table for query in queries for table in TABLES.findall(query["sql"])}
        unwatched |= {(name, table): path for table in read - watched if table != content_version.MARKS}
    assert unwatched == {}
    assert kinds.keys() == kept_pages.PAGES.keys()


# They say no-store, answer with what was typed, are for staff or machines that must be told how it is now, or
# are a few words without a database.
MADE_ANEW = {
    *("guidance:allegations", "guidance:front_door", "guidance:handout_translation", "guidance:handout_word"),
    *("guidance:policy_changes_paper", "guidance:policy_changes_word", "guidance:policy_folder"),
    *("guidance:self_review", "guidance:self_review_set", "guidance:self_review_compare"),
    *("guidance:policy_tailor", "health", "metrics", "search", "search_json"),
    *("speculation_rules", "guidance:role_parents", "guidance:pack_page", "guidance:pack_word", "feedback"),
    *("enquiries:check", "enquiries:establishments", "enquiries:new", "enquiries:not_kept", "enquiries:sent"),
}


def test_every_page_of_readers_is_kept_or_named_here():
    found = set()
    for one in get_resolver().url_patterns:
        if isinstance(one, URLPattern):
            found.add(one.name)
        elif one.namespace in {"guidance", "enquiries"}:
            found |= {f"{one.namespace}:{inner.name}" for inner in one.url_patterns}
    assert found == kept_pages.PAGES.keys() | MADE_ANEW


def test_what_is_not_on_pages_is_the_name_of_something(content):
    from django.apps import apps

    for name in settings.NOT_ON_PAGES:
        assert apps.get_model(name) if "." in name else apps.get_app_config(name)


def next_local(after: datetime) -> str:
    return f"{timezone.localtime(next_change.after(after)):%d %H:%M}"


def test_without_anything_scheduled_pages_hold_until_the_hour_at_which_something_opens(content):
    OpeningPeriod.objects.all().delete()
    SpecialDay.objects.all().delete()
    assert next_local(NOON) == "27 17:00"
    helpline = Helpline.objects.first()
    helpline.periods.create(weekday=2, opens=time(9), closes=time(16, 45))
    assert next_local(NOON) == "27 16:45"
    helpline.special_days.create(day=NOON.date(), opens=time(8), closes=time(13, 15))
    assert next_local(NOON) == "27 13:15"
    assert next_local(datetime(2026, 11, 27, 23, 30, tzinfo=NOON.tzinfo)) == "28 00:00"


@pytest.mark.parametrize("field", ["publish_at", "withdraw_at"])
@pytest.mark.parametrize("model", [GuidancePage, Service, Update, Helpline], ids=lambda model: model.__name__)
def test_pages_hold_until_the_next_page_comes_or_ends(content, model, field):
    soon = NOON + timedelta(minutes=7)
    model.objects.filter(pk=model.objects.published().first().pk).update(**{field: soon})
    assert next_change.after(NOON) == soon


def test_pages_hold_until_the_next_change_is_told(content):
    revision = Revision.objects.create(
        content_object=GuidancePage.objects.first(), at=NOON + timedelta(minutes=3), note="New.", notable=True
    )
    assert next_change.after(NOON) == revision.at


def test_in_the_hour_that_comes_twice_pages_are_made_anew_twice(content):
    OpeningPeriod.objects.all().delete()
    Helpline.objects.first().periods.create(weekday=6, opens=time(1, 30), closes=time(3, 15))
    moments, at = [], datetime(2026, 10, 25, 0, 20, tzinfo=UTC)
    for _ in range(2):
        at = next_change.after(at)
        moments.append(at)
    assert moments == [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), datetime(2026, 10, 25, 1, 30, tzinfo=UTC)]


def test_a_scheduled_page_appears_at_its_minute_and_goes_at_its_end(ask, freeze):
    page = GuidancePage.objects.published().first()
    GuidancePage.objects.filter(pk=page.pk).update(
        title="Quite another page",
        publish_at=NOON + timedelta(minutes=5),
        withdraw_at=NOON + timedelta(minutes=9),
    )
    shown = []
    for minutes in (0, 4, 5, 8, 9):
        freeze(NOON + timedelta(minutes=minutes))
        shown.append("Quite another page" in ask("/guidance/").text)
    assert shown == [False, False, True, True, False]


def test_a_page_that_names_the_minute_holds_for_it_and_others_go_on(ask, freeze, content):
    OpeningPeriod.objects.all().delete()
    office = Helpline.objects.get(slug=load_bearing.OFFICE)
    Helpline.objects.filter(pk=office.pk).update(
        hours_confirmed=True, phone="01234 567890", phone_confirmed=True
    )
    for weekday in range(5):
        office.periods.create(weekday=weekday, opens=time(8, 30), closes=time(17))
    freeze(NOON)
    assert "As of 12.30pm" in ask("/helplines/").text
    ask("/about/")
    freeze(NOON + timedelta(seconds=59))
    assert ask("/helplines/").outcome == "hit"
    freeze(NOON + timedelta(seconds=60))
    assert "As of 12.31pm" in ask("/helplines/").text
    assert ask("/about/").outcome == "hit"
    freeze(NOON.replace(hour=17, minute=0))
    assert "Opens Monday at 8.30am" in ask("/helplines/").text
    assert ask("/about/").outcome == "made"


def test_the_moment_is_worked_out_once_a_version_and_not_for_each_page(ask, monkeypatch):
    asked = []
    monkeypatch.setattr(next_change, "_clock_times", lambda: asked.append(1) or {time(0)})
    ask("/about/")
    seen = len(asked)
    for path in ("/privacy/", "/cookies/", "/guidance/"):
        assert ask(path).outcome == "made"
    assert len(asked) == seen
