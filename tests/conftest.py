"""What every test shares: plain static files, the real content, the clock, people who are signed in."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
import time_machine
from _pytest.runner import runtestprotocol
from django.conf import settings as project_settings
from django.db import connection, transaction
from django.test import Client, TransactionTestCase, override_settings
from django.utils import timezone
from xdist.remote import Producer

from enquiries import triage
from enquiries.triage import search_words, weights
from guidance.loading import content as loading
from guidance.services import next_change
from lesas_portal import condition, sign_in
from lesas_portal.core.call_stack import with_room
from tests.crawler import Visit, crawl, is_under
from tests.databases import CONTENT, EMPTY, States
from tests.factories import make_adviser, make_editor, make_manager
from tests.schedule import Schedule
from tests.server import Server, serve

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
# A browser may keep a connection open when its test ends, and on SQLite in memory the test server's thread
# then may not close the database that it shares. Faults of a page show as its answer, not here.
BROWSER_STAYS_CONNECTED = "ignore::pytest.PytestUnhandledThreadExceptionWarning"
# The same connections, when the test server has gone and Python tidies up.
BROWSER_LEFT_SOCKETS = "ignore:Exception ignored in. <socket:pytest.PytestUnraisableExceptionWarning"
IN_CI = os.environ.get("CI", "").lower() == "true"
# What is made of rows that others read with the same queries: CI looks at it on SQLite, and `make proofs` on
# PostgreSQL too.
SAME_QUERIES = {
    *("test_agreement_pictures", "test_governor_paper", "test_policy_agreements", "test_policy_blocks"),
    *("test_policy_change_report", "test_policy_changes_page", "test_policy_charts", "test_policy_document"),
    *("test_policy_facts", "test_policy_folder", "test_policy_pages", "test_policy_people"),
    *("test_policy_preview", "test_policy_questions", "test_policy_rewording", "test_policy_sheets"),
    *("test_policy_tailoring", "test_policy_traces", "test_policy_word", "test_policy_word_looks"),
    *("test_policy_word_pages", "test_policy_word_scripts", "test_policy_word_tables", "test_policy_wording"),
    *("test_resources_map", "test_risk_areas", "test_route_pages", "test_route_scenarios", "test_training"),
    *(
        "test_what_people_read",
        "test_wording",
        "test_admin_titles",
        "test_typed_addresses",
        "test_about_data",
    ),
    *("test_about_screen", "test_headers", "test_compression", "test_machine_files", "test_open_data"),
    *("test_outer_headers", "test_conditional", "test_methods", "test_one_address", "test_screen_styles"),
    *("test_previews_and_icons", "test_speculation", "test_weight", "test_worst_posts", "test_slow_clients"),
    *("test_production", "test_own_key", "test_nginx", "test_units", "test_error_reports", "test_metrics"),
    *("test_identity_provider", "test_identity_provider_forged", "test_addresses_in_content"),
    *("test_no_words_in_logs", "test_search_snippets", "test_proxy_pages", "test_logs"),
    *("test_server_worker", "test_where_requests_end"),
    *("test_invisible", "test_signpost", "test_question", "test_steps", "test_screen_months"),
    *("test_self_review_code", "test_self_review_editions", "test_self_review_pages"),
    *("test_self_review_result", "test_self_review_traces", "test_self_review_word", "test_packs"),
    *("test_odd_requests", "test_too_much", "test_search_page", "test_search_concern", "test_helplines"),
    *("test_budgets", "test_hours_form", "test_planner", "test_shipped_texts", "test_embeds"),
    *(
        "test_feed_pages",
        "test_error_pages",
        "test_handout_sheet",
        "test_following",
        "test_governors",
        "test_roles",
    ),
    *("test_sent_page", "test_not_known", "test_every_page", "test_allegations", "test_own_addresses"),
    *("test_feeds", "test_first_page", "test_facts", "test_about_this_website"),
    *("test_filters", "test_load_bearing", "test_update_entries"),
    # Of modules that ask more, the tests that only ask the screen, or who may open a page.
    *(
        "test_concerns_are_answered_and_subjects_are_not",
        "test_nothing_that_an_editor_sends_changes_what_is_public",
    ),
    *("test_of_the_searches_that_the_tables_know_only_these_are_answered",),
    *("test_a_visitor_is_sent_to_sign_in_and_staff_without_a_role_see_nothing",),
    *("test_editors_see_neither_enquiries_nor_mails_nor_people",),
}


@pytest.fixture(scope="session")
def django_db_modify_db_settings_xdist_suffix(request: pytest.FixtureRequest) -> None:
    """Give each process a PostgreSQL database of its own.

    SQLite's is in the memory of each process, which pytest-django knows only of Django's own engine.
    """
    worker = getattr(request.config, "workerinput", {}).get("workerid")
    if worker and connection.vendor == "postgresql":
        settings = connection.settings_dict
        settings["TEST"]["NAME"] = f"test_{settings['NAME']}_{worker}"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run slow tests first and browser tests last, and see to tests that cannot run here.

    Slow ones first, so that of several processes none is left alone with one at the end.
    """
    items.sort(key=lambda item: not item.get_closest_marker("slow"))
    items.sort(key=lambda item: bool(item.get_closest_marker("browser")))
    for item in items:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.filterwarnings(BROWSER_STAYS_CONNECTED))
            item.add_marker(pytest.mark.filterwarnings(BROWSER_LEFT_SOCKETS))
    _leave_out_proofs(config, items)
    if not Path(CHROMIUM).exists():
        _leave_out_browser_tests(items)
    if connection.vendor != "postgresql":
        _leave_out_postgresql_tests(config, items)
        return
    _deselect(config, items, lambda item: item.get_closest_marker("sqlite"))
    if IN_CI:
        # It ran on SQLite first: what reads only files would say the same again.
        _deselect(config, items, lambda item: not _asks_a_database(item))
        _deselect(config, items, lambda item: {item.path.stem, item.name.partition("[")[0]} & SAME_QUERIES)


