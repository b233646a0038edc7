"""Drafts of guided routes and clauses have the states of working copies: waiting, handed over, sent back."""

import pytest
from django.test import Client
from django.urls import reverse

from guidance.models import Clause, GuidedRoute, PolicyTemplate, Revision, WorkingCopy
from tests.admin_forms import opened
from tests.document import Document
from tests.factories import make_editor
from tests.guidance.test_route_admin import address, public, publish, save, words

WAITING, READY, SENT_BACK = WorkingCopy.State
NOTE = {"readers": "tell", "note": "Clearer words.", "reviewed_by": "Grace Hopper, deputy"}
NEW_WORDS = {"text": "New aims.", "change_note": "They are clearer."}


@pytest.fixture
def route(content) -> GuidedRoute:
    return GuidedRoute.objects.get(slug="nudes")


@pytest.fixture
def outcome(route):
    return route.outcomes.get(key="n5")


@pytest.fixture
def clause(content) -> Clause:
    return Clause.objects.get(section__template__slug="social-media", key="aims-purpose")


@pytest.fixture
def template(clause) -> PolicyTemplate:
    return clause.section.template


@pytest.fixture
def editor(db):
    return make_editor(first_name="Ede", last_name="Finch")


@pytest.fixture
def writer(editor):
    client = Client()
    client.force_login(editor)
    return client


def state_of(obj) -> str:
    copy = WorkingCopy.objects.of(obj).first()
    return copy.state if copy else ""


def take(client, obj, step, **answers):
    return client.post(address(obj, step), opened(client, address(obj, step), **answers), follow=True)


# Guided routes


def test_an_editors_change_of_an_outcome_waits_is_handed_over_sent_back_and_issued(
    writer, adviser_client, client, route, outcome
):
    save(writer, outcome, title="A picture went round")
    assert "Public, changes waiting (by Ede Finch, since" in words(
        adviser_client.get(reverse("admin:guidance_guidedroute_changelist"))
    )
    answer = writer.post(address(outcome), opened(writer, address(outcome), _hand_over="1"), follow=True)
    assert answer.request["PATH_INFO"] == address(route, "hand_over")
    assert "A picture went round" in [ins.text for ins in Document.of(answer).all("ins")] or (
        "A picture went round" in words(answer)
    )
    take(writer, route, "hand_over", line="Shorter heading.")
    assert state_of(route) == READY
    assert "Changes to 1 page are ready for an adviser" in words(adviser_client.get(reverse("admin:index")))

    take(adviser_client, route, "send_back", comment="Say whose picture.")
    assert state_of(route) == SENT_BACK
    for form in (route, outcome):
        assert "Say whose picture." in words(writer.get(address(form)))

    save(writer, outcome, title="A picture of a child went round")
    take(writer, route, "hand_over", line="As you asked.")
    assert "As you asked." in words(adviser_client.get(address(route, "issue")))
    assert publish(adviser_client, route, **NOTE).status_code == 302
    assert "A picture of a child went round" in public(client, outcome)
    assert state_of(route) == ""


def test_what_an_editor_changes_after_handing_over_is_handed_over_again(
    writer, adviser_client, route, outcome
):
    save(writer, outcome, title="A picture went round")
    take(writer, route, "hand_over", line="Shorter heading.")
    save(writer, outcome)
    assert state_of(route) == READY
    save(adviser_client, outcome, title="A picture went about")
    assert state_of(route) == READY
    save(writer, outcome, title="A picture went all around")
    assert state_of(route) == WAITING


def test_a_draft_that_says_again_what_readers_get_waits_no_more(writer, route, outcome):
    before = outcome.title
    save(writer, outcome, title="A picture went round")
    assert state_of(route) == WAITING
    save(writer, outcome, title=before)
    assert state_of(route) == ""


def test_a_question_taken_out_of_the_draft_waits_too(writer, route, outcome):
    writer.post(reverse("admin:guidance_routeoutcome_delete", args=[outcome.pk]), {"post": "yes"})
    assert state_of(route) == WAITING


def test_a_small_correction_of_a_route_tells_nobody(adviser_client, client, route, outcome):
    save(adviser_client, outcome, title="A picture went round")
    told = Revision.objects.of(route).notable().count()
    publish(adviser_client, route, **NOTE | {"readers": "small", "note": ""})
    assert "A picture went round" in public(client, outcome)
    assert route.editions.first().note == "A small correction."
    assert Revision.objects.of(route).notable().count() == told


