"""Loading guided routes and shared blocks: whole, once, and never over what an adviser did."""

from dataclasses import replace
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from guidance import search
from guidance.checks import routes_are_sound
from guidance.fixture_reader import FixtureError
from guidance.loading import content as loading
from guidance.models import GuidedRoute, RouteEdition, RouteOutcome, RouteStep, SharedBlock
from guidance.routes.shipped import read_book
from guidance.search import static_pages
from guidance.services import editing, route_drafts, route_editions, route_text, routes
from tests.document import Document


def rewrite(path, *changes):
    text = path.read_text()
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text)


@pytest.fixture
def pictures(loaded):
    return GuidedRoute.objects.get(slug="pictures")


def test_every_shipped_route_is_sound_and_arrives_as_it_stands_in_its_file(portal):
    assert routes_are_sound() == []
    shipped = read_book(settings.FIXTURES_DIR, static_pages.names())
    book = routes.public_book()
    assert len(shipped.routes) == 11
    assert book.routes == shipped.routes
    assert (book.common, book.helplines) == (shipped.common, shipped.helplines)
    # The codes of facts are for editors, so what readers get is without them.
    assert book.blocks == {key: replace(block, facts=()) for key, block in shipped.blocks.items()}
    assert (book.resources, book.pages) == (shipped.resources, shipped.pages)


def test_no_shipped_route_has_an_invented_reader(portal):
    assert not RouteEdition.objects.exclude(reviewed_by="").exists()
    assert not SharedBlock.objects.exclude(reviewed_by="").exists()


def test_the_draft_of_every_shipped_route_is_what_was_issued(portal):
    for route in GuidedRoute.objects.all():
        route.full_clean()
        assert not route_editions.draft(route=route).is_new


def test_a_second_run_changes_nothing(loaded, fixtures):
    before = [*RouteEdition.objects.values_list("pk"), *RouteStep.objects.values_list("pk")]
    loading.load(fixtures)
    assert [*RouteEdition.objects.values_list("pk"), *RouteStep.objects.values_list("pk")] == before


def test_new_words_in_a_file_become_the_next_edition(pictures, fixtures):
    path = fixtures / "routes" / "pictures.toml"
    rewrite(
        path,
        ('title = "A picture of a child"', 'title = "A sexual picture of a child"'),
        ("An adult is involved", "An adult is in it"),
        ("First edition.", "Clearer."),
    )
    loading.load(fixtures)
    assert [(one.number, one.note) for one in pictures.editions.all()] == [
        (2, "Clearer."),
        (1, "First edition."),
    ]
    route = routes.public_book().routes["pictures"]
    assert (route.title, route.outcome("p2").title) == ("A sexual picture of a child", "An adult is in it")
    pictures.refresh_from_db()
    assert not route_editions.draft(route=pictures).is_new


def test_the_summary_counts_a_route_whose_outcomes_alone_changed(pictures, fixtures):
    rewrite(fixtures / "routes" / "pictures.toml", ("An adult is involved", "An adult is in it"))
    assert loading.load(fixtures)[GuidedRoute].updated == 1
    assert loading.load(fixtures)[GuidedRoute].updated == 0


def test_a_question_that_left_the_file_leaves_the_draft_and_old_editions_keep_it(pictures, fixtures):
    rewrite(fixtures / "routes" / "pictures.toml", ('next = "do/p3"', 'next = "do/p2"'))
    text = (fixtures / "routes" / "pictures.toml").read_text()
    before, _, rest = text.partition('\n[[outcomes]]\nkey = "p3"')
    (fixtures / "routes" / "pictures.toml").write_text(before + rest[rest.index("\n[[outcomes]]") :])
    loading.load(fixtures)
    assert not RouteOutcome.objects.filter(route=pictures, key="p3").exists()
    assert route_text.of_edition(pictures.editions.last()).outcome("p3")


@pytest.mark.parametrize("what", ["outcome", "title", "edition"])
def test_what_an_adviser_did_stays(pictures, fixtures, adviser, what):
    outcome = pictures.outcomes.get(key="p2")
    if what == "title":
        pictures.title = "Words of an adviser"
        editing.save_changes(obj=pictures, by=adviser)
    else:
        outcome.title = "Words of an adviser"
        route_drafts.save_draft(obj=outcome, by=adviser)
    if what == "edition":
        route_editions.issue(route=pictures, note="Mine.", reviewed_by="Ann Other", by=adviser)
    rewrite(fixtures / "routes" / "pictures.toml", ("Children only", "Only children"))
    loading.load(fixtures)
    draft = route_editions.draft(route=GuidedRoute.objects.get(pk=pictures.pk)).text
    assert "Words of an adviser" in {draft.title, draft.outcome("p2").title}
    assert draft.outcome("p3").title == "Children only"


