"""The sheet of a hand-out: what people pin up, scan, ring and print."""

import re

import pytest
import segno
from django.core.exceptions import ValidationError
from lxml import etree

from guidance import handout_pictures
from guidance.models import Handout, Helpline
from tests.document import Document
from tests.factories import make_adviser, make_handout, make_helpline

pytestmark = pytest.mark.usefixtures("portal")
SVG = "{http://www.w3.org/2000/svg}"
LOOKS = ["colour", "less-ink", "large-print"]


def page_of(client, obj) -> Document:
    return Document.of(client.get(obj.get_absolute_url()))


def test_a_sheet_says_for_whom_what_to_say_and_what_to_do(client):
    page = page_of(client, make_handout(title="Phones: at night", say="Tell me.", body="## Do this\n\nNow."))
    (sheet,) = page.select(".sheet")
    assert "For parents and carers: 5 to 7" in sheet.text
    assert [one.text for one in page.select("h1")] == ["Phones: at night"]
    assert [one.text for one in sheet.select("h1 span")] == ["at night"]
    assert [one.text for one in sheet.select(".say")] == ["“Tell me.”"]
    assert [one.text for one in sheet.select(".sheet__text h2")] == ["Do this", "Who to ring"]


def test_without_a_sentence_to_say_there_is_no_empty_line(client):
    assert page_of(client, make_handout(title="Phones")).select(".say") == []


def box(client, obj) -> list[str]:
    page = page_of(client, obj)
    (numbers,) = page.select(".numbers dl")
    pairs = zip(numbers.select("dt"), numbers.select("dd"), strict=True)
    return [f"{number.text} {words.text}" for number, words in pairs]


def test_the_box_has_danger_and_childrens_services_first_then_its_own(client):
    handout = make_handout()
    childline = make_helpline(
        title="Kids", need="children", phone="0800 11 22 33", phone_confirmed=True, order=1
    )
    text = make_helpline(title="Words", need="wellbeing", text_number="85259", text_word="HI", order=2)
    handout.helplines.set([childline, text])
    assert box(client, handout) == [
        "999 in danger now",
        "03000 41 11 11 Kent children’s services, office hours",
        "03000 41 91 91 at any other time",
        "0800 11 22 33 Kids, for your child",
        "85259 Words: text HI",
    ]
    (link,) = page_of(client, handout).select('.numbers a[href^="sms:"]')
    assert link.attributes["href"] == "sms:85259?body=HI"


def test_a_number_that_nobody_confirmed_or_that_is_not_public_is_not_in_the_box(client):
    handout = make_handout()
    unsure = make_helpline(need="children", phone="0800 11 22 44", phone_confirmed=False)
    gone = make_helpline(need="children", phone="0800 11 22 55", phone_confirmed=True, status="draft")
    handout.helplines.set([unsure, gone])
    assert len(box(client, handout)) == 3


def modules_drawn(svg: bytes) -> set[tuple[int, int]]:
    """The dark squares of a code, by column and row, as its SVG file draws them."""
    root = etree.fromstring(svg)
    assert root.tag == f"{SVG}svg"
    path = root.findall(f".//{SVG}path")[-1].get("d")
    found, x, y = set(), 0.0, 0.0
    for command, numbers in re.findall(r"([MmHh])([-\d. ]+)", path):
        values = [float(one) for one in re.findall(r"-?[\d.]+", numbers)]
        if command in "Mm":
            x, y = values if command == "M" else (x + values[0], y + values[1])
        else:
            end = x + values[0] if command == "h" else values[0]
            found |= {(int(column), int(y)) for column in range(int(x), int(end))}
            x = end
    return found


def test_the_code_leads_to_the_whole_address_of_the_page(client, settings):
    settings.SITE_URL = "https://portal.example.org"
    handout = make_handout(slug="phones")
    page = page_of(client, handout)
    (source,) = [one.attributes["src"] for one in page.select(".sheet__foot img")]
    response = client.get(source)
    assert response["Content-Type"] == "image/svg+xml"
    assert not response.cookies
    expected = segno.make("https://portal.example.org/parents/phones/", error="m", micro=False)
    dark = {
        (column, row)
        for row, modules in enumerate(expected.matrix_iter(border=4))
        for column, is_dark in enumerate(modules)
        if is_dark
    }
    assert modules_drawn(response.content) == dark
    title = etree.fromstring(response.content).findtext(f"{SVG}title")
    assert title == "Code that leads to https://portal.example.org/parents/phones/"
    assert "portal.example.org/parents/phones/" in page.select(".sheet__foot")[0].text


def test_the_code_of_what_is_not_public_is_not_there(client):
    assert client.get(f"{make_handout(status='draft').get_absolute_url()}code.svg").status_code == 404
    assert client.get("/parents/nothing/code.svg").status_code == 404