def test_each_change_of_a_route_has_a_true_preview(adviser_client, client, route, outcome):
    save(adviser_client, outcome, title="A picture went round")
    page = Document.of(adviser_client.get(address(route, "issue")))
    links = [link.attributes["href"] for link in page.select("caption a")]
    assert links == [address(outcome, "preview")]
    save(adviser_client, route, lead="This route says what to do first.")
    assert "This route says what to do first." in words(adviser_client.get(address(route, "preview")))
    typed = opened(adviser_client, address(route), lead="Only typed.")
    assert "Only typed." in words(adviser_client.post(address(route, "preview"), typed))
    route.refresh_from_db()
    assert route.lead != "Only typed."
    assert client.get(address(route, "preview")).status_code == 302


# Clauses


def test_a_clause_waits_until_its_edition_is_issued(writer, adviser_client, client, clause, template):
    save(writer, clause, **NEW_WORDS)
    listed = words(adviser_client.get(reverse("admin:guidance_clause_changelist")))
    assert "Public, changes waiting (by Ede Finch, since" in listed
    answer = writer.post(address(clause), opened(writer, address(clause), _hand_over="1"), follow=True)
    assert answer.request["PATH_INFO"] == address(clause, "hand_over")
    assert "New aims." in [ins.text for ins in Document.of(answer).all("ins")]
    take(writer, clause, "hand_over", line="Shorter aims.")
    assert state_of(clause) == READY

    for page in (address(template), address(template, "issue")):
        shown = words(adviser_client.get(page))
        assert clause.label in shown
        assert "ready for an adviser (by Ede Finch, since" in shown
    asked = adviser_client.get(address(template, "issue"))
    assert "New aims." in [ins.text for ins in Document.of(asked).all("ins")]
    assert "Shorter aims." in words(asked)
    assert address(clause) in asked.content.decode()

    publish(adviser_client, template, readers="tell", note="Clearer aims.")
    assert state_of(clause) == ""
    assert "New aims." in words(client.get(template.get_absolute_url()))


def test_a_clause_is_sent_back_and_the_issue_page_says_so(writer, adviser_client, clause, template):
    save(writer, clause, **NEW_WORDS)
    take(writer, clause, "hand_over", line="Shorter aims.")
    take(adviser_client, clause, "send_back", comment="Name the law.")
    assert "Name the law." in words(writer.get(address(clause)))
    assert "Name the law." in words(adviser_client.get(address(template, "issue")))
    listed = adviser_client.get(reverse("admin:guidance_workingcopy_changelist"))
    assert f"{clause.label} ({template})" in words(listed)


def test_every_change_of_a_clause_is_shown_before_it_is_issued(adviser_client, clause, template):
    save(adviser_client, clause, label="What it is all about", reference="Part nine")
    shown = words(adviser_client.get(address(template, "issue")))
    assert "What it is all about" in shown
    assert "Part nine" in shown
    assert state_of(clause) == WAITING


def test_a_new_clause_and_one_out_of_use_wait(adviser_client, clause, template):
    data = opened(adviser_client, address(clause))
    del data["in_use"]
    adviser_client.post(address(clause), data)
    assert state_of(clause) == WAITING
    assert f"{clause.label} (gone)" in words(adviser_client.get(address(template, "issue")))


def test_a_small_correction_of_a_policy_tells_nobody(adviser_client, client, clause, template):
    save(adviser_client, clause, **NEW_WORDS)
    told = Revision.objects.of(template).notable().count()
    publish(adviser_client, template, readers="small", note="")
    assert "New aims." in words(client.get(template.get_absolute_url()))
    assert Revision.objects.of(template).notable().count() == told


def test_what_is_typed_in_a_clause_is_previewed_and_not_saved(adviser_client, clause):
    typed = opened(adviser_client, address(clause), **NEW_WORDS)
    assert "New aims." in words(adviser_client.post(address(clause, "preview"), typed))
    assert clause.newest.text != "New aims."


def test_an_editor_sends_nothing_back_and_issues_nothing(writer, adviser_client, route, outcome, clause):
    save(writer, outcome, title="A picture went round")
    save(writer, clause, **NEW_WORDS)
    for obj in (route, clause):
        take(writer, obj, "hand_over", line="Read it.")
        assert writer.post(address(obj, "send_back"), {"comment": "No."}).status_code == 403
    assert writer.get(address(route, "issue")).status_code == 403
