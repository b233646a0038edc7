"""The page of a risk area: its contents, and where the names of its helplines lead."""

import pytest
from django.core.exceptions import ValidationError

from guidance import area_roles
from guidance.models import RiskArea
from tests.document import Document
from tests.factories import make_helpline, make_resource, make_risk_area
from tests.guidance.test_includes import make_block


def links(client, area, text):
    document = Document(client.get(area.get_absolute_url()).content.decode())
    return [link.attributes["href"] for link in document.links if link.text == text]


@pytest.fixture
def helpline(db):
    helpline = make_helpline(title="Kind Line", slug="kind-line")
    make_resource(title="Kind Line", slug="kind-line", url="https://kind.example.org/", helpline=helpline)
    return helpline


def test_the_name_of_a_helpline_leads_to_its_hours(client, helpline):
    area = make_risk_area()
    area.helplines.add(helpline)
    assert links(client, area, "Kind Line") == ["/helplines/#kind-line"]


def test_where_the_text_links_the_same_name_both_lead_to_its_website(client, helpline):
    area = make_risk_area(first_steps="1. Ask [Kind Line](resource:kind-line).")
    area.helplines.add(helpline)
    assert links(client, area, "Kind Line") == ["https://kind.example.org/"] * 2


def test_the_contents_name_only_what_is_there(client, db):
    document = Document(
        client.get(make_risk_area(title="Contact", links="").get_absolute_url()).content.decode()
    )
    inside = {link.attributes["href"] for link in document.links if link.attributes["href"].startswith("#")}
    assert {"#first", "#signs", "#what"} <= inside
    assert not {"#helplines", "#links", "#guidance"} & inside


def page_of(client, area):
    return Document.of(client.get(area.get_absolute_url()))


def test_its_heading_is_in_everyday_words_and_its_name_stands_above(client, db):
    document = page_of(client, make_risk_area(title="Contact", heading="Who children meet online"))
    assert [heading.text for heading in document.select("h1")] == ["Who children meet online"]
    assert document.select(".band")[0].text.strip() == "Area of risk: contact"


def test_without_a_heading_its_name_is_the_heading(client, db):
    document = page_of(client, make_risk_area(title="Contact", heading=""))
    assert [heading.text for heading in document.select("h1")] == ["Contact"]


def test_each_role_has_its_drawing_its_name_and_its_task(client, db):
    roles = "- **Designated safeguarding lead:** Refer.\n- **IT staff:** Keep [logs](/x/).\n- **Cook:** Tell."
    document = page_of(client, make_risk_area(roles=roles))
    drawings = [use.attributes["href"].split("#")[1] for use in document.select(".rows--icon use")]
    assert drawings == ["dsl", "it", "adult"]
    assert [name.text for name in document.select(".rows--icon h3")][1:] == ["IT staff", "Cook"]
    assert [task.text for task in document.select(".rows--icon p")] == ["Refer.", "Keep logs.", "Tell."]
    assert document.select(".rows--icon a[href='/x/']")


@pytest.mark.parametrize(
    "line", ["- Cook: Tell.", "**Cook:** Tell.", "- **Cook:**", "- ** :** Tell.", "All."]
)
def test_a_line_that_the_page_would_leave_out_is_refused(db, line):
    area = make_risk_area(roles=f"- **Governor:** Ask.\n\n{line}")
    with pytest.raises(ValidationError, match="Line 2 is not a role with its task") as refused:
        area.full_clean()
    assert [*refused.value.message_dict] == ["roles"]


def test_what_a_block_puts_into_a_task_is_shown_whole(client, db):
    make_block(key="tell", public_text="Tell.\n\n- at once\n- twice")
    document = page_of(client, make_risk_area(roles="- **Cook:** {block:tell}\n- **Head:** Ask."))
    assert [name.text for name in document.select(".rows--icon h3")] == ["Cook", "Head"]
    assert [line.text for line in document.select(".rows--icon li li")] == ["at once", "twice"]


def test_each_role_of_the_loaded_areas_is_shown(content):
    for area in RiskArea.objects.all():
        area.full_clean()
        assert len(area_roles.read(area.roles)) == 5


def test_numbers_stand_beside_the_text_and_go_on_paper(client, helpline):
    helpline.phone, helpline.phone_confirmed = "0800 1111", True
    helpline.save()
    area = make_risk_area()
    area.helplines.add(helpline)
    (number,) = page_of(client, area).select(".aside .on-paper a.num")
    assert (number.text, number.attributes["href"]) == ("0800 1111", "tel:08001111")


def test_on_a_phone_only_helplines_stand_in_the_middle_of_the_text(client, content):
    page = Document(client.get("/risks/conduct/").content.decode())
    for section in page.select(".cols > .aside > section")[1:]:
        assert "wide-only" in section.attributes["class"].split(), section.text
    below = [section.select("h2")[0].text for section in page.select(".after .aside section")]
    assert below[:2] == ["Read next", "Other risk areas"]
    main = page.main
    assert main.index("Helplines for this") < main.rindex("What conduct means") < main.rindex("Read next")


def test_a_route_at_the_end_of_the_first_steps_is_a_button(client, db):
    document = page_of(
        client, make_risk_area(first_steps="1. Tell.\n\n**[What to do](/what-has-happened/)**")
    )
    assert [button.text for button in document.select(".first a.button")] == ["What to do"]


def test_the_four_areas_tell_one_evening_each_in_its_part(client, db):
    for slug in ("content", "contact", "conduct", "commerce"):
        make_risk_area(slug=slug, title=slug.title())
    document = Document.of(client.get("/risks/"))
    stories = [row.text for row in document.select("main .rows--icon p")]
    assert len({story for story in stories if story.strip()}) == len(stories) == 4
    assert document.select("main img[alt^='Four overlapping circles']")
