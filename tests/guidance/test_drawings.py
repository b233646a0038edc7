"""What a text becomes beside plain Markdown: a drawing with its words, a matrix of roles, a button."""

import re
import tomllib
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from guidance import markup
from guidance.drawings import DRAWINGS
from guidance.fixture_reader import FixtureError
from guidance.loading import content as loading
from tests.document import Document
from tests.factories import make_adviser, make_page
from tests.guidance.test_admin_forms import form_data

STAIRCASE = "![A staircase of four](picture:support-levels)"
ROLES = "| Job | DSL | Head |\n|---|---|---|\n| A worry | Leads | |\n| The budget | Helps | Leads |\n"
BAD = {
    "![Stairs](picture:lift)": "picture:lift is no drawing of this site",
    "![Stairs](https://example.org/stairs.png)": "https://example.org/stairs.png is no drawing of this site",
    "![ ](picture:support-levels)": "Say what the drawing shows",
    f"See {STAIRCASE}.": "must be the first thing in a paragraph of its own",
    f"- {STAIRCASE}": "must be the first thing in a paragraph of its own",
}


def shown(text):
    return Document(markup.render(text))


@pytest.mark.django_db
def test_a_page_shows_a_drawing_with_its_words_beside_it(client):
    page = make_page(body=f"Before.\n\n{STAIRCASE} One fact can move a child **up**.\n\nAfter.")
    document = Document.of(client.get(page.get_absolute_url()))
    (picture,) = document.select("figure.drawing img")
    assert re.fullmatch(r"/static/img/support-levels(\.[0-9a-f]{12})?\.svg", picture.attributes["src"])
    assert picture.attributes["alt"] == "A staircase of four"
    (caption,) = document.select("figure.drawing figcaption")
    assert caption.text.strip() == "One fact can move a child up."


def test_a_drawing_may_stand_without_words():
    assert not shown(STAIRCASE).select("figcaption")
    assert shown(STAIRCASE).select("figure.drawing img")


def test_an_empty_text_is_nothing():
    assert not markup.render("")


@pytest.mark.parametrize("text", BAD)
def test_another_picture_never_reaches_a_page(text):
    assert "example.org" not in markup.render(text)
    assert len(shown(text).select("img")) == (1 if "![ ]" in text else 0)


@pytest.mark.parametrize("drawing", DRAWINGS.values(), ids=lambda drawing: drawing.name)
def test_each_drawing_has_its_file_in_its_size(drawing):
    text = (Path(settings.BASE_DIR) / f"static/img/{drawing.name}.svg").read_text(encoding="utf-8")
    assert f'viewBox="0 0 {drawing.width} {drawing.height}"' in text


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "why"), BAD.items())
def test_the_form_refuses_a_drawing_that_would_not_be_shown(client, text, why):
    client.force_login(make_adviser())
    page = make_page(status="draft", publish_at=None)
    url = reverse("admin:guidance_guidancepage_change", args=[page.pk])
    answer = client.post(url, {**form_data(client.get(url)), "body": text})
    assert why in Document.of(answer).text
    page.refresh_from_db()
    assert "![" not in page.body


@pytest.mark.django_db
def test_the_form_keeps_a_drawing_as_it_was_typed(client):
    client.force_login(make_adviser())
    page = make_page(status="draft", publish_at=None)
    url = reverse("admin:guidance_guidancepage_change", args=[page.pk])
    client.post(url, {**form_data(client.get(url)), "body": f"{STAIRCASE} One fact counts.\n\n{ROLES}"})
    page.refresh_from_db()
    assert page.body.strip() == f"{STAIRCASE} One fact counts.\n\n{ROLES}".strip()


@pytest.mark.django_db
def test_the_form_names_every_drawing(client):
    client.force_login(make_adviser())
    text = Document.of(client.get(reverse("admin:guidance_guidancepage_add"))).text
    assert all(f"picture:{name}" in text for name in DRAWINGS)


@pytest.mark.django_db
def test_a_file_that_names_an_unknown_drawing_is_refused(tmp_path):
    (tmp_path / "guidance").mkdir()
    name = "local-multi-agency-guidance.md"
    text = (Path(settings.BASE_DIR) / "fixtures/guidance" / name).read_text(encoding="utf-8")
    head = tomllib.loads(text.split("+++")[1]) | {"sources": [], "risk_areas": []}
    lines = [f"{key} = {value!r}" for key, value in head.items() if key not in {"written_on", "order"}]
    lines += [f"written_on = {head['written_on']}", f"order = {head['order']}"]
    head_text = "\n".join(lines)
    (tmp_path / "guidance" / name).write_text(f"+++\n{head_text}\n+++\n![Stairs](picture:lift)\n")
    with pytest.raises(FixtureError, match="picture:lift is no drawing of this site"):
        loading.load(tmp_path)


