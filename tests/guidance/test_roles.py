"""The doors by role: seven on the home page, five tasks behind each, which advisers choose and edit."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from guidance import role_tasks
from guidance.fixture_reader import FixtureError
from guidance.loading import content as loading
from guidance.models import Link, PolicyTemplate, Role, SearchDocument
from guidance.role_tasks import NUMBER
from guidance.services import editing, uses
from tests.document import Document
from tests.factories import LONG_AGO, PUBLIC, WITHDRAWN, make_page, make_role
from tests.guidance.test_working_copies import opened, step

DOORS = {
    "Safeguarding lead (DSL)": "/for/dsl/",
    "Teacher or support staff": "/for/teachers/",
    "Head or manager": "/for/leaders/",
    "Governor or trustee": "/for/governors/",
    "Nursery or childminder": "/for/early-years/",
    "IT staff": "/for/it/",
    "Parent or carer": "/parents/",
}
ROLES = [path for path in DOORS.values() if path.startswith("/for/")]
VERBS = {
    *(
        "Act",
        "Answer",
        "Ask",
        "Check",
        "Deal",
        "Decide",
        "Find",
        "Get",
        "Give",
        "Know",
        "Lead",
        "Look",
        "Make",
    ),
    *("Print", "Put", "See", "Set", "Start", "Stop", "Teach", "Test", "Use"),
}
MOST_WORDS = 20
LINES = "\n".join(f"- [Do number {number}](page:helplines): Some words." for number in range(1, NUMBER + 1))


def tasks(page: Document) -> list[tuple[str, str]]:
    """What stands behind a door: each task and where it leads, in order."""
    return [(link.text, link.attributes["href"]) for link in page.select("main ol.rows h2 a")]


@pytest.fixture
def read(client):
    return lambda path: Document.of(client.get(path))


def test_the_home_page_has_seven_doors_in_their_order_each_with_its_drawing(portal, read):
    doors = read("/").select(".doors a")
    assert {door.text: door.attributes["href"] for door in doors} == DOORS
    assert [door.text for door in doors] == [*DOORS]
    drawings = [door.select("use")[0].attributes["href"].partition("#")[2] for door in doors]
    assert drawings == ["dsl", "teacher", "leader", "governor", "early-years", "it", "parent"]


@pytest.mark.parametrize("path", ROLES)
def test_behind_a_door_stand_five_tasks_verb_first_whom_to_ring_and_the_policy(portal, client, read, path):
    shown = read(path)
    listed = tasks(shown)
    assert len(listed) == NUMBER
    assert [title for title, _ in listed if title.split()[0] not in VERBS] == []
    for title, address in listed:
        answer = client.get(address)
        assert answer.status_code == 200, title
        if "#" in address:
            assert address.partition("#")[2] in Document.of(answer).ids
    lines = [line.text for line in shown.select("main ol.rows p")]
    assert max(len(line.split()) for line in lines) <= MOST_WORDS
    aside = shown.select(".aside")[0]
    assert [link.text for link in aside.select(".plates a") if "03000 41 11 11" in link.text]
    assert [link for link in aside.select("a") if link.attributes["href"].startswith("/policies/")]
    others = {link.attributes["href"] for link in shown.select("nav .doors a")}
    assert others == {*DOORS.values()} - {path}


def test_a_policy_that_has_no_edition_yet_is_not_offered(client, db):
    policy = PolicyTemplate.objects.create(title="Phones", slug="phones", first_public_at=LONG_AGO, **PUBLIC)
    page = Document.of(client.get(make_role(policy=policy).get_absolute_url()))
    assert page.select('.aside a[href^="/policies/"]') == []


def test_the_doors_lead_to_other_things(portal, read):
    """A task stands behind two doors where it is the work of both, and no two doors are the same."""
    behind = [frozenset(title for title, _ in tasks(read(path))) for path in ROLES]
    assert len({*behind}) == len(ROLES)


def test_parents_have_pages_of_their_own_behind_their_door(client, db):
    answer = client.get("/for/parents/")
    assert (answer.status_code, answer["Location"]) == (301, "/parents/")
    assert client.post("/for/parents/").status_code == 405


@pytest.mark.parametrize("path", ["/for/nobody/", "/for/home/"])
def test_there_is_no_other_door(portal, client, path):
    assert client.get(path).status_code == 404


def test_beside_the_news_stands_what_people_also_come_for(portal, client, read):
    also = read("/").select(".also a")
    assert len(also) == NUMBER
    assert "/policies/" in {link.attributes["href"] for link in also}
    assert {client.get(link.attributes["href"]).status_code for link in also} == {200}


def test_a_door_that_is_withdrawn_is_gone_from_the_home_page_and_says_so(portal, client, read):
    Role.objects.filter(slug="it").update(**WITHDRAWN)
    assert "IT staff" not in read("/").main
    assert client.get("/for/it/").status_code == 410
    assert "IT staff" not in read("/for/dsl/").main


def test_the_home_page_stands_without_what_people_also_come_for(portal, read):
    Role.objects.filter(slug="home").update(**WITHDRAWN)
    shown = read("/")
    assert shown.faults == []
    assert "People also come for" not in shown.main


def test_what_an_adviser_writes_waits_is_previewed_and_then_stands_behind_the_door(
    portal, adviser_client, read
):
    role = Role.objects.get(slug="dsl")
    data = opened(adviser_client, role) | {"tasks": LINES, "name": "Lead"}
    preview = Document.of(adviser_client.post(reverse("admin:guidance_role_preview", args=[role.pk]), data))
    assert tasks(preview) == [(f"Do number {number}", "/helplines/") for number in range(1, NUMBER + 1)]
    adviser_client.post(reverse("admin:guidance_role_change", args=[role.pk]), data)
    assert "Do number 1" not in read("/for/dsl/").main
    step(adviser_client, role, "publish_changes", readers="small")
    assert tasks(read("/for/dsl/")) == tasks(preview)
    assert read("/").select(".doors a")[0].text == "Lead"


def test_the_preview_of_what_people_also_come_for_is_the_home_page(portal, adviser_client):
    role = Role.objects.get(slug="home")
    data = opened(adviser_client, role) | {"tasks": LINES}
    preview = Document.of(adviser_client.post(reverse("admin:guidance_role_preview", args=[role.pk]), data))
    assert [link.text for link in preview.select(".also a")][0] == "Do number 1"
    assert len(preview.select(".doors a")) == len(DOORS)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (LINES.replace("- [Do number 2]", "* [Do number 2]"), "Line 2 is not a task"),
        (LINES.replace("): Some", ") Some", 1), "Line 1 is not a task"),
        (LINES.replace("Some words.", "Ring {childline}."), "Line 1 is not a task"),
        (f"Read this first.\n{LINES}", "Line 1 is not a task"),
        (LINES.rpartition("\n")[0], "There must be 5 tasks, one on each line; here are 4."),
        (f"{LINES}\n{LINES}", "There must be 5 tasks, one on each line; here are 10."),
    ],
)
def test_what_is_not_five_tasks_is_refused_in_a_sentence(text, says):
    with pytest.raises(ValidationError, match=re.escape(says)):
        role_tasks.refuse_others(text)


def test_lines_may_be_apart_and_end_as_on_any_system():
    role_tasks.refuse_others(LINES.replace("\n", "\r\n\r\n"))


def test_a_file_with_four_tasks_is_named_and_loads_nothing(db, tmp_path):
    (tmp_path / "roles").mkdir()
    text = 'title = "For us"\nname = "Us"\nsummary = ""\nkeywords = ""\nwritten_on = 2026-11-27\n'
    (tmp_path / "roles/us.toml").write_text(f'{text}tasks = """\n- [Do it](page:helplines): Now.\n"""\n')
    with pytest.raises(FixtureError, match="us.toml: tasks: There must be 5 tasks"):
        loading.load(tmp_path)
    assert not Role.objects.exists()


def test_a_page_says_behind_which_door_it_stands_and_a_dead_link_is_found(db):
    page, policy = make_page(title="Filtering"), PolicyTemplate.objects.create(title="Phones", slug="phones")
    text = LINES.replace("page:helplines", f"guidance:{page.slug}", 1)
    text = text.replace("page:helplines", "/guidance/nowhere/", 1)
    editing.update_derived(make_role(title="For us", tasks=text, policy=policy))
    assert [(use.title, use.public_url) for use in uses.of(page)] == [
        ("For us", Role.objects.get().get_absolute_url())
    ]
    assert [use.title for use in uses.of(policy)] == ["For us"]
    assert [link.address for link in Link.objects.all() if link.problem] == ["/guidance/nowhere/"]


def test_all_that_leads_to_the_home_page_is_not_all_that_leads_anywhere(db):
    home = make_role(slug="home")
    editing.update_derived(make_page(body="See [the helplines](page:helplines)."))
    assert uses.of(home) == []


def test_a_door_is_found_by_the_names_of_its_role_and_its_tasks_by_their_own_pages(portal, client):
    found = SearchDocument.objects.filter(object_type="role").values_list("url", flat=True)
    assert sorted(found) == sorted(ROLES)
    page = client.get("/search/", {"q": "for governors and trustees"})
    assert Document.of(page).select("[data-result] a")[0].attributes["href"] == "/for/governors/"


def test_the_doors_are_in_the_sitemap(portal, client):
    listed = client.get("/sitemap.xml").content.decode()
    assert [path for path in ROLES if f"{path}</loc>" not in listed] == []
    assert "/for/home/" not in listed


@pytest.mark.parametrize(
    ("path", "icon"),
    [
        ("/guidance/early-years/#screens", "guide"),
        ("/resources/?statutory=1", "guide"),
        ("/what-has-happened/nudes/", "happened"),
        ("/policies/all/", "policy"),
        ("/parents/under-5/", "print"),
        ("/training/", "training"),
        ("/helplines/", "phone"),
        ("/front-door/", "door"),
        ("/allegations/", "adult"),
        ("https://www.gov.uk/", "link-out"),
    ],
)
def test_a_task_has_the_drawing_of_what_it_leads_to(path, icon):
    (task,) = role_tasks.read(f"- [Do it]({path}): Some words.")
    assert task.icon == icon
