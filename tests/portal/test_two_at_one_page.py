"""Two people, or two tabs of one, at the same page of the admin: nobody's words are lost."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guidance.models import GuidancePage, RouteOutcome, WorkingCopy
from guidance.services import publishing
from lesas_portal.core.models import AuditEntry, ClosingDay
from tests.admin_forms import of_page, opened
from tests.document import Document
from tests.factories import make_adviser, make_editor, make_helpline, make_page, make_resource, make_risk_area

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "publish_at": None}


@pytest.fixture
def colleague(db) -> User:
    return make_adviser(username="ann", first_name="Ann", last_name="Other")


@pytest.fixture
def colleague_client(colleague) -> Client:
    client = Client()
    client.force_login(colleague)
    return client


def change(obj) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])


def words(page) -> str:
    return Document.of(page).text


def chosen(page) -> dict[str, str]:
    """What is chosen on the page that asks, by the name of the choice; empty where nothing is."""
    radios = Document.of(page).select("[type=radio]")
    names = dict.fromkeys(one.attributes["name"] for one in radios)
    ticked = {
        one.attributes["name"]: one.attributes["value"] for one in radios if "checked" in one.attributes
    }
    return {name.removeprefix("_choice-"): ticked.get(name, "") for name in names}


def test_who_saves_second_reads_who_was_first_and_saves_nothing(adviser_client, colleague_client):
    page = make_page(**DRAFT, title="Old title", summary="Old summary.")
    mine = opened(adviser_client, change(page), title="My title")
    colleague_client.post(change(page), opened(colleague_client, change(page), title="Her title"))
    answer = adviser_client.post(change(page), mine)
    assert answer.status_code == 409
    assert "Ann Other saved this at " in words(answer)
    assert "My title" in words(answer)
    assert "Her title" in words(answer)
    assert chosen(answer) == {"title": ""}
    page.refresh_from_db()
    assert page.title == "Her title"
    assert AuditEntry.objects.count() == 1


@pytest.mark.parametrize(("whose", "title"), [("mine", "My title"), ("theirs", "Her title")])
def test_what_is_chosen_is_saved(adviser_client, colleague_client, whose, title):
    page = make_page(**DRAFT, title="Old title")
    mine = opened(adviser_client, change(page), title="My title")
    colleague_client.post(change(page), opened(colleague_client, change(page), title="Her title"))
    answer = adviser_client.post(change(page), mine)
    answer = adviser_client.post(change(page), of_page(answer, **{"_choice-title": whose}))
    assert answer.status_code == 302
    page.refresh_from_db()
    assert page.title == title


def test_without_a_choice_nothing_is_saved_and_the_page_says_what_for(adviser_client, colleague_client):
    page = make_page(**DRAFT, title="Old title")
    mine = opened(adviser_client, change(page), title="My title")
    colleague_client.post(change(page), opened(colleague_client, change(page), title="Her title"))
    answer = adviser_client.post(change(page), of_page(adviser_client.post(change(page), mine)))
    assert answer.status_code == 409
    assert "Choose whose to keep for: Title." in words(answer)
    assert "My title" in words(answer)


def test_what_only_one_side_changed_is_chosen_already(adviser_client, colleague_client):
    page, area, source = make_page(summary="Old.", **DRAFT), make_risk_area(), make_resource()
    mine = opened(adviser_client, change(page), title="My title", risk_areas=[area.pk])
    theirs = opened(colleague_client, change(page), summary="Call 999 first.", sources=[source.pk])
    colleague_client.post(change(page), theirs)
    answer = adviser_client.post(change(page), mine)
    assert chosen(answer) == {"title": "mine", "risk_areas": "mine", "summary": "theirs", "sources": "theirs"}
    assert adviser_client.post(change(page), of_page(answer)).status_code == 302
    page.refresh_from_db()
    assert (page.title, page.summary) == ("My title", "Call 999 first.")
    assert (list(page.risk_areas.all()), list(page.sources.all())) == ([area], [source])


def test_a_long_text_is_compared_word_by_word(adviser_client, colleague_client):
    text = "Ask who runs the group, and tell the child what happens next. " * 3
    page = make_page(body=text)
    mine = opened(adviser_client, change(page), body=text.replace("Ask", "Find out"))
    theirs = opened(colleague_client, change(page), body=text.replace("happens next", "you will do"))
    colleague_client.post(change(page), theirs)
    diff = Document.of(adviser_client.post(change(page), mine)).select(".difference__diff")[0]
    assert "Find out" in diff.select("ins")[0].text
    assert "Ask" in diff.select("del")[0].text


def test_a_third_save_while_somebody_chooses_is_shown_too(adviser_client, colleague_client):
    page = make_page(**DRAFT, title="Old title")
    mine = opened(adviser_client, change(page), title="My title")
    colleague_client.post(change(page), opened(colleague_client, change(page), title="Her title"))
    answer = adviser_client.post(change(page), mine)
    colleague_client.post(change(page), opened(colleague_client, change(page), title="Her second title"))
    answer = adviser_client.post(change(page), of_page(answer, **{"_choice-title": "mine"}))
    assert answer.status_code == 409
    assert "Her second title" in words(answer)
    assert chosen(answer) == {"title": ""}
    page.refresh_from_db()
    assert page.title == "Her second title"


def test_the_way_back_to_the_form_has_what_was_chosen_and_saves_nothing(adviser_client, colleague_client):
    page = make_page(**DRAFT, title="Old title", summary="Old.")
    mine = opened(adviser_client, change(page), title="My title")
    colleague_client.post(change(page), opened(colleague_client, change(page), summary="Her summary."))
    answer = adviser_client.post(change(page), of_page(adviser_client.post(change(page), mine), _back="Back"))
    form = of_page(answer)
    assert (form["title"], form["summary"]) == ("My title", "Her summary.")
    page.refresh_from_db()
    assert page.title == "Old title"
    assert adviser_client.post(change(page), form).status_code == 302


def test_two_tabs_of_one_person_are_told_apart(adviser_client):
    page = make_page(**DRAFT, title="Old title")
    first, second = (opened(adviser_client, change(page), title=title) for title in ("First", "Second"))
    adviser_client.post(change(page), first)
    answer = adviser_client.post(change(page), second)
    assert answer.status_code == 409
    assert "You, in another tab or window, saved this at" in words(answer)


def test_a_page_published_meanwhile_says_so_before_anything_is_public(adviser_client, colleague):
    page = make_page(**DRAFT, title="Old title")
    mine = opened(adviser_client, change(page), title="My title")
    publishing.publish(obj=page, by=colleague)
    answer = adviser_client.post(change(page), mine)
    assert answer.status_code == 409
    assert "Ann Other published this at" in words(answer)
    assert "Its state is now: Public" in words(answer)
    assert adviser_client.post(change(page), of_page(answer)).status_code == 302
    page.refresh_from_db()
    assert (page.title, WorkingCopy.objects.get().changes) == ("Old title", {"title": "My title"})


def test_two_people_at_the_changes_of_a_public_page_are_asked_and_readers_see_nothing(
    editor_client, colleague_client
):
    page = make_page(title="Old title", summary="Old.")
    mine = opened(editor_client, change(page), title="My title")
    theirs = opened(colleague_client, change(page), title="Her title", summary="Hers.")
    colleague_client.post(change(page), theirs)
    answer = editor_client.post(change(page), mine)
    assert answer.status_code == 409
    assert "Ann Other saved this at" in words(answer)
    assert chosen(answer) == {"title": "", "summary": "theirs"}
    assert WorkingCopy.objects.get().changes == {"title": "Her title", "summary": "Hers."}
    answer = editor_client.post(change(page), of_page(answer, **{"_choice-title": "mine"}))
    assert answer.status_code == 302
    page.refresh_from_db()
    assert (page.title, page.summary) == ("Old title", "Old.")
    assert WorkingCopy.objects.get().changes == {"title": "My title", "summary": "Hers."}


def test_a_page_withdrawn_meanwhile_says_so(adviser_client, colleague):
    page = make_page(title="Old title")
    mine = opened(adviser_client, change(page), title="My title")
    publishing.withdraw(obj=page, by=colleague, reason="It is old.")
    answer = adviser_client.post(change(page), mine)
    assert "Ann Other withdrew this at" in words(answer)


def test_an_editor_whose_draft_was_published_meanwhile_can_copy_what_they_wrote(editor_client, colleague):
    entry = make_resource(**DRAFT, title="Old title")
    mine = opened(editor_client, change(entry), summary="Words of an editor.")
    publishing.publish(obj=entry, by=colleague)
    answer = editor_client.post(change(entry), mine)
    assert answer.status_code == 409
    assert "You may not change it any more" in words(answer)
    assert "Words of an editor." in words(answer)
    assert editor_client.post(change(entry), {"title": "From nowhere"}).status_code == 403


def test_what_was_typed_about_a_page_deleted_meanwhile_can_be_copied(adviser_client, colleague_client):
    page = make_page(**DRAFT)
    mine = opened(adviser_client, change(page), body="Words that took an hour.")
    delete = reverse("admin:guidance_guidancepage_delete", args=[page.pk])
    assert colleague_client.post(delete, {"post": "yes"}).status_code == 302
    answer = adviser_client.post(change(page), mine)
    assert "Ann Other deleted this at" in words(answer)
    assert "Words that took an hour." in words(answer)
    assert not GuidancePage.objects.exists()


# Hours of a helpline: lines of one field


def test_hours_that_a_colleague_wrote_stay_beside_what_i_changed(adviser_client, colleague_client):
    helpline = make_helpline(title="Old title")
    mine = opened(adviser_client, change(helpline), title="My title")
    hours = {"weekly-0-days": "0", "weekly-0-opens": "09:00", "weekly-0-closes": "17:00"}
    assert (
        colleague_client.post(
            change(helpline), opened(colleague_client, change(helpline), **hours)
        ).status_code
        == 302
    )
    answer = adviser_client.post(change(helpline), mine)
    assert chosen(answer) == {"title": "mine", "weekly": "theirs"}
    assert adviser_client.post(change(helpline), of_page(answer)).status_code == 302
    helpline.refresh_from_db()
    assert helpline.title == "My title"
    assert [str(period) for period in helpline.periods.all()] == ["Monday 09:00-17:00"]


# Inline rows


@pytest.fixture
def outcome(content) -> RouteOutcome:
    return RouteOutcome.objects.get(route__slug="nudes", key="n5")


def who(outcome) -> list[str]:
    return [step.who for step in outcome.steps.all()]


def test_a_row_that_a_colleague_added_stays(adviser_client, colleague_client, outcome):
    first, *rest = who(outcome)
    mine = opened(adviser_client, change(outcome), **{"steps-0-who": "The head"})
    row = {"order": "99", "when": "now", "title": "Sit down", "text": "Sit.", "who": "All", "done": "You sit"}
    added = {f"steps-{len(rest) + 1}-{key}": value for key, value in row.items()}
    theirs = opened(colleague_client, change(outcome), **added)
    assert colleague_client.post(change(outcome), theirs).status_code == 302
    answer = adviser_client.post(change(outcome), mine)
    assert sorted(chosen(answer).values()) == ["mine", "theirs"]
    assert adviser_client.post(change(outcome), of_page(answer)).status_code == 302
    assert who(outcome) == ["The head", *rest, "All"]


@pytest.mark.parametrize(("whose", "left"), [("mine", ["The head"]), ("theirs", [])])
def test_a_row_that_a_colleague_deleted_and_i_changed_is_asked_about(
    adviser_client, colleague_client, outcome, whose, left
):
    rest = who(outcome)[1:]
    mine = opened(adviser_client, change(outcome), **{"steps-0-who": "The head"})
    theirs = opened(colleague_client, change(outcome), **{"steps-0-DELETE": "on"})
    assert colleague_client.post(change(outcome), theirs).status_code == 302
    answer = adviser_client.post(change(outcome), mine)
    (name,) = chosen(answer)
    assert chosen(answer) == {name: ""}
    answer = adviser_client.post(change(outcome), of_page(answer, **{f"_choice-{name}": whose}))
    assert answer.status_code == 302
    assert sorted(who(outcome)) == sorted([*left, *rest])


def test_a_row_that_both_deleted_is_simply_gone(adviser_client, colleague_client, outcome):
    rest, gone = who(outcome)[1:], {"steps-0-DELETE": "on"}
    mine = opened(adviser_client, change(outcome), **gone)
    colleague_client.post(change(outcome), opened(colleague_client, change(outcome), **gone))
    assert adviser_client.post(change(outcome), mine).status_code == 302
    assert who(outcome) == rest


# Tokens


def test_a_form_without_a_token_is_saved_only_if_nobody_else_saved(adviser_client, colleague_client):
    page = make_page(**DRAFT, title="Old title")
    mine = opened(adviser_client, change(page), title="My title")
    mine.pop("_opened")
    assert adviser_client.post(change(page), mine).status_code == 302
    colleague_client.post(change(page), opened(colleague_client, change(page), summary="Hers."))
    answer = adviser_client.post(change(page), mine)
    assert answer.status_code == 409
    assert chosen(answer) == {"summary": ""}
    # A later save of one's own says nothing of what the older form shows.
    adviser_client.post(change(page), opened(adviser_client, change(page), title="Newest"))
    assert adviser_client.post(change(page), mine).status_code == 409


def test_a_form_without_a_token_is_no_older_than_fourteen_days(adviser_client, colleague_client):
    page = make_page(**DRAFT, title="Old title")
    mine = opened(adviser_client, change(page), title="My title")
    mine.pop("_opened")
    colleague_client.post(change(page), opened(colleague_client, change(page), summary="Hers."))
    AuditEntry.objects.update(at=timezone.now() - timedelta(days=15))
    assert adviser_client.post(change(page), {**mine, "summary": "Hers."}).status_code == 302


def test_a_token_of_another_person_or_another_page_is_none(adviser_client, colleague_client):
    page, other = make_page(), make_page()
    colleague_client.post(change(page), opened(colleague_client, change(page), summary="Hers."))
    hers = opened(colleague_client, change(page))["_opened"]
    elsewhere = opened(adviser_client, change(other))["_opened"]
    for token in (hers, elsewhere, "forged", ""):
        mine = opened(adviser_client, change(page), title="My title", _opened=token)
        assert adviser_client.post(change(page), mine).status_code == 409


def test_a_form_that_comes_back_with_an_error_keeps_its_token(adviser_client, colleague_client):
    page = make_page(**DRAFT, title="Old title")
    mine = opened(adviser_client, change(page), title="")
    refused = adviser_client.post(change(page), mine)
    assert refused.status_code == 200
    colleague_client.post(change(page), opened(colleague_client, change(page), summary="Hers."))
    assert adviser_client.post(change(page), of_page(refused, title="Mine")).status_code == 409


def test_every_form_of_the_admin_carries_the_token(adviser_client, colleague_client):
    day = ClosingDay.objects.create(day="2026-12-28", reason="Closed")
    mine = opened(adviser_client, change(day), reason="Mine")
    colleague_client.post(change(day), opened(colleague_client, change(day), reason="Hers"))
    answer = adviser_client.post(change(day), mine)
    assert answer.status_code == 409
    assert chosen(answer) == {"reason": ""}


def test_people_who_only_look_get_no_token(db):
    client = Client()
    client.force_login(make_editor())
    assert 'name="_opened"' not in client.get(change(make_resource())).content.decode()
