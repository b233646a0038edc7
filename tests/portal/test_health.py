"""What /health/ tells strangers, whom it tells more, and what it costs."""

import shutil
import threading
from collections import namedtuple
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.urls import reverse

from enquiries.services import screen
from lesas_portal import condition
from lesas_portal.core import task_runs
from lesas_portal.core.for_a_while import ForAWhile
from tests.factories import make_adviser, make_editor

FOR_STRANGERS = {"status", "reasons", "database", "mail"}


def test_strangers_are_told_reasons_and_nothing_more(client, db):
    assert set(client.get(reverse("health")).json()) == FOR_STRANGERS


def test_editors_are_told_no_more_than_strangers(client, db):
    client.force_login(make_editor())
    assert set(client.get(reverse("health")).json()) == FOR_STRANGERS


def test_an_adviser_is_told_how_the_server_does(client, db):
    with task_runs.recorded("backup") as outcome:
        outcome.text = "3 files."
    client.force_login(make_adviser())
    details = client.get(reverse("health")).json()["details"]
    assert details["versions"]["portal"] == "0.1.0"
    assert details["database"]["kind"] == connection.vendor
    assert details["database"]["migrations_waiting"] == 0
    assert details["tasks"]["backup"]["outcome"] == "3 files."
    assert details["free_mb"]["var"] > 0
    assert details["clock"]["utc"].endswith("+00:00")
    assert details["content_version"]
    assert details["mail_waiting"] == 0


def test_an_adviser_whose_sign_in_is_over_is_a_stranger(client, db, freeze, sign_ins_end):
    client.force_login(make_adviser())
    freeze(datetime.now(UTC) + timedelta(minutes=61))
    assert set(client.get(reverse("health")).json()) == FOR_STRANGERS


def test_a_disk_that_is_nearly_full_is_a_reason(client, db, monkeypatch):
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10**9, 10**9, 99_000_000))
    assert client.get(reverse("health")).json()["reasons"] == ["disk nearly full"]


def test_every_reason_is_in_the_list(client, db, weights_away):
    answer = client.get(reverse("health")).json()
    assert set(answer["reasons"]) <= set(condition.REASONS)


def test_the_screen_is_tried_once_however_often_it_is_asked(client, db, monkeypatch):
    tried = []
    works = screen.screen_works
    monkeypatch.setattr(screen, "screen_works", lambda: tried.append(1) or works())
    for _ in range(5):
        client.get(reverse("health"))
    assert len(tried) == 1


def test_what_took_long_to_find_out_is_found_out_anew_after_its_time():
    found = []
    ask = ForAWhile(lambda: found.append(1) or len(found), seconds=30)
    assert (ask(), ask()) == (1, 1)
    ask._found = (0, 1)
    assert ask() == 2


def test_while_it_is_found_out_anew_others_are_told_the_last():
    begun, may_end = threading.Event(), threading.Event()
    answers = iter(["old", "new"])

    def find() -> str:
        answer = next(answers)
        if answer == "new":
            begun.set()
            may_end.wait(10)
        return answer

    ask = ForAWhile(find, seconds=0)
    assert ask() == "old"
    thread = threading.Thread(target=ask)
    thread.start()
    begun.wait(10)
    assert ask() == "old"
    may_end.set()
    thread.join()


def test_what_breaks_is_found_out_again():
    answers = iter([KeyError, "well"])

    def find() -> str:
        answer = next(answers)
        if isinstance(answer, type):
            raise answer
        return answer

    ask = ForAWhile(find, seconds=30)
    with pytest.raises(KeyError):
        ask()
    assert ask() == "well"
