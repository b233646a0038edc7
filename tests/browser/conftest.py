"""Chromium as CI has it, and an admin to sign in to."""

import os
from collections.abc import Iterator

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from pytest_django.live_server_helper import LiveServer

from tests.conftest import CHROMIUM
from tests.databases import CONTENT
from tests.factories import make_adviser

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# What is in order is not told, element by element: to send all of it took four times as long as to look.
LOOK = {"runOnly": WCAG, "resultTypes": ["violations"]}
STATUS = "Failed to load resource: the server responded with a status of "
# Playwright's sync API runs a loop in the thread in which the tests use the database.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")


@pytest.fixture(scope="session")
def base_url():
    """None: tests give whole addresses. Replaces a fixture of pytest-playwright that pytest 9 warns of."""


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    """Debian's Chromium, quiet and without its own network traffic."""
    return {
        **browser_type_launch_args,
        "executable_path": CHROMIUM,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="module")
def served(states) -> Iterator[str]:
    """The address of a portal with the real content, the same for every test of a module."""
    states.use(CONTENT)
    server = LiveServer("localhost")
    yield server.url
    server.stop()
    # On PostgreSQL the server has connections of its own, and what it commits stays.
    states.spoil()


@pytest.fixture
def reading_site(served, content) -> str:
    """The address of a portal that a test only reads."""
    return served


@pytest.fixture
def has_no_barriers():
    """Fails with what axe found on the page that is open; ``but`` names rules that are known to fail."""

    def check(page, but: tuple[str, ...] = ()) -> None:
        page.wait_for_load_state()
        if page.evaluate("!('axe' in window)"):
            page.evaluate(AXE_SCRIPT)
        violations = page.evaluate("options => axe.run(options).then(found => found.violations)", LOOK)
        found = [item for item in violations if item["id"] not in but]
        assert [(item["id"], [node["html"][:200] for node in item["nodes"]]) for item in found] == []

    return check


@pytest.fixture
def complaints(page):
    """What the browser complains of: refused by the Content-Security-Policy, missing files, script errors."""
    heard = []

    def note(line) -> None:
        # That a page itself is missing is what its test wants to see.
        is_its_status = line.text.startswith(STATUS) and line.location["url"] == page.url
        if line.type in {"error", "warning"} and not is_its_status:
            heard.append(line.text)

    page.on("console", note)
    page.on("pageerror", lambda error: heard.append(str(error)))
    yield heard
    assert heard == []


@pytest.fixture
def admin_address(page, complaints, live_server, content):
    """The address of the admin, with an adviser signed in; the test fails when the browser complains."""
    make_adviser(username="adviser", password="a long enough password")
    page.goto(f"{live_server.url}/admin/")
    page.get_by_label("User name").fill("adviser")
    page.get_by_label("Password").fill("a long enough password")
    page.get_by_role("button", name="Sign in").click()
    return f"{live_server.url}/admin"
