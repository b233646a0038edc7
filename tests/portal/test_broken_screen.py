"""What people see, and what the log and /health/ say, when the screen cannot read anything."""

import logging
import subprocess
import sys

import pytest
from django.conf import settings

from enquiries.models import Diversion, Enquiry
from guidance.models import ZeroResultQuery
from tests.enquiries.answers import ANSWERS

# What a server does when it starts, with and without the weights: in a process of its own, as they are kept.
START = """
import django, os, sys
from pathlib import Path
os.environ["DJANGO_SETTINGS_MODULE"] = "lesas_portal.settings"
from enquiries.triage import weights
weights.WEIGHTS_FILE = Path(sys.argv[1]) if sys.argv[1:] else weights.WEIGHTS_FILE
django.setup()
print(weights.load_weights.cache_info().misses)
from lesas_portal import wsgi
print(weights.load_weights.cache_info().currsize, callable(wsgi.application))
"""


def errors(caplog) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]


def test_an_enquiry_is_answered_by_the_numbers_and_the_log_says_where_it_broke(
    client, portal, weights_away, caplog
):
    response = client.post("/enquiries/check/", {**ANSWERS, "topic": "policy"})
    assert response.status_code == 200
    page = response.content.decode()
    assert "My enquiry is not about a particular" in page
    assert "03000 41 11 11" in page
    assert not Enquiry.objects.exists()
    assert Diversion.objects.get().route == "unread"
    (line,) = errors(caplog)
    assert "FileNotFoundError" in line
    assert "weights.py:" in line
    assert "weights.json" not in line, "an exception's own words may quote what was typed"


def test_health_says_that_the_screen_is_broken(client, db, weights_away):
    response = client.get("/health/")
    assert response.status_code == 200
    assert response.json()["status"] == "degraded"
    assert response.json()["reasons"] == ["screen"]


def test_health_says_that_the_screen_cannot_read_searches(client, db, search_weights_away):
    assert client.get("/health/").json()["reasons"] == ["screen"]


@pytest.mark.parametrize("route", ["strategic", "front_door"])
def test_health_says_that_the_screen_sends_everything_one_way(
    client, db, weights_in_favour_of, caplog, route
):
    weights_in_favour_of(route)
    assert client.get("/health/").json()["reasons"] == ["screen"]
    assert errors(caplog)


def test_health_has_no_reasons_while_the_screen_works(client, db):
    answer = client.get("/health/").json()
    assert (answer["status"], answer["reasons"]) == ("ok", [])


def test_a_search_still_shows_results_and_claims_nothing(client, portal, weights_away, caplog):
    response = client.get("/search/", {"q": "filtering"})
    page = response.content.decode()
    assert response.status_code == 200
    assert "data-result" in page
    assert "Is this about a particular child?" not in page
    assert 'href="/front-door/"' in page
    assert "FileNotFoundError" in errors(caplog)[0]
    answer = client.get("/search.json", {"q": "filtering"})
    assert (answer.status_code, answer.json()["concern"]) == (200, False)
    assert answer.json()["count"] > 0


def test_words_that_nobody_screened_are_neither_counted_nor_put_in_a_title(client, db, weights_away):
    response = client.get("/search/", {"q": "zzqq"})
    assert response.status_code == 200
    assert "<title>Search –" in response.content.decode()
    assert not ZeroResultQuery.objects.exists()


def start(*weights: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-c", START, *weights]
    return subprocess.run(command, cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)


def test_a_server_reads_the_weights_when_it_starts_and_a_command_does_not():
    started = start()
    assert started.stdout.split() == ["0", "1", "True"]
    assert "The screen" not in started.stderr


def test_a_server_that_cannot_read_the_weights_says_so_and_starts(tmp_path):
    started = start(str(tmp_path / "weights.json"))
    assert started.stdout.split() == ["0", "0", "True"]
    assert "FileNotFoundError" in started.stderr