def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> bool:
    """Run a test as pytest does, with room on the stack: a quarter of all time went without it."""
    where = {"nodeid": item.nodeid, "location": item.location}
    run = runtestprotocol if item.get_closest_marker("without_room") else with_room(runtestprotocol)
    item.ihook.pytest_runtest_logstart(**where)
    run(item, nextitem=nextitem)
    item.ihook.pytest_runtest_logfinish(**where)
    return True


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Schedule:
    """Share the tests among processes as ``tests/schedule.py`` says."""
    return Schedule(config, log)


def _leave_out_proofs(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What takes longer than CI has is run where its mark is asked for."""
    for mark in ("office", "proof"):
        if mark not in config.getoption("markexpr"):
            _deselect(config, items, lambda item, mark=mark: item.get_closest_marker(mark))


def _deselect(
    config: pytest.Config, items: list[pytest.Item], leaves_out: Callable[[pytest.Item], object]
) -> None:
    config.hook.pytest_deselected(items=[item for item in items if leaves_out(item)])
    items[:] = [item for item in items if not leaves_out(item)]


def _asks_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    if "tables" in fixtures:  # on SQLite, whatever the others run on
        return False
    if {"db", "transactional_db", "states"} & fixtures:
        return True
    if issubclass(getattr(item, "cls", None) or object, TransactionTestCase):
        return True
    # Those of resilience/ start servers of their own.
    marked = item.get_closest_marker("django_db") or item.get_closest_marker("browser")
    return bool(marked) or "resilience" in item.path.parts


def _leave_out_browser_tests(items: list[pytest.Item]) -> None:
    marked = [item for item in items if item.get_closest_marker("browser")]
    if marked and IN_CI:
        raise pytest.UsageError(f"CI must run the browser tests, and there is no {CHROMIUM}.")
    for item in marked:
        item.add_marker(pytest.mark.skip(reason=f"no {CHROMIUM}: install Debian's chromium"))


def _leave_out_postgresql_tests(config: pytest.Config, items: list[pytest.Item]) -> None:
    marked = [item for item in items if item.get_closest_marker("postgresql")]
    if marked and IN_CI:
        # CI runs the suite a second time with DATABASE_URL set; nothing may count as skipped.
        config.hook.pytest_deselected(items=marked)
        items[:] = [item for item in items if item not in marked]
        return
    for item in marked:
        item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: set DATABASE_URL"))


@pytest.fixture(scope="session", autouse=True)
def plain_static_files():
    """Templates and the live server find styles without collectstatic having run."""
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    storages = {**project_settings.STORAGES, "staticfiles": plain}
    # Otherwise WhiteNoise warns that collectstatic has not run.
    with override_settings(STORAGES=storages, WHITENOISE_AUTOREFRESH=True):
        yield


@pytest.fixture(scope="session", autouse=True)
def passwords_quickly():
    """A password is hashed in no time, where for real it takes a tenth of a second on purpose."""
    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


@pytest.fixture
def sign_ins_end():
    """Sign-ins end as they do for real: after an hour without a click, and after half a day."""


@pytest.fixture(autouse=True)
def sign_ins_last(request, settings, monkeypatch):
    """A test may stop the clock on any day: whoever is signed in stays so, where it is not about that."""
    if "sign_ins_end" not in request.fixturenames:
        settings.SESSION_COOKIE_AGE = 1_000_000_000
        monkeypatch.setattr(sign_in, "IDLE_MINUTES", 10_000_000)
        monkeypatch.setattr(sign_in, "SIGNED_IN_HOURS", 1_000_000)


@pytest.fixture(scope="session")
def numbered_folders(tmp_path_factory) -> Iterator[Path]:
    """New folders, one after the other; ``tmp_path`` would look through all that went before, each time."""
    folder = tmp_path_factory.mktemp("last-known")
    return (folder / str(number) for number in count())


@pytest.fixture(autouse=True)
def last_known_copy_apart(settings, numbered_folders):
    """The last-known copy of the Front Door's contacts that a test writes is the test's own."""
    settings.LAST_KNOWN_DIR = next(numbered_folders)
    settings.LAST_KNOWN_DIR.mkdir()


@pytest.fixture(autouse=True)
def health_looked_at_anew():
    """Health tells each test what is true now, not what another test made true some seconds ago."""
    condition.broken.find_anew()


@pytest.fixture(scope="session")
def states(django_db_setup, django_db_blocker, tmp_path_factory) -> Iterator[States]:
    """The states that the test database can be brought into."""

    def load_content() -> None:
        with override_settings(LAST_KNOWN_DIR=tmp_path_factory.mktemp("var")):
            loading.load(project_settings.FIXTURES_DIR)

    states = States(django_db_blocker, load_content)
    yield states
    states.close()


@pytest.fixture
def state_as_asked(request, states) -> Iterator[None]:
    """The state that a test asks for, before its transaction begins."""
    states.use(CONTENT if "content" in request.fixturenames else EMPTY)
    yield
    if commits(request.node):
        states.spoil()


def commits(item: pytest.Item) -> bool:
    """Whether a test is not rolled back, by the rules of pytest-django."""
    marker = item.get_closest_marker("django_db")
    is_marked = bool(marker and marker.kwargs.get("transaction"))
    return is_marked or not {"transactional_db", "live_server"}.isdisjoint(item.fixturenames)


@pytest.fixture
def _django_db_helper(state_as_asked, _django_db_helper) -> None:
    """What begins the transaction of a test in pytest-django: the state must be there before it."""


@pytest.fixture(scope="class", autouse=True)
def state_of_a_test_case(request) -> None:
    """Classes of unittest ask for no fixture, and begin a transaction for the class: they start empty."""
    if request.cls and issubclass(request.cls, TransactionTestCase):
        request.getfixturevalue("states").use(EMPTY)


@pytest.fixture
def content(db) -> None:
    """The portal as a fresh installation has it: everything in fixtures/. Costs next to nothing."""


@pytest.fixture
def portal(content) -> None:
    """The same as ``content``."""


@pytest.fixture(scope="session")
def walked(states, django_db_blocker) -> dict[str, Visit]:
    """What every address answered that links lead to from the home page; asked once a session, all at one
    moment: the first page of an hour asks what all pages of that hour need."""
    states.use(CONTENT)
    at_one_moment = time_machine.travel(timezone.now().astimezone(UTC), tick=False)
    with at_one_moment, django_db_blocker.unblock(), transaction.atomic():
        # Worked out once for all that is kept, so no page has these queries for its own.
        next_change.known_after(timezone.now())
        found = crawl("/")
        transaction.set_rollback(True)
    return found


@pytest.fixture
def visits(walked, content) -> dict[str, Visit]:
    """Every address that a reader can reach, with what it answered."""
    return walked


@pytest.fixture
def pages(visits) -> dict[str, Visit]:
    """Those of them that are pages to read; not those for frames of other sites."""
    return {
        path: visit
        for path, visit in visits.items()
        if visit.document and not is_under(path, "/embed/front-door/", "/embed/helplines/")
    }


@pytest.fixture
def one_moment() -> Iterator[None]:
    """The clock stands from here to the end of the test, unless the test turns it: no hour begins meanwhile,
    of which the first page pays for what all pages of that hour need."""
    with time_machine.travel(timezone.now().astimezone(UTC), tick=False):
        yield


@pytest.fixture
def at_most_queries(one_moment, django_assert_max_num_queries) -> Callable[[int], AbstractContextManager]:
    """As ``django_assert_max_num_queries``, for a page of readers: without the queries that the first of them
    after an edit pays once for all that is kept, whatever the page (``next_change``)."""

    def at_most(number: int) -> AbstractContextManager:
        next_change.known_after(timezone.now())
        return django_assert_max_num_queries(number)

    return at_most


@pytest.fixture
def freeze(time_machine) -> Callable[[datetime], None]:
    """Stop every clock of the process at a moment."""

    def at(moment: datetime) -> None:
        # As UTC, since time-machine takes over the time zone of a moment as that of the machine.
        time_machine.move_to(moment.astimezone(UTC), tick=False)

    return at


@pytest.fixture
def weights_at(monkeypatch) -> Iterator[Callable[[Path], None]]:
    """Let the screen read its weights from another file; what it has read before is forgotten."""

    def at(path: Path) -> None:
        monkeypatch.setattr(weights, "WEIGHTS_FILE", path)
        weights.load_weights.cache_clear()

    yield at
    weights.load_weights.cache_clear()


@pytest.fixture
def weights_away(weights_at, search_weights_away, tmp_path) -> None:
    """The screen does not find its weights, nor those for searches."""
    weights_at(tmp_path / "weights.json")


@pytest.fixture
def search_weights_away(monkeypatch, tmp_path) -> Iterator[None]:
    """The screen does not find its weights for searches."""
    monkeypatch.setattr(search_words, "WEIGHTS_FILE", tmp_path / "search_weights.json")
    search_words.load_search_weights.cache_clear()
    yield
    search_words.load_search_weights.cache_clear()


@pytest.fixture
def screen_says(monkeypatch) -> Callable[..., None]:
    """The screen answers as a test says, whatever is typed."""

    def says(route: triage.Route, also: triage.Route | None = None) -> None:
        result = triage.ScreeningResult(route, ("pairs:child",), also)
        monkeypatch.setattr(triage, "classify", lambda texts, reader=None: result)

    return says


@pytest.fixture
def weights_in_favour_of(weights_at, tmp_path) -> Callable[[str], None]:
    """The screen reads weights that send everything one way."""

    def of(route: str) -> None:
        model = json.loads(weights.WEIGHTS_FILE.read_text("utf-8"))
        for rules in model["rules"].values():
            rules["concern"]["bias"] = -1000 if route == "strategic" else 1000
        (tmp_path / "weights.json").write_text(json.dumps(model), encoding="utf-8")
        weights_at(tmp_path / "weights.json")

    return of


@pytest.fixture
def adviser(db):
    """A member of the groups Adviser and Editor."""
    return make_adviser()


@pytest.fixture
def adviser_client(adviser) -> Client:
    """A browser in which an adviser is signed in."""
    client = Client()
    client.force_login(adviser)
    return client


@pytest.fixture
def manager(db):
    """A member of the group Manager."""
    return make_manager()


@pytest.fixture
def manager_client(manager) -> Client:
    """A browser in which a manager is signed in."""
    client = Client()
    client.force_login(manager)
    return client


@pytest.fixture
def editor_client(db) -> Client:
    """A browser in which an editor is signed in: somebody who writes but does not publish."""
    client = Client()
    client.force_login(make_editor())
    return client


@pytest.fixture(scope="session")
def tables(states, tmp_path_factory) -> Path:
    """A file of SQLite with our tables and nothing in them, to copy: to migrate one takes ten seconds."""
    file = tmp_path_factory.mktemp("tables") / "empty.sqlite3"
    if connection.vendor == "sqlite":
        states.write_tables(file)
        return file
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{file}"}
    command = [sys.executable, "manage.py", "migrate", "-v0"]
    subprocess.run(command, cwd=project_settings.BASE_DIR, env=environment, check=True)
    return file


@pytest.fixture(scope="session")
def server(tables, tmp_path_factory) -> Iterator[Server]:
    """A real gunicorn with an empty database, without collected static files; one for the whole run."""
    folder = tmp_path_factory.mktemp("server")
    shutil.copy(tables, folder / "served.sqlite3")
    with serve(folder) as running:
        yield running
