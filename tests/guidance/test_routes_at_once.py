"""Two people who publish guided routes at the same moment, each with a connection of their own."""

from dataclasses import replace

import pytest

from guidance.loading import content as loading
from guidance.models import GuidedRoute, RouteEdition, RouteQuestion, SharedBlock
from guidance.routes import graph
from guidance.services import (
    editing,
    publishing,
    route_drafts,
    route_editions,
    route_import,
    route_text,
    routes,
    shared_blocks,
)
from tests.factories import LONG_AGO, PUBLIC, make_person
from tests.guidance.test_two_connections import run_at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def chief(transactional_db, fixtures):
    """Somebody who may do everything, in a portal with the small routes."""
    loading.load(fixtures)
    return make_person(is_staff=True, is_superuser=True)


def test_of_two_who_issue_one_draft_one_is_told_that_nothing_is_new(chief):
    route = GuidedRoute.objects.get(slug="pictures")
    outcome = route.outcomes.get(key="p2")
    outcome.title = "Another end"
    route_drafts.save_draft(obj=outcome, by=chief)

    def issue():
        route_editions.issue(route=route, note="Clearer.", reviewed_by="Ann Other", by=chief)

    (told,) = filter(None, run_at_once(issue, issue))
    assert "Nothing has changed" in str(told)
    assert [edition.number for edition in route.editions.all()] == [2, 1]


def test_two_who_break_each_other_s_route_do_not_both_publish(chief):
    """One takes away the end to which the other now leads: whoever is second is refused."""
    common, pictures = (GuidedRoute.objects.get(slug=slug) for slug in ("common", "pictures"))
    answer = RouteQuestion.objects.get(route=common, key="role").answers.get(next="do/child")
    answer.next = "pictures/do/p3"
    route_drafts.save_draft(obj=answer, by=chief)
    for node in (pictures.questions.get(key="p1").answers.get(next="do/p3"), pictures.outcomes.get(key="p3")):
        route_drafts.delete_draft(obj=node, by=chief)
    route_drafts.delete_draft(obj=pictures.outcomes.get(key="child"), by=chief)

    def issue(route):
        route_editions.issue(route=route, note="Clearer.", reviewed_by="Ann Other", by=chief)

    raised = run_at_once(lambda: issue(common), lambda: issue(pictures))
    assert len(list(filter(None, raised))) >= 1
    assert RouteEdition.objects.filter(number=2).count() <= 1


def test_a_block_and_a_route_are_published_one_after_the_other(chief):
    route, block = GuidedRoute.objects.get(slug="pictures"), SharedBlock.objects.get(key="never")
    outcome = route.outcomes.get(key="p2")
    outcome.title = "Another end"
    route_drafts.save_draft(obj=outcome, by=chief)
    block.text = "New words."
    editing.save_changes(obj=block, by=chief)
    assert run_at_once(
        lambda: route_editions.issue(route=route, note="Clearer.", reviewed_by="Ann Other", by=chief),
        lambda: shared_blocks.publish_block(block=block, reviewed_by="Ann Other", by=chief),
    ) == [None, None]
    book = routes.public_book()
    assert book.routes["pictures"].outcome("p2").title == "Another end"
    assert book.blocks["never"].text == "New words."
    assert routes.without_database() == book


def test_a_route_is_not_withdrawn_while_another_that_leads_there_is_published(chief):
    pictures = GuidedRoute.objects.get(slug="pictures")
    other = GuidedRoute.objects.create(title="Other", slug="other", first_public_at=LONG_AGO, **PUBLIC)
    text = replace(route_text.of_edition(pictures.edition), slug="other")
    route_import.import_route(route=other, text=text, note="First edition.", by=chief)
    answer = other.questions.get(key="p1").answers.get(next="do/p3")
    answer.next = "pictures/do/p3"
    route_drafts.save_draft(obj=answer, by=chief)
    route_drafts.delete_draft(obj=other.outcomes.get(key="p3"), by=chief)
    for name in ("title", "short_title", "summary", "lead", "start", "order", "keywords"):
        setattr(other, name, getattr(pictures, name))
    editing.save_changes(obj=other, by=chief)
    raised = run_at_once(
        lambda: route_editions.issue(route=other, note="Clearer.", reviewed_by="Ann Other", by=chief),
        lambda: publishing.withdraw(obj=pictures, by=chief, reason="It is old."),
    )
    (told,) = filter(None, raised)
    assert "leads to pictures/do/p3" in str(told)
    assert graph.errors(routes.public_book()) == ()
