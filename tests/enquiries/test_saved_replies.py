"""Replies that advisers start from."""

import tomllib

import pytest
from django.conf import settings
from django.core.management import call_command

from enquiries import placeholders
from enquiries.models import SavedReply, Topic
from enquiries.services import saved_replies
from lesas_portal.core.models import AuditEntry

PAGE = "/admin/enquiries/savedreply/"
GOOD = {"title": "A page", "topic": "policy", "body": "Dear {name}\n\nSee {reference}.\n\n{adviser}"}


def entries() -> list[str]:
    rows = AuditEntry.objects.filter(object_type="enquiries.savedreply").order_by("pk")
    return [entry.action for entry in rows]


def test_an_adviser_writes_changes_and_deletes_one_and_it_is_noted_without_a_word(adviser_client):
    adviser_client.post(f"{PAGE}add/", GOOD)
    reply = SavedReply.objects.get()
    assert (reply.title, reply.topic, reply.body) == tuple(GOOD.values())
    adviser_client.post(f"{PAGE}{reply.pk}/change/", {**GOOD, "body": "Dear {name}, a quokka."})
    adviser_client.post(f"{PAGE}{reply.pk}/change/", {**GOOD, "body": "Dear {name}, a quokka."})
    assert SavedReply.objects.get().body == "Dear {name}, a quokka."
    adviser_client.post(f"{PAGE}{reply.pk}/delete/", {"post": "yes"})
    assert not SavedReply.objects.exists()
    assert entries() == ["add", "change", "delete"]
    assert "quokka" not in str(list(AuditEntry.objects.values()))


def test_who_deletes_second_deletes_nothing_and_is_not_noted(adviser):
    reply = SavedReply.objects.create(**GOOD)
    for _ in range(2):
        saved_replies.delete(replies=[SavedReply(pk=reply.pk)], by=adviser)
    assert entries() == ["delete"]


def test_what_a_colleague_changed_in_another_field_meanwhile_stays(adviser):
    reply = SavedReply.objects.create(**GOOD)
    mine, theirs = SavedReply.objects.get(), SavedReply.objects.get()
    theirs.title, mine.body = "Another title", "Other words"
    saved_replies.save(reply=theirs, changed=["title"], by=adviser)
    saved_replies.save(reply=mine, changed=["body"], by=adviser)
    reply.refresh_from_db()
    assert (reply.title, reply.body) == ("Another title", "Other words")


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ("Dear {nmae}", "{nmae}"),
        ("{enquiry.email}", "{enquiry.email}"),
        ("{0.__class__}", "{0.__class__}"),
        ("{Name} and {name}", "{Name}"),
        ("Dear {}", "{}"),
    ],
)
def test_a_placeholder_that_nothing_fills_is_refused_by_its_name(adviser_client, body, named):
    page = adviser_client.post(f"{PAGE}add/", {**GOOD, "body": body}).content.decode()
    assert f"Nothing fills {named}. Use only {{name}}, {{reference}}" in page
    assert not SavedReply.objects.exists()


@pytest.mark.parametrize("field", ["title", "body"])
@pytest.mark.parametrize("text", ["", " ", "\u200b"])
def test_a_reply_has_a_title_and_a_text(adviser_client, field, text):
    assert adviser_client.post(f"{PAGE}add/", {**GOOD, field: text}).status_code == 200
    assert not SavedReply.objects.exists()


def test_only_advisers_keep_replies(editor_client, client, db):
    assert editor_client.get(PAGE).status_code == 403
    assert editor_client.post(f"{PAGE}add/", GOOD).status_code == 403
    assert client.get(PAGE).status_code == 302


def test_the_replies_that_ship_are_loaded_once_and_never_over_what_advisers_did(content):
    folder = settings.FIXTURES_DIR
    assert saved_replies.load_first(folder) == "Loaded 8 saved replies."
    SavedReply.objects.exclude(title="We need to know more first").delete()
    assert saved_replies.load_first(folder) == ""
    assert SavedReply.objects.count() == 1


def test_loading_the_content_brings_them(content, capsys):
    call_command("load_content")
    assert "Loaded 8 saved replies." in capsys.readouterr().out
    assert SavedReply.objects.count() == 8


def test_each_that_ships_can_be_sent_as_it_stands():
    replies = tomllib.loads((settings.FIXTURES_DIR / "saved_replies.toml").read_text("utf-8"))["reply"]
    assert len(replies) == 8
    for reply in replies:
        assert placeholders.unknown_in(reply["body"]) == []
        assert {"{name}", "{reference}", "{adviser}"} <= set(reply["body"].replace(".", " ").split())
        assert reply.get("topic", "policy") in Topic
        assert "  " not in reply["body"]