def test_new_words_of_a_block_arrive_and_an_adviser_s_stay(loaded, fixtures, adviser):
    rewrite(fixtures / "blocks.toml", ("Do not look.", "Never look."), ("Times and words.", "Times."))
    block = SharedBlock.objects.get(key="record")
    block.text = "Words of an adviser"
    editing.save_changes(obj=block, by=adviser)
    loading.load(fixtures)
    assert routes.public_book().blocks["never"].text == "Never look."
    block.refresh_from_db()
    assert block.text == "Words of an adviser"
    assert block.public_text.startswith("Times and words.")


@pytest.mark.parametrize(
    ("path", "old", "new", "problem"),
    [
        ("routes/pictures.toml", 'level = "today"', 'level = "soon"', "outcome p3: its level soon"),
        ("routes/pictures.toml", 'next = "do/p3"', 'next = "do/p9"', "leads to do/p9, which is not there"),
        ("routes/pictures.toml", 'why = "So', 'wy = "So', "questions p1: wy: is not a field"),
        ("routes/pictures.toml", "order = 10", 'order = "x"', "order: must be a whole number"),
        ("routes/pictures.toml", "\n  [outcomes.parents]", "\n  [outcomes.parent]", "parents: is missing"),
        ("routes/pictures.toml", 'sources = ["kcsie"]', 'sources = ["x"]', "sources: there is no resource x"),
        ("routes/pictures.toml", 'audiences = ["dsl"]', 'audiences = ["x"]', "there is no audience x"),
        ("blocks.toml", "Do not look.", "Ring 0800 1111.", "the number 0800 1111 is typed"),
        ("blocks.toml", 'title = "The rule"\n', "", "title: is missing"),
    ],
)
def test_a_fault_is_named_by_file_and_place_and_nothing_is_loaded(db, fixtures, path, old, new, problem):
    rewrite(fixtures / path, (old, new))
    with pytest.raises(FixtureError) as raised:
        loading.load(fixtures)
    assert path in str(raised.value)
    assert problem in str(raised.value)
    assert not GuidedRoute.objects.exists()


def test_a_page_that_names_what_is_not_there_is_not_loaded(db, fixtures):
    path = fixtures / "guidance" / "early-years.md"
    path.write_text(path.read_text() + "\n{block:nothing}\n")
    with pytest.raises(FixtureError, match="early-years.md: body: There is no published shared block"):
        loading.load(fixtures)


def test_the_check_lists_faults_by_file_and_counts(fixtures):
    out = StringIO()
    rewrite(fixtures / "routes" / "pictures.toml", ('next = "do/p3"', 'next = "other/o1"'))
    with pytest.raises(CommandError, match="2 things are wrong"):
        call_command("check_routes", folder=fixtures, stdout=out)
    assert (
        "routes/pictures.toml\n  question p1: “No” leads to other/o1, which is not there." in out.getvalue()
    )
    assert "  outcome p3: no answer and no door leads to it." in out.getvalue()
    assert "3 outcomes, longest path 3 inside, 3 through jumps." in out.getvalue()


def test_the_check_passes_over_files_that_are_still_missing(fixtures):
    rewrite(
        fixtures / "routes" / "pictures.toml",
        ('label = "Yes"\n  next = "do/p2"', 'label = "Yes"\n  next = "x/x1"'),
    )
    with pytest.raises(CommandError):
        call_command("check_routes", folder=fixtures, stdout=StringIO())
    call_command("check_routes", folder=fixtures, partial=True, stdout=StringIO())


def test_search_finds_a_route_by_its_words_and_by_those_of_its_outcomes(client, loaded):
    search.rebuild()
    for words in ("leaked picture", "children only"):
        found = Document.of(client.get("/search/", {"q": words}))
        assert found.select("a[href='/what-has-happened/pictures/']"), words
    assert not Document.of(client.get("/search/", {"q": "every route asks"})).select("a[href$='/common/']")


def test_the_sitemap_has_the_start_the_routes_and_their_charts_and_no_question(client, loaded):
    listed = client.get("/sitemap.xml").content.decode()
    for path in ("/what-has-happened/", "/what-has-happened/pictures/", "/what-has-happened/pictures/chart/"):
        assert f"{path}</loc>" in listed
    assert "/pictures/p1/" not in listed
    assert "/do/" not in listed
    assert "common" not in listed
