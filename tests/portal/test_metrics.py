"""Prometheus is told how many, how long and what became of it, with the token; labels come from our lists."""

import os
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.urls import get_resolver
from django.utils import timezone

from enquiries.models import Diversion
from lesas_portal import condition, metric_samples
from lesas_portal.core import metrics
from lesas_portal.core.request_log import METHODS, OTHER_METHOD, OUTCOMES, logged
from lesas_portal.last_resort import guard
from tests.portal.access_matrix import _patterns
from tests.wsgi_client import WsgiClient

TOKEN = "a-token-that-is-long-enough"
MARKER = "zqtommywashit"


@pytest.fixture
def counting(settings, monkeypatch):
    """Counts from nothing."""
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr(metrics, "_counts", None)
    metrics.prepare()
    yield
    metrics.remove_folder()


@pytest.fixture
def ask(counting):
    return WsgiClient(logged(guard(WSGIHandler())))


def told(ask) -> list:
    from prometheus_client.parser import text_string_to_metric_families

    page = ask("/metrics/", authorization=f"Bearer {TOKEN}")
    assert page.status == 200
    assert "no-store" in page["Cache-Control"]
    return [sample for family in text_string_to_metric_families(page.text) for sample in family.samples]


def value(samples: list, name: str, **labels: str) -> float | None:
    found = [
        sample.value for sample in samples if sample.name == name and sample.labels.items() >= labels.items()
    ]
    return sum(found) if found else None


def test_without_a_token_in_the_settings_there_is_no_such_page(client, db):
    assert client.get("/metrics/").status_code == 404


@pytest.mark.parametrize("sent", ["", "Bearer ", "Bearer wrong", f"Basic {TOKEN}", TOKEN, "Bearer é"])
def test_without_the_token_nothing_is_told(client, db, settings, sent):
    settings.METRICS_TOKEN = TOKEN
    answer = client.get("/metrics/", headers={"authorization": sent})
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"
    assert b"lesas_" not in answer.content


def test_requests_are_counted_by_page_method_and_status(ask, content):
    for _ in range(3):
        ask("/cookies/")
    ask(f"/{MARKER}/")
    samples = told(ask)
    cookies = {"route": "cookies", "method": "GET", "status": "200"}
    assert value(samples, "lesas_requests_total", **cookies) == 3
    assert value(samples, "lesas_requests_total", route="none", status="404") == 1
    assert value(samples, "lesas_request_seconds_count", route="cookies") == 3
    assert value(samples, "lesas_page_cache_total", outcome="passed") >= 1


def test_labels_come_from_closed_lists(ask, content):
    for address in (
        "/",
        f"/{MARKER}/",
        f"/search/?q={MARKER}",
        f"/guidance/{MARKER}/",
        f"/static/{MARKER}.css",
    ):
        for method in ("GET", "POST", MARKER.upper()):
            ask(address, method=method, user_agent=MARKER, referer=MARKER, x_request_id=MARKER)
    Diversion.objects.create(
        day=timezone.localdate(), route="lado", step="form", declared_general=False, count=2
    )
    samples = told(ask)
    routes = {"none", "static", *_views()}
    allowed = {
        "route": routes,
        "method": {*METHODS, OTHER_METHOD},
        "status": {str(status) for status in range(100, 600)},
        "outcome": {*OUTCOMES, "received", "spam", "stopped: front_door", "stopped: lado", "stopped: unread"},
        "reason": set(condition.REASONS),
        "task": set(metric_samples.TASKS),
        "part": {"screen", "reader"},
        "le": {*map(str, map(float, metrics.SECONDS)), "+Inf"},
        "version": {"0.1.0"},
    }
    for sample in samples:
        for label, said in sample.labels.items():
            assert said in allowed[label], (sample.name, label, said)
    assert value(samples, "lesas_enquiries_today", outcome="stopped: lado") == 2
    for path in Path(os.environ[metrics.FOLDER]).iterdir():
        assert MARKER.encode() not in path.read_bytes().lower()


def _views() -> set[str]:
    names = {name for name, _ in _patterns(get_resolver().url_patterns, "") if name}
    return names | {f"{app}:{name}" for app in ("guidance", "enquiries", "admin") for name in names}


def test_it_tells_what_health_tells(ask, content, weights_away):
    samples = told(ask)
    assert value(samples, "lesas_degraded", reason="screen") == 1
    assert value(samples, "lesas_degraded", reason="mail waits") == 0
    assert value(samples, "lesas_database_up") == 1
    assert value(samples, "lesas_screen_failures_total", part="screen") >= 1


def test_a_worker_that_takes_over_goes_on_where_the_last_one_ended(ask, content):
    ask("/cookies/")
    metrics.be_slot("0")
    try:
        ask("/cookies/")
        metrics.be_slot("1")
        ask("/cookies/")
        metrics.be_slot("0")
        ask("/cookies/")
        assert value(told(ask), "lesas_requests_total", route="cookies") == 4
    finally:
        metrics.be_slot("master")
