"""What is pasted into clauses, routes and their parts is tidied, shown, and put back with one press."""

import pytest

from guidance.models import Clause, GuidedRoute, RouteOutcome, SharedBlock, WorkingCopy
from tests.admin_forms import opened
from tests.document import Document
from tests.guidance.test_route_admin import address, save, words

PASTED = "Do this today:\n\n•\tKeep the phone\n•\tWrite it down"
TIDIED = "Do this today:\n\n- Keep the phone\n- Write it down"


@pytest.fixture
def route(content) -> GuidedRoute:
    return GuidedRoute.objects.get(slug="nudes")


@pytest.fixture
def outcome(route):
    return route.outcomes.get(key="n5")


@pytest.fixture
def clause(content) -> Clause:
    return Clause.objects.get(section__template__slug="social-media", key="aims-purpose")


def undo(client, obj):
    return client.post(address(obj, "tidied"), follow=True)


def test_a_clause_is_tidied_and_the_tidying_undone(editor_client, clause):
    answer = save(editor_client, clause, text=PASTED, change_note="A list.")
    assert answer.url == address(clause, "tidied")
    assert "We tidied 2 lines" in words(editor_client.get(answer.url))
    assert clause.newest.text == TIDIED
    undo(editor_client, clause)
    assert clause.newest.text == PASTED


def test_the_tidying_of_a_clause_is_not_undone_over_later_words(editor_client, adviser_client, clause):
    save(editor_client, clause, text=PASTED, change_note="A list.")
    save(adviser_client, clause, text="Later words.", change_note="Later.")
    assert "Somebody saved this text after it was tidied" in words(undo(editor_client, clause))
    assert clause.newest.text == "Later words."


def test_a_step_an_item_and_what_parents_hear_are_tidied_together_and_undone_together(editor_client, outcome):
    step = outcome.steps.order_by("order", "pk").first()
    number = next(
        name.removesuffix("-id")
        for name, value in opened(editor_client, address(outcome)).items()
        if name.startswith("steps-") and name.endswith("-id") and value == str(step.pk)
    )
    typed = {
        f"{number}-text": PASTED,
        "parents_words": PASTED,
        "do_not": "•\tlook at the picture\n•\tsend it on",
    }
    page = Document.of(
        editor_client.post(address(outcome), opened(editor_client, address(outcome), **typed), follow=True)
    )
    assert "We tidied 6 lines" in page.text
    outcome.refresh_from_db()
    step.refresh_from_db()
    assert (step.text, outcome.parents_words) == (TIDIED, TIDIED)
    assert outcome.do_not == ["look at the picture", "send it on"]
    assert WorkingCopy.objects.of(outcome.route).exists()

    undo(editor_client, outcome)
    outcome.refresh_from_db()
    step.refresh_from_db()
    assert (step.text, outcome.parents_words) == (PASTED, PASTED)
    assert outcome.do_not == ["•\tlook at the picture", "•\tsend it on"]


def test_the_chart_of_a_route_is_tidied_and_undone(editor_client, route):
    before = route.chart
    save(editor_client, route, chart_do_not="•\tlook at the picture\n•\tsend it on")
    route.refresh_from_db()
    assert route.chart["do_not"] == ["look at the picture", "send it on"]
    undo(editor_client, route)
    route.refresh_from_db()
    assert route.chart == {**before, "do_not": ["•\tlook at the picture", "•\tsend it on"]}


def test_what_is_worth_a_second_look_is_said_of_clauses_steps_and_items(editor_client, clause, outcome):
    vague = "Read [click here](https://www.gov.uk/)."
    save(editor_client, clause, text=vague, change_note="A link.")
    assert "The link “click here” does not say where it leads" in words(editor_client.get(address(clause)))
    save(editor_client, outcome, do_not="read [this](resource:kcsie)\nsend it on")
    said = words(editor_client.get(address(outcome)))
    assert "Do not: The link “this” does not say where it leads" in said


def test_each_form_has_an_example_to_copy(editor_client, clause, outcome):
    for obj in (clause, outcome):
        assert "Copy what you need from this example" in words(editor_client.get(address(obj)))


def test_each_form_says_where_it_is_used(editor_client, clause, outcome, route):
    def used(obj):
        page = Document.of(editor_client.get(address(obj)))
        return page.select("fieldset.uses")[0].text

    assert clause.section.template.title in used(clause)
    assert "has it as a clause" in used(clause)
    leading = route.questions.filter(answers__next=f"do/{outcome.key}").first()
    assert leading.title in used(outcome)
    assert "goes on there" in used(route.questions.get(key=route.start))
    other = RouteOutcome.objects.exclude(route=route).first()
    save(editor_client, other, also=f"It is another picture | {route.slug}/do/{outcome.key}")
    assert other.title in used(outcome)


def test_what_is_typed_in_a_shared_block_is_previewed_and_not_saved(editor_client, client, content):
    block = SharedBlock.objects.get(key="safe-tonight")
    typed = opened(editor_client, address(block), text="Ring {childline} **tonight**.")
    page = Document.of(editor_client.post(address(block, "preview"), typed))
    assert [one.text for one in page.select("strong") if one.text == "tonight"]
    assert "0800 1111" in page.text
    assert "nothing is saved" in page.text
    saved = Document.of(editor_client.get(address(block, "preview")))
    assert "tonight" not in [one.text for one in saved.all("strong")]
    assert client.get(address(block, "preview")).status_code == 302
