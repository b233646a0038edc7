"""Advisers draft guided routes and shared blocks beside the graph, and publish with a second reader."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from guidance.models import (
    GuidancePage,
    GuidedRoute,
    RouteAnswer,
    RouteOutcome,
    RouteQuestion,
    RouteStep,
    SearchDocument,
    SharedBlock,
)
from lesas_portal.core.models import AuditEntry
from tests.admin_forms import of_page, opened
from tests.document import Document
from tests.factories import make_person

NOTE = {"readers": "tell", "note": "Clearer words.", "reviewed_by": "Grace Hopper, deputy"}


@pytest.fixture
def route(content) -> GuidedRoute:
    return GuidedRoute.objects.get(slug="nudes")


@pytest.fixture
def question(route) -> RouteQuestion:
    return route.questions.get(key="n1")


@pytest.fixture
def outcome(route) -> RouteOutcome:
    return route.outcomes.get(key="n5")


@pytest.fixture
def block(content) -> SharedBlock:
    return SharedBlock.objects.get(key="safe-tonight")


def address(obj, action="change"):
    return reverse(f"admin:guidance_{obj._meta.model_name}_{action}", args=[obj.pk])


def save(client, obj, **changes):
    return client.post(address(obj), opened(client, address(obj), **changes))


def publish(client, obj, action="issue", **answers):
    url = address(obj, action)
    return client.post(url, opened(client, url, **answers))


def words(answer) -> str:
    return Document.of(answer).text


def public(client, obj) -> str:
    name = "route_outcome" if isinstance(obj, RouteOutcome) else "route_question"
    return words(client.get(reverse(f"guidance:{name}", args=[obj.route.slug, obj.key])))


# Drafts


def test_saving_writes_the_draft_and_readers_keep_the_newest_edition(editor_client, client, outcome):
    assert save(editor_client, outcome, title="A picture went round").status_code == 302
    outcome.refresh_from_db()
    assert outcome.title == "A picture went round"
    assert "A picture went round" not in public(client, outcome)


def test_saving_what_nobody_changed_changes_no_draft(adviser_client, route):
    for obj in (*route.outcomes.all()[:3], *route.questions.all(), route):
        assert save(adviser_client, obj).status_code == 302, obj
    facts = Document.of(adviser_client.get(address(route))).select(".facts dd")
    assert [fact.text for fact in facts[1:]] == ["Nothing.", "Nothing."]


def test_a_draft_title_of_a_route_is_not_found_before_it_is_published(adviser_client, route):
    save(adviser_client, route, title="Zebras on a phone")
    assert not SearchDocument.objects.filter(title__contains="Zebras").exists()
    assert publish(adviser_client, route, **NOTE).status_code == 302
    assert SearchDocument.objects.filter(title__contains="Zebras").exists()


def test_small_lists_are_kept_a_line_an_item(editor_client, outcome):
    changes = {
        "do_not": "look at it\r\n\r\n delete it ",
        "tell": "Police | Ring them first.\r\nParents|Ask the police first.",
        "differences": "post-16 | Tell the college.",
        "also": "the child may hurt themselves | blackmail/do/s1",
    }
    assert save(editor_client, outcome, **changes).status_code == 302
    outcome.refresh_from_db()
    assert outcome.do_not == ["look at it", "delete it"]
    assert outcome.tell[1] == {"label": "Parents", "text": "Ask the police first."}
    assert outcome.differences == [{"label": "post-16", "text": "Tell the college."}]
    assert outcome.also[0]["next"] == "blackmail/do/s1"


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("tell", "Police: ring them", "needs one bar"),
        ("differences", "castle | Ring them.", "“castle” is none of early-years"),
        ("also", "it is late | do n5", "is not written as a reference"),
        ("ring", "childlin", "There is no public helpline “childlin”"),
        ("removal", "remove-chil", "There is no shared block “remove-chil”"),
        ("links", "resource:nothing", "leads to nothing that is public"),
        ("record", "who rang 0800 1111 first", "name it by {slug}"),
        ("parents_words", "Ring {nobody}.", "there is no public helpline nobody"),
        ("steps-0-title", "See **the child**", "printed as it stands"),
    ],
)
def test_what_cannot_stand_is_refused_beside_its_field_and_kept(
    editor_client, outcome, field, typed, message
):
    answer = save(editor_client, outcome, **{field: typed})
    assert answer.status_code == 200
    page = Document.of(answer)
    box = page.select(f"[name={field}]")[0]
    assert typed in (box.node.text or box.attributes.get("value", ""))
    beside = next(row for row in box.node.iterancestors() if "form-row" in row.get("class", ""))
    assert message in " ".join(beside.text_content().split())
    outcome.refresh_from_db()
    assert "0800" not in str(outcome.record)


def test_answers_and_steps_are_added_last_and_taken_out(editor_client, question, outcome):
    count = question.answers.count()
    new = {f"answers-{count}-label": "Nobody knows", f"answers-{count}-next": "n2"}
    assert save(editor_client, question, **new).status_code == 302
    assert question.answers.last().label == "Nobody knows"
    assert save(editor_client, question, **{f"answers-{count}-DELETE": "on"}).status_code == 302
    assert question.answers.count() == count
    steps = outcome.steps.count()
    row = {"when": "week", "title": "Write to us", "text": "Today.", "who": "You", "done": "It is sent."}
    added = {f"steps-{steps}-{name}": value for name, value in row.items()}
    assert save(editor_client, outcome, **added).status_code == 302
    assert outcome.steps.last().title == "Write to us"


def test_a_question_is_added_to_a_route_and_deleted_again(editor_client, route):
    url = f"{reverse('admin:guidance_routequestion_add')}?route={route.pk}"
    assert url.replace("&", "&amp;") in editor_client.get(address(route)).content.decode()
    data = opened(editor_client, url, key="n9", title="Is it late?", why="We ask.")
    assert editor_client.post(url, data).status_code == 302
    added = route.questions.get(key="n9")
    assert editor_client.post(address(added, "delete"), {"post": "yes"}).status_code == 302
    assert not route.questions.filter(key="n9").exists()


def test_a_key_that_no_address_can_have_is_refused(editor_client, route):
    url = f"{reverse('admin:guidance_routequestion_add')}?route={route.pk}"
    answer = editor_client.post(url, opened(editor_client, url, key="chart", title="Late?", why="So."))
    assert answer.status_code == 200
    assert "not do, chart or start" in words(answer)


# Two people at once


def test_two_people_at_different_fields_keep_both_words(editor_client, outcome):
    mine, theirs = (opened(editor_client, address(outcome)) for _ in range(2))
    editor_client.post(address(outcome), theirs | {"review": "Look again tonight."})
    sent = mine | {"title": "A new title", "steps-0-who": "The head"}
    page = editor_client.post(address(outcome), sent)
    assert page.status_code == 409
    assert editor_client.post(address(outcome), of_page(page)).status_code == 302
    outcome.refresh_from_db()
    assert (outcome.review, outcome.title) == ("Look again tonight.", "A new title")
    assert outcome.steps.first().who == "The head"


@pytest.mark.parametrize("field", ["title", "do_not", "steps-0-title"])
def test_the_second_at_the_same_field_is_told_and_decides(editor_client, outcome, field):
    mine, theirs = (opened(editor_client, address(outcome)) for _ in range(2))
    assert editor_client.post(address(outcome), theirs | {field: "first words"}).status_code == 302
    page = editor_client.post(address(outcome), mine | {field: "second words"})
    assert page.status_code == 409
    assert "first words" in words(page)
    assert "second words" in words(page)
    (choice,) = {one.attributes["name"] for one in Document.of(page).select("[type=radio]")}
    assert "Choose whose to keep for:" in words(editor_client.post(address(outcome), of_page(page)))
    assert editor_client.post(address(outcome), of_page(page, **{choice: "mine"})).status_code == 302
    assert "second words" in str(opened(editor_client, address(outcome))[field])


def test_a_draft_that_changed_after_its_publish_page_was_opened_is_not_published(
    adviser_client, editor_client, route, outcome
):
    save(editor_client, outcome, title="First words")
    url = address(route, "issue")
    sent = opened(adviser_client, url, **NOTE)
    save(editor_client, outcome, title="Words that nobody read")
    answer = adviser_client.post(url, sent)
    assert "A colleague changed the draft after you opened this page" in words(answer)
    assert "Clearer words." in answer.content.decode()
    assert route.editions.count() == 1
    shown = Document.of(answer).select("[name=seen]")[0].attributes["value"]
    assert adviser_client.post(url, sent | {"seen": shown}).status_code == 302


# The graph


def test_the_graph_beside_a_form_has_every_question_and_outcome_as_a_link(editor_client, route, outcome):
    for url in (address(route), address(outcome)):
        graph = Document.of(editor_client.get(url)).select(".beside__graph")[0]
        links = {link.attributes["href"] for link in graph.select("a")}
        assert {address(node) for node in (*route.questions.all(), *route.outcomes.all())} <= links
    here = graph.select("a[aria-current]")
    assert {link.attributes["href"] for link in here} == {address(outcome)}


def test_the_graph_marks_levels_and_jumps_and_what_only_doors_lead_to(editor_client, route):
    graph = Document.of(editor_client.get(address(route))).select(".beside__graph")[0]
    danger = RouteOutcome.objects.get(route__slug="common", key="999")
    assert f"Now {danger.title} do/999" in graph.text
    assert "Goes on in “Blackmail”, question s2" in graph.text
    assert "Not met by any answer" in graph.text


def test_a_fault_stands_beside_its_node_and_is_counted_in_the_list(editor_client, route, question):
    RouteQuestion.objects.filter(pk=question.pk).update(why="")
    RouteAnswer.objects.filter(question=question, unsure=True).update(next="n77")
    graph = Document.of(editor_client.get(address(route))).select(".beside__graph")[0]
    line = next(
        line for line in graph.select("li") if line.select("a")[0].attributes["href"] == address(question)
    )
    assert "It does not say why we ask." in line.select(".graph__faults")[0].text
    assert "n77 is not there" in graph.text
    rows = Document.of(editor_client.get(reverse("admin:guidance_guidedroute_changelist"))).select("tbody tr")
    counts = {row.select("th")[0].text: int(row.select("td.field-faults")[0].text) for row in rows}
    assert counts.pop(route.title) >= 2
    assert set(counts.values()) == {0}


def test_the_list_of_routes_costs_a_fixed_number_of_queries(
    editor_client, route, django_assert_max_num_queries
):
    with django_assert_max_num_queries(25):
        editor_client.get(reverse("admin:guidance_guidedroute_changelist"))


def test_what_every_route_asks_first_is_drawn_too(editor_client, content):
    graph = Document.of(editor_client.get(address(GuidedRoute.objects.get(slug="common"))))
    assert "The first question of each route" in graph.text
    assert "Each route’s own outcome “staff”" in graph.text


# The preview


def test_the_preview_shows_the_draft_as_readers_would_see_it(editor_client, client, outcome, question):
    save(editor_client, outcome, title="A picture went round")
    page = words(editor_client.get(address(outcome, "preview")))
    assert "A picture went round" in page
    assert "Only signed-in staff see this" in page
    assert question.title in words(editor_client.get(address(question, "preview")))


def test_what_is_typed_is_previewed_and_not_saved(editor_client, outcome):
    typed = opened(editor_client, address(outcome), title="As typed", **{"steps-0-title": "Sit down"})
    page = words(editor_client.post(address(outcome, "preview"), typed))
    assert "As typed" in page
    assert "Sit down" in page
    outcome.refresh_from_db()
    assert outcome.title != "As typed"
    assert not outcome.steps.filter(title="Sit down").exists()


def test_a_screen_that_cannot_be_shown_says_what_is_wrong(editor_client, outcome, question):
    door = {"label": "it went further", "next": "do/n77", "hint": "", "unsure": False, "short": ""}
    RouteOutcome.objects.filter(pk=outcome.pk).update(also=[door])
    page = words(editor_client.get(address(outcome, "preview")))
    assert "This screen cannot be shown yet" in page
    assert "leads to do/n77, which is not there" in page
    RouteAnswer.objects.filter(question=question).update(next="n77")
    assert "leads to n77, which is not there" in words(editor_client.get(address(question, "preview")))


# Publishing a route


def test_publishing_shows_old_and_new_words_and_names_both_people(
    adviser, adviser_client, client, route, outcome
):
    old = outcome.title
    save(adviser_client, outcome, title="A picture went round")
    asked = words(adviser_client.get(address(route, "issue")))
    assert "Outcome n5: A picture went round (changed)" in asked
    assert old in asked
    answer = publish(adviser_client, route, **NOTE)
    assert answer.status_code == 302
    said = Document.of(adviser_client.get(address(route))).select(".messagelist")[0].text
    assert "Published. Readers now get edition 2." in said
    assert "A picture went round" in public(client, outcome)
    assert "Reviewed by Grace Hopper, deputy on" in public(client, outcome)
    assert route.editions.first().by == adviser


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"reviewed_by": ""}, "Fill this in"),
        ({"reviewed_by": "Ada Byron"}, "Name somebody else: two people read it"),
        ({"note": ""}, "Say in a sentence what changed, or choose “Small correction”"),
        ({"readers": ""}, "Fill this in"),
        ({"reviewed_by": "ada byron, adviser"}, "Name somebody else: two people read it"),
    ],
)
def test_publishing_needs_a_note_and_a_second_person(
    adviser, adviser_client, route, outcome, answers, message
):
    User.objects.filter(pk=adviser.pk).update(first_name="Ada", last_name="Byron")
    save(adviser_client, outcome, title="A picture went round")
    answer = publish(adviser_client, route, **{**NOTE, **answers})
    assert answer.status_code == 200
    assert message in words(answer)
    assert route.editions.count() == 1


def test_a_route_with_a_fault_is_refused_with_every_reason_and_keeps_what_was_typed(
    adviser_client, route, question, outcome
):
    RouteQuestion.objects.filter(pk=question.pk).update(why="")
    RouteStep.objects.filter(outcome=outcome).delete()
    answer = publish(adviser_client, route, **NOTE)
    assert answer.status_code == 200
    page = words(answer)
    assert "nudes: question n1: it does not say why we ask." in page
    assert "nudes: outcome n5: it has 0 steps of its own, and needs 3." in page
    assert "Nothing was published." in page
    assert "Grace Hopper, deputy" in answer.content.decode()
    assert "Clearer words." in answer.content.decode()
    assert route.editions.count() == 1


def test_where_nothing_waits_there_is_nothing_to_publish(adviser_client, route):
    assert "Publish the draft" not in words(adviser_client.get(address(route)))
    answer = adviser_client.post(address(route, "issue"), NOTE, follow=True)
    assert "Readers get these words already." in words(answer)
    assert route.editions.count() == 1


def test_a_new_route_gets_an_edition_before_it_can_be_published(adviser_client, content):
    url = reverse("admin:guidance_guidedroute_add")
    data = opened(adviser_client, url, title="Something new", slug="new", order="99")
    assert adviser_client.post(url, data).status_code == 302
    new = GuidedRoute.objects.get(slug="new")
    page = words(adviser_client.get(address(new)))
    assert "Nothing: there is no edition yet." in page
    assert "There is no first question yet" not in page  # danger and role come first everywhere
    assert adviser_client.get(address(new, "publish")).status_code == 403
    assert "new: first question: it is empty." in words(adviser_client.get(address(new, "issue")))


# Shared blocks


def test_a_block_is_drafted_and_published_with_a_second_reader(editor_client, adviser_client, client, block):
    step = RouteStep.objects.filter(block=block.key, outcome__reader="staff").first()
    assert save(editor_client, block, text="**Stay** with the child.").status_code == 302
    assert "Stay with the child." not in public(client, step.outcome)
    asked = words(adviser_client.get(address(block, "publish")))
    assert "**Stay** with the child." in asked
    assert publish(adviser_client, block, "publish", reviewed_by="Grace Hopper").status_code == 302
    assert "Stay with the child." in public(client, step.outcome)
    page = words(adviser_client.get(address(block)))
    assert "Reviewed by Grace Hopper." in page
    assert "Published. Readers see the new words wherever the block stands." in page


def test_a_block_with_a_fault_is_refused_with_the_reason(adviser_client, block):
    SharedBlock.objects.filter(pk=block.pk).update(text="Ring {nobody}.")
    answer = publish(adviser_client, block, "publish", reviewed_by="Grace Hopper")
    assert answer.status_code == 200
    assert "blocks: safe-tonight: there is no public helpline nobody" in words(answer)
    assert "Grace Hopper" in answer.content.decode()
    block.refresh_from_db()
    assert block.public_text != "Ring {nobody}."


def test_a_block_that_names_what_is_not_there_is_refused_in_its_form(editor_client, block):
    answer = save(editor_client, block, text="Ring {nobody}. {block:law}")
    assert "there is no public helpline nobody" in words(answer)
    assert "A block cannot put in another block." in words(answer)
    assert "Ring {nobody}." in answer.content.decode()


def test_a_block_published_meanwhile_is_not_published_twice(adviser_client, block):
    save(adviser_client, block, text="Stay.")
    url = address(block, "publish")
    sent = opened(adviser_client, url, reviewed_by="Grace Hopper")
    assert adviser_client.post(url, sent).status_code == 302
    again = adviser_client.post(url, sent, follow=True)
    assert "nothing was done. Readers see these words already" in words(again)


def test_the_list_of_blocks_says_where_each_is_used(editor_client, block):
    page = GuidancePage.objects.first()
    GuidancePage.objects.update(body="## Now\n")
    GuidancePage.objects.filter(pk=page.pk).update(body="## Now\n\n{block:safe-tonight}\n")
    rows = Document.of(editor_client.get(reverse("admin:guidance_sharedblock_changelist"))).select("tbody tr")
    used = {row.select("td.field-key")[0].text: row.select("td.field-used_in")[0].text for row in rows}
    assert "blackmail" in used["safe-tonight"]
    assert "1 page" in used["safe-tonight"]
    assert used["limits"].startswith("At the foot of every outcome.")
    links = {link.attributes["href"] for link in Document.of(editor_client.get(address(block))).select("a")}
    assert address(page) in links
    assert address(RouteStep.objects.filter(block=block.key).first().outcome) in links


# Who may do what


def test_an_editor_drafts_but_does_not_publish(editor_client, route, outcome, block):
    save(editor_client, outcome, title="A picture went round")
    save(editor_client, block, text="Stay.")
    assert "Publish the draft" not in words(editor_client.get(address(route)))
    for obj, action in ((route, "issue"), (block, "publish")):
        assert editor_client.get(address(obj, action)).status_code == 403
        assert editor_client.post(address(obj, action), NOTE).status_code == 403


def test_an_editor_changes_the_words_of_a_public_route_and_not_where_it_is_filed(editor_client, route):
    data = opened(editor_client, address(route), lead="Another line.") | {"keywords": "other"}
    assert editor_client.post(address(route), data).status_code == 302
    route.refresh_from_db()
    assert (route.lead, route.keywords == "other") == ("Another line.", False)


def test_nobody_deletes_a_route_or_a_block(adviser_client, route, block):
    for obj in (route, block):
        assert adviser_client.post(address(obj, "delete"), {"post": "yes"}).status_code == 403


def test_strangers_see_no_draft(client, outcome, route, block):
    pages = [address(outcome, "preview"), address(route, "issue"), address(block, "publish")]
    assert [client.get(page).status_code for page in pages] == [302, 302, 302]
    client.force_login(make_person(is_staff=True))
    assert [client.get(page).status_code for page in pages] == [403, 403, 403]


def test_the_audit_says_in_words_who_changed_which_node(adviser_client, adviser, outcome, route):
    save(adviser_client, outcome, **{"title": "A picture went round", "steps-0-who": "The head"})
    publish(adviser_client, route, **NOTE)
    entries = [str(entry) for entry in AuditEntry.objects.filter(actor=adviser.username).order_by("pk")]
    assert "Changed: outcome of a guided route nudes/do/n5" in entries
    assert "Changed: step of an outcome nudes/do/n5" in entries
    assert "Issued a new edition: guided route nudes" in entries
