"""Guided routes and shared blocks from draft to readers: sound as a whole, and read by a second person."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from guidance.models import (
    GuidedRoute,
    Helpline,
    Revision,
    RouteAnswer,
    RouteEdition,
    RouteStep,
    SharedBlock,
)
from guidance.services import (
    editing,
    next_change,
    publishing,
    route_drafts,
    route_editions,
    routes,
    scheduling,
    shared_blocks,
)
from lesas_portal.core.models import AuditEntry

SECOND = "Ann Other"


@pytest.fixture
def pictures(loaded):
    return GuidedRoute.objects.get(slug="pictures")


@pytest.fixture
def block(loaded):
    return SharedBlock.objects.get(key="never")


def reword(route, adviser, title="Another end"):
    outcome = route.outcomes.get(key="p2")
    outcome.title = title
    route_drafts.save_draft(obj=outcome, by=adviser)


def issue(route, by, **fields):
    told = {"note": "Clearer.", "reviewed_by": SECOND, **fields}
    return route_editions.issue(route=route, by=by, **told)


def public_title():
    return routes.public_book().routes["pictures"].outcome("p2").title


def test_a_draft_is_not_shown_until_it_is_issued(pictures, adviser):
    reword(pictures, adviser)
    assert public_title() == "An adult is involved"
    edition = issue(pictures, adviser)
    assert public_title() == "Another end"
    assert (edition.number, edition.by, edition.note) == (2, adviser, "Clearer.")
    route = routes.public_book().routes["pictures"]
    assert (route.reviewed_by, route.reviewed_on) == (SECOND, timezone.localdate())
    assert route.issued_on == timezone.localdate()


def test_who_issued_is_recorded_and_readers_are_told(pictures, adviser):
    reword(pictures, adviser)
    issue(pictures, adviser)
    actions = AuditEntry.objects.filter(user=adviser).order_by("pk").values_list("action", "object_type")
    assert [*actions] == [
        ("change", "guidance.routeoutcome"),
        ("issue", "guidance.guidedroute"),
        ("note_change", "guidance.guidedroute"),
    ]
    assert Revision.objects.of(pictures).notable().get().note == "Edition 2: Clearer."


def test_an_edition_never_changes(pictures, adviser):
    first = pictures.editions.get()
    reword(pictures, adviser)
    issue(pictures, adviser)
    assert RouteEdition.objects.get(pk=first.pk).content == first.content


@pytest.mark.parametrize("name", ["", "  ", "the-adviser", "The-Adviser", "Jo Adviser", " jo adviser "])
def test_nobody_publishes_alone(pictures, block, adviser, name):
    adviser.username, adviser.first_name, adviser.last_name = "the-adviser", "Jo", "Adviser"
    adviser.save()
    reword(pictures, adviser)
    with pytest.raises(ValidationError) as raised:
        issue(pictures, adviser, reviewed_by=name)
    assert "reviewed_by" in raised.value.message_dict
    block.text = "New words."
    editing.save_changes(obj=block, by=adviser)
    with pytest.raises(ValidationError):
        shared_blocks.publish_block(block=block, reviewed_by=name, by=adviser)
    assert public_title() == "An adult is involved"
    assert routes.public_book().blocks["never"].text == "Do not look."


def test_readers_must_be_told_what_changed(pictures, adviser):
    reword(pictures, adviser)
    with pytest.raises(ValidationError, match="Say what changed"):
        issue(pictures, adviser, note=" ")


def test_nothing_new_is_no_edition(pictures, adviser):
    with pytest.raises(ValidationError, match="Nothing has changed"):
        issue(pictures, adviser)


def test_a_route_deleted_meanwhile_is_no_longer_there(pictures, adviser):
    seen = GuidedRoute.objects.get(pk=pictures.pk)
    pictures.delete()
    with pytest.raises(ValidationError, match="no longer there"):
        issue(seen, adviser)


def test_a_route_that_is_not_sound_is_refused_with_every_reason(pictures, adviser):
    answer = RouteAnswer.objects.get(question__route=pictures, next="do/p3")
    answer.next = "do/p9"
    route_drafts.save_draft(obj=answer, by=adviser)
    step = RouteStep.objects.filter(outcome__key="p2", outcome__route=pictures).first()
    route_drafts.delete_draft(obj=step, by=adviser)
    with pytest.raises(ValidationError) as raised:
        issue(pictures, adviser)
    assert raised.value.messages == [
        "pictures: question p1: “No” leads to do/p9, which is not there.",
        "pictures: outcome p3: no answer and no door leads to it.",
        "pictures: outcome p2: it has 2 steps of its own, and needs 3.",
        "pictures: outcome p2: level now needs 2 steps for now, and it has 1.",
    ]
    assert pictures.editions.count() == 1


def test_a_fault_in_another_route_is_a_reason_too(pictures, adviser):
    common = GuidedRoute.objects.get(slug="common")
    answer = RouteAnswer.objects.get(question__route=common, next="do/child")
    answer.next = "do/nobody"
    route_drafts.save_draft(obj=answer, by=adviser)
    with pytest.raises(ValidationError, match="pictures: question role"):
        issue(common, adviser)


def test_a_route_with_its_own_drafts_apart_can_be_issued_while_another_draft_is_broken(pictures, adviser):
    common = GuidedRoute.objects.get(slug="common")
    route_drafts.delete_draft(obj=common.questions.first(), by=adviser)
    reword(pictures, adviser)
    issue(pictures, adviser)
    assert public_title() == "Another end"


def test_a_route_that_others_need_cannot_be_withdrawn(pictures, adviser):
    common = GuidedRoute.objects.get(slug="common")
    with pytest.raises(ValidationError):
        publishing.withdraw(obj=common, by=adviser, reason="It is old.")
    publishing.withdraw(obj=pictures, by=adviser, reason="It is old.")
    assert "pictures" not in routes.public_book().routes


def test_a_route_cannot_end_by_the_clock(pictures, adviser):
    with pytest.raises(ValidationError, match="no last day|cannot have a last day"):
        scheduling.set_end(obj=pictures, by=adviser, until=timezone.now() + timedelta(days=1))


def test_a_route_without_an_edition_cannot_be_public(loaded, adviser):
    route = GuidedRoute.objects.create(title="New", slug="new")
    with pytest.raises(ValidationError, match="Issue a first edition"):
        publishing.publish(obj=route, by=adviser)


def test_a_withdrawn_route_gets_no_edition(pictures, adviser):
    publishing.withdraw(obj=pictures, by=adviser, reason="It is old.")
    reword(pictures, adviser)
    with pytest.raises(ValidationError, match="withdrawn now"):
        issue(pictures, adviser)


def test_one_edit_in_one_block_is_read_everywhere(block, adviser, client):
    block.text = "Never look at it."
    editing.save_changes(obj=block, by=adviser)
    assert routes.public_book().blocks["never"].text == "Do not look."
    shared_blocks.publish_block(block=block, reviewed_by=SECOND, by=adviser)
    assert routes.public_book().blocks["never"].text == "Never look at it."
    assert "Never look at it." in client.get("/what-has-happened/pictures/do/p2/").content.decode()
    block.refresh_from_db()
    assert (block.by, block.reviewed_by) == (adviser, SECOND)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Ring 0800 1111.", "blocks: never: the number 0800 1111 is typed in “Ring 0800 1111.”: name it by"),
        ("Ring {nobody}.", "blocks: never: there is no public helpline nobody"),
    ],
)
def test_a_block_that_is_not_sound_is_refused_with_the_reason(block, adviser, text, reason):
    block.text = text
    editing.save_changes(obj=block, by=adviser)
    with pytest.raises(ValidationError) as raised:
        shared_blocks.publish_block(block=block, reviewed_by=SECOND, by=adviser)
    assert raised.value.messages[0].startswith(reason)


def test_a_block_without_new_words_is_not_published(block, adviser):
    with pytest.raises(ValidationError, match="Nothing has changed"):
        shared_blocks.publish_block(block=block, reviewed_by=SECOND, by=adviser)


def test_a_helpline_s_new_number_is_read_at_once(loaded, client, adviser):
    line = Helpline.objects.get(slug="childline")
    line.phone = "0800 2222"
    editing.save_changes(obj=line, by=adviser)
    assert routes.public_book().helplines["childline"].phone == "0800 2222"


def test_the_book_costs_one_query_until_something_is_written(
    pictures, adviser, one_moment, django_assert_num_queries, django_assert_max_num_queries
):
    routes.public_book()
    with django_assert_num_queries(1):
        routes.public_book()
    reword(pictures, adviser)
    next_change.known_after(timezone.now())  # Worked out once for all that is kept.
    with django_assert_max_num_queries(6):
        routes.public_book()


def test_a_scheduled_route_becomes_public_by_the_clock(pictures, adviser, freeze):
    publishing.withdraw(obj=pictures, by=adviser, reason="A pause.")
    soon = timezone.now() + timedelta(minutes=5)
    scheduling.schedule(obj=pictures, by=adviser, at=soon)
    assert "pictures" not in routes.public_book().routes
    assert "pictures" in routes.public_book(soon + timedelta(minutes=1)).routes
    assert "pictures" not in routes.without_database().routes
