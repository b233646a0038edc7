"""The helplines as JSON: what the page says, and nothing that nobody confirmed."""

import json
import re
from datetime import date, time

import pytest

from guidance.models import Helpline
from guidance.services import checking

pytestmark = pytest.mark.usefixtures("portal")


def helplines(client) -> dict[str, dict]:
    return {row["key"]: row for row in client.get("/helplines.json").json()["helplines"]}


def test_every_public_helpline_is_there(client):
    answer = client.get("/helplines.json").json()
    assert answer["count"] == len(answer["helplines"]) == Helpline.objects.published().count()
    assert [row["key"] for row in answer["helplines"]][:2] == ["emergency-999", "police-non-emergency"]


def test_a_helpline_is_given_with_its_hours_by_way_of_contact(client, settings):
    medway = Helpline.objects.get(slug="medway")
    medway.periods.create(way="chat", weekday=5, opens=time(18), closes=time(0), term_time_only=True)
    medway.special_days.create(day=date(2000, 12, 25))
    medway.special_days.create(day=date(2999, 12, 25))
    row = helplines(client)["medway"]
    assert row == {
        "key": "medway",
        "name": medway.title,
        "page": f"{settings.SITE_URL}/helplines/#medway",
        "need": "child-concern",
        "who": medway.who,
        "about": medway.about,
        "phone": "01634 334 466",
        "text": None,
        "text_word": None,
        "email": None,
        "website": None,
        "always_open": False,
        "open_on_bank_holidays": None,
        "hours_text": "Phone: Monday to Friday, 9am to 5pm. Chat: Saturday, 6pm to midnight, in term time.",
        "hours": {
            "phone": {
                "always_open": False,
                "periods": [
                    {"day": day, "opens": "09:00", "closes": "17:00", "term_time_only": False}
                    for day in ("monday", "tuesday", "wednesday", "thursday", "friday")
                ],
                "special_days": [{"day": "2999-12-25", "opens": None, "closes": None, "reason": None}],
            },
            "chat": {
                "always_open": False,
                "periods": [{"day": "saturday", "opens": "18:00", "closes": "00:00", "term_time_only": True}],
                "special_days": [],
            },
        },
        "found": medway.seen_in,
        "seen": None,
        "hours_seen": None,
        "checked_on": None,
        "next_check_on": None,
    }


def test_a_text_line_that_never_closes_says_so(client):
    row = helplines(client)["shout"]
    assert (row["phone"], row["text"], row["text_word"], row["always_open"]) == (None, "85258", "SHOUT", True)
    assert row["hours"]["text"]["always_open"] is True


def test_an_adviser_s_check_is_given_with_its_day(client, adviser):
    checking.mark_checked(obj=Helpline.objects.get(slug="galop"), by=adviser)
    row = helplines(client)["galop"]
    assert (row["seen"], row["hours_seen"]) == ("2023-02", "2023-02")
    assert row["checked_on"] == Helpline.objects.get(slug="galop").checked_on.isoformat()


def test_nothing_that_nobody_confirmed_is_given(client):
    text = client.get("/helplines.json").content.decode()
    digits = re.sub(r"(?<=\d)[\s\u00a0-]+(?=\d)", "", text)
    hidden = Helpline.objects.filter(phone_confirmed=False).exclude(phone="")
    assert len(hidden) >= 10
    assert [row.slug for row in hidden if re.sub(r"\D", "", row.phone) in digits] == []
    emails = Helpline.objects.filter(email_confirmed=False).exclude(email="")
    assert len(emails) >= 4
    assert [row.slug for row in emails if row.email in text] == []
    rows = helplines(client)
    for row in Helpline.objects.filter(hours_confirmed=False):
        given = rows[row.slug]
        assert (given["hours"], given["always_open"], given["open_on_bank_holidays"]) == ({}, None, None)
    assert "9.30am" not in rows["youngminds-parents"]["hours_text"]
    for advisers_only in Helpline.objects.exclude(note="").values_list("note", flat=True):
        assert json.dumps(advisers_only)[1:-1] not in text


def test_a_helpline_that_is_not_public_is_not_given(client):
    Helpline.objects.filter(slug="galop").update(status="draft")
    assert "galop" not in helplines(client)


def test_no_licence_is_named_until_lesas_names_one(client, settings):
    assert client.get("/helplines.json").json()["reuse"] is None
    settings.REUSE_LINE = "You may use this list under terms that LESAS names."
    assert client.get("/helplines.json").json()["reuse"] == settings.REUSE_LINE