def test_the_foot_says_of_which_day_it_is_and_whether_anybody_checked_it(client):
    handout = make_handout()
    foot = page_of(client, handout).select(".sheet__foot")[0]
    assert re.search(r"Content of \d+ \w+ \d{4}, not yet checked by an adviser\.", foot.text)
    assert "Printed " in foot.text
    assert "From your school or setting" in foot.text
    type(handout).objects.filter(pk=handout.pk).update(checked_on="2026-11-20", checked_by=make_adviser())
    assert "not yet checked" not in page_of(client, handout).select(".sheet__foot")[0].text


@pytest.mark.parametrize("look", LOOKS)
def test_each_way_to_print_has_an_address_of_its_own(client, look):
    handout = make_handout()
    address = f"{handout.get_absolute_url()}sheet/{look}/"
    assert address in [one.attributes["href"] for one in page_of(client, handout).select(".take a")]
    page = Document.of(client.get(address))
    assert [one.attributes["class"] for one in page.select("article")] == [f"sheet sheet--{look}"]
    assert [one.attributes["content"] for one in page.select("meta[name=robots]")] == ["noindex"]
    assert handout.get_absolute_url() in [one.attributes["href"] for one in page.select("main a")]


def test_a_way_to_print_that_there_is_not_is_not_found(client):
    assert client.get(f"{make_handout().get_absolute_url()}sheet/gold/").status_code == 404


def test_every_hand_out_of_ours_has_a_drawing_a_sentence_and_numbers_of_its_own(client, content):
    for handout in Handout.objects.published():
        page = page_of(client, handout)
        assert page.select(".sheet__head img")[0].attributes["src"].endswith(".svg"), handout.slug
        assert page.select(".say"), handout.slug
        assert len(page.select(".numbers dt")) > 3, handout.slug


def test_one_without_a_drawing_stands_without(client):
    assert page_of(client, make_handout(slug="new")).select(".sheet__head img") == []


def test_the_list_speaks_to_parents_and_its_status_stands_at_the_foot(client):
    handout = make_handout()
    page = Document.of(client.get("/parents/"))
    (lead,) = page.select(".lead")
    assert "newsletter" not in lead.text
    assert "Print" not in lead.text
    words = page_of(client, handout).text
    assert words.index("Not yet checked by an adviser.") > words.index("Who to ring")


def test_the_list_rings_no_number_that_is_not_public(client):
    Helpline.objects.filter(slug="front-door").update(status="draft")
    client.get("/front-door/")  # where it is noticed
    page = Document.of(client.get("/parents/"))
    assert "tel:" not in {link.attributes["href"] for link in page.links}
    assert "children’s services at any hour" not in page.main


PICTURES = """
![A closed padlock](picture:keep-private) I keep my name to myself.

![An open hand, held up](picture:stop) I stop.
"""


def test_the_text_for_an_app_ends_in_the_address_and_fits_a_message(client, content, settings):
    settings.SITE_URL = "https://portal.kent.example.org"
    for handout in Handout.objects.published():
        (copied,) = page_of(client, handout).select("#app ~ .snippet")
        assert (
            copied.text == f"{handout.app_text} https://portal.kent.example.org{handout.get_absolute_url()}"
        )
        assert len(copied.text) <= 300
        assert not copied.select("a")


def test_without_a_text_for_an_app_there_is_no_heading_for_one(client):
    assert page_of(client, make_handout()).select("#app") == []


def test_the_picture_version_has_each_drawing_with_its_line_and_the_numbers(client):
    handout = make_handout(pictures=PICTURES)
    page = Document.of(client.get(f"{handout.get_absolute_url()}sheet/pictures/"))
    found = page.select(".sheet__pictures li")
    assert [one.text for one in found] == ["I keep my name to myself.", "I stop."]
    shown = [one.select("img")[0].attributes for one in found]
    assert [one["alt"] for one in shown] == ["A closed padlock", "An open hand, held up"]
    assert all("/agreements/" in one["src"] for one in shown)
    assert [part.text for part in page.select(".numbers dt, .numbers dd")][:2] == ["999", "in danger now"]
    assert page.select(".sheet__text") == []


def test_without_pictures_there_is_no_such_version_and_no_link_to_one(client):
    handout = make_handout()
    assert client.get(f"{handout.get_absolute_url()}sheet/pictures/").status_code == 404
    links = [one.attributes["href"] for one in page_of(client, handout).select(".take a")]
    assert f"{handout.get_absolute_url()}sheet/pictures/" not in links


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("Some words.", "Write drawings only"),
        ("> Quoted", "Write drawings only"),
        ("![A cat](picture:cat) Miaow.", "There is no drawing called cat"),
        ("![](picture:stop) I stop.", "Say in brackets what stop shows"),
        ("![A hand](picture:stop)", "put its line after it"),
    ],
)
def test_a_picture_version_of_anything_but_drawings_with_lines_is_refused(typed, said):
    with pytest.raises(ValidationError, match=said):
        make_handout(pictures=typed).full_clean()


def test_those_for_under_sevens_have_six_pictures_each_with_a_short_line(content):
    for slug in ("under-5", "5-to-7"):
        lines = handout_pictures.read(Handout.objects.get(slug=slug).pictures)
        assert len(lines) == 6
        assert all(len(line.words.split()) <= 8 for line in lines)
