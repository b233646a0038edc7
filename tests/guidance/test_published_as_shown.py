"""What a colleague saves between an adviser's look at a page and the press is not published unread."""

import pytest
from django.urls import reverse

from guidance.models import Publishable
from tests.admin_forms import opened
from tests.document import Document
from tests.factories import make_handout, make_helpline, make_page, make_resource, make_risk_area

DRAFT = {"status": "draft", "publish_at": None}
LATER = "2036-12-01T08:00"


def address(obj, action="change"):
    return reverse(f"admin:guidance_{obj._meta.model_name}_{action}", args=[obj.pk])


def save(client, obj, **changes):
    assert client.post(address(obj), opened(client, address(obj), **changes)).status_code == 302


def words(answer) -> str:
    return Document.of(answer).text


@pytest.mark.parametrize("make", [make_page, make_handout, make_helpline, make_resource])
def test_a_draft_that_a_colleague_saves_meanwhile_is_not_published_unread(
    db, adviser_client, editor_client, client, make
):
    draft = make(title="As it was read", **DRAFT)
    assert "Preview what readers will see" in words(adviser_client.get(address(draft, "publish")))
    sent = opened(adviser_client, address(draft, "publish"), note="It is new.")
    save(editor_client, draft, title="Nobody read this")
    refused = adviser_client.post(address(draft, "publish"), sent)
    assert "A colleague saved this page after you opened this one" in words(refused)
    assert "It is new." in refused.content.decode()
    draft.refresh_from_db()
    assert draft.status == Publishable.Status.DRAFT

    shown = Document.of(refused).select("[name=seen]")[0].attributes["value"]
    assert adviser_client.post(address(draft, "publish"), sent | {"seen": shown}).status_code == 302
    draft.refresh_from_db()
    assert draft.is_published()


def test_nor_is_it_scheduled_with_a_list_that_was_changed_meanwhile(db, adviser_client, editor_client):
    draft, risk = make_page(**DRAFT), make_risk_area()
    sent = opened(adviser_client, address(draft, "schedule"), at=LATER)
    save(editor_client, draft, risk_areas=[str(risk.pk)])
    assert "A colleague saved this page" in words(adviser_client.post(address(draft, "schedule"), sent))
    draft.refresh_from_db()
    assert draft.status == Publishable.Status.DRAFT


def test_hours_that_a_colleague_changed_meanwhile_are_not_published_unread(db, adviser_client, editor_client):
    draft = make_helpline(**DRAFT)
    sent = opened(adviser_client, address(draft, "publish"))
    typed = {"weekly-0-days": ["0"], "weekly-0-opens": "9am", "weekly-0-closes": "5pm"}
    save(editor_client, draft, **typed)
    assert draft.periods.count() == 1
    assert "A colleague saved this page" in words(adviser_client.post(address(draft, "publish"), sent))


def test_what_nobody_changed_is_published_at_the_first_press(db, adviser_client):
    draft = make_page(**DRAFT)
    adviser_client.post(address(draft, "publish"), opened(adviser_client, address(draft, "publish")))
    draft.refresh_from_db()
    assert draft.is_published()