def test_a_table_that_says_who_leads_is_a_matrix_in_shapes_and_words():
    document = shown(ROLES)
    assert document.select("table.matrix")
    assert [head.text for head in document.select("th[scope=row]")] == ["A worry", "The budget"]
    cells = document.select("td")
    assert [cell.attributes["data-who"] for cell in cells] == ["DSL", "Head", "DSL", "Head"]
    assert [cell.text.strip() for cell in cells] == ["Leads", "", "Helps", "Leads"]
    assert len(document.select("td span.leads")) == 2
    assert len(document.select("td span.helps")) == 1


@pytest.mark.parametrize("change", [("Helps", "Helps a bit"), ("Leads", "Helps")])
def test_another_table_stays_a_table(change):
    document = shown(ROLES.replace(*change))
    assert not document.select("table.matrix")
    assert not document.select("td[data-who]")


def test_a_wide_table_has_row_headings_and_each_cell_its_column_for_a_phone():
    document = shown("| Alert | Read | Then |\n|---|---|---|\n| A threat | At once | Ring |\n")
    assert document.select("table.stack")
    assert [head.text for head in document.select("tbody th[scope=row]")] == ["A threat"]
    assert [cell.attributes["data-column"] for cell in document.select("td")] == ["Read", "Then"]


def test_a_narrow_table_keeps_its_columns_on_a_phone():
    document = shown("| Alert | Read |\n|---|---|\n| A threat | At once |\n")
    assert not document.select("table.stack, td[data-column]")
    assert [head.text for head in document.select("tbody th[scope=row]")] == ["A threat"]


def test_a_table_without_answers_is_to_be_filled_in():
    assert shown("| Job | Name |\n|---|---|\n| DSL | |\n| Head | |\n").select("table.to-fill")
    assert not shown("| Job | Name |\n|---|---|\n| DSL | Ann |\n| Head | |\n").select("table.to-fill")


def first_steps(text):
    """The box of first steps on a guidance page with ``text``."""
    return Document(markup.render(text, has_first_steps=True)).select(".first")


STEPS = "1. Ring.\n2. Wait.\n"


def test_a_guidance_page_begins_with_its_steps_and_their_button_in_a_box():
    (box,) = first_steps(f"Danger?\n\n{STEPS}\n**[Go on](/guidance/)**\n\nWhy.\n\n## More\n\n{STEPS}")
    assert [step.text for step in box.select("ol.way li")] == ["Ring.", "Wait."]
    assert [title.text for title in box.select("h2")] == ["Do this first"]
    assert box.select("a.button")
    assert "Danger?" in box.text
    assert "Why." not in box.text


def test_a_text_that_begins_with_a_heading_has_its_steps_in_a_box_under_that_name():
    (box,) = first_steps(f"## Every adult, now\n\n{STEPS}\n## Then\n\n{STEPS}")
    assert [title.text for title in box.select("h2")] == ["Every adult, now"]
    assert len(box.select("li")) == 2


@pytest.mark.parametrize("text", ["Words.", f"## One\n\nWords.\n\n## Two\n\n{STEPS}", "- a\n- b\n"])
def test_a_text_that_begins_without_steps_has_no_box(text):
    assert not first_steps(text)


def test_other_texts_keep_their_steps_as_a_list():
    assert not shown(STEPS).select(".first, .way")


def test_a_quotation_that_begins_with_a_heading_says_what_not_to_do():
    document = shown("> ### Never test with the real thing\n>\n> Stop.\n\n> The law says so.\n")
    (box,) = document.select(".not")
    assert box.select("h3")
    assert "Stop." in box.text
    assert [quoted.text.strip() for quoted in document.select("blockquote")] == ["The law says so."]


def test_every_guidance_page_that_says_what_to_do_begins_with_it():
    """A page of words of the trade alone has no steps; a sheet to fill in begins with who sits down to it."""
    folder = Path(settings.BASE_DIR) / "fixtures/guidance"
    texts = {path.stem: path.read_text(encoding="utf-8").split("+++", 2)[1:] for path in folder.glob("*.md")}
    bodies = {name: body for name, (head, body) in texts.items() if "is_sheet = true" not in head}
    assert [name for name, body in bodies.items() if not first_steps(body)] == ["glossary"]


def test_a_paragraph_that_is_one_bold_link_is_a_button():
    (button,) = shown("**[Go on](/what-has-happened/)**").select("p.row-buttons a.button")
    assert button.text == "Go on"


@pytest.mark.parametrize(
    "text", ["**[a](/b/)** and **[c](/d/)**", "[a](/b/)", "- **[a](/b/)**", "**[a](/b/).**"]
)
def test_another_link_stays_a_link(text):
    assert not shown(text).select("a.button")
