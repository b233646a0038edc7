"""A hand-out in Word with the name of a setting: one page, valid, and nothing of the name is kept."""

import io
import time
import zipfile

import pytest

from guidance.handouts.word import Text, of_handout
from guidance.models import Handout
from guidance.policies.docx.one_page import fits_one_page
from guidance.policies.docx.writer import CONTENT_TYPE
from guidance.services import front_door, included
from guidance.services.handout_sheet import number_lines
from tests.document import Document
from tests.factories import LONG_AGO, make_handout
from tests.guidance.test_word_schema import faults
from tests.guidance.word_files import find, read_part
from tests.traces import everything_heard, new_marker, places_with

pytestmark = pytest.mark.usefixtures("portal")
NAME = "St Mary’s & Elm <Primary>"


def address(handout: Handout) -> str:
    return f"{handout.get_absolute_url()}word/"


def words(data: bytes, name: str = "word/document.xml") -> str:
    return " ".join("".join(find(one, ".//w:t/text()")) for one in find(read_part(data, name), "//w:p"))


def text(**changes) -> Text:
    known = {
        "title": "Phones",
        "audience": "For parents and carers: 5 to 7",
        "say": "Tell me.",
        "body": "## First\n\nDo **this**.\n\n1. One\n2. Two",
        "numbers": (("999", "in danger now"),),
        "address": "portal.example.org/parents/phones/",
        "written_on": LONG_AGO.date(),
        "made_on": LONG_AGO.date(),
    }
    return Text(**{**known, **changes})


def test_the_file_has_the_name_the_words_the_numbers_and_the_address(client, settings):
    settings.SITE_URL = "https://portal.example.org"
    handout = make_handout(title="Phones", slug="phones", say="Tell me.", body="## First\n\nDo this.")
    response = client.post(address(handout), {"setting_name": NAME})
    assert response["Content-Type"] == CONTENT_TYPE
    assert response["Content-Disposition"] == 'attachment; filename="phones-hand-out.docx"'
    said = words(response.content)
    for one in ("Phones", f"For parents and carers: 5 to 7, from {NAME}", "Say: “Tell me.”", "Do this."):
        assert one in said
    assert "999 in danger now" in said
    assert "03000 41 11 11 Kent children’s services, office hours" in said
    assert "portal.example.org/parents/phones/" in words(response.content, "word/footer1.xml")
    assert faults(response.content) == []


def test_the_text_stands_in_two_columns_below_the_title(client):
    made = client.post(address(make_handout(title="Phones")), {"setting_name": "Elm"}).content
    first, last = find(read_part(made), "//w:sectPr")
    assert (find(first, "./w:cols/@w:num"), find(last, "./w:cols/@w:num")) == ([], ["2"])
    assert find(last, "./w:type/@w:val") == ["continuous"]


def test_every_hand_out_fits_one_page_in_word(content):
    for handout in Handout.objects.published():
        numbers = tuple((line.number, line.words) for line in number_lines(handout, front_door.now()))
        made = of_handout(
            text(
                title=handout.title,
                say=handout.say,
                body=included.all_expanded([handout.body])[0],
                numbers=numbers,
            ),
            "The Elm and Oak Church of England Primary School and Nursery",
        )
        assert fits_one_page(made), handout.slug


def test_a_text_twice_as_long_does_not():
    assert not fits_one_page(of_handout(text(body="Some words of a long text. " * 200), "Elm"))


def test_what_word_has_no_form_for_becomes_plain_words(client):
    handout = make_handout(body="> Quoted\n\n- One\n  - Two")
    response = client.post(address(handout), {"setting_name": "Elm"})
    assert "Quoted" in words(response.content)
    assert "Two" in words(response.content)
    assert faults(response.content) == []


def test_of_a_drawing_in_the_text_word_has_the_words(client):
    handout = make_handout(body="![A staircase](picture:support-levels) **Who** helps.\n\nMore.")
    response = client.post(address(handout), {"setting_name": "Elm"})
    assert response.status_code == 200
    assert "A staircase. Who helps." in words(response.content)
    assert faults(response.content) == []


@pytest.mark.parametrize("typed", ["", "   ", "a" * 101])
def test_without_a_name_that_fits_the_form_comes_back_and_says_why(client, typed):
    response = client.post(address(make_handout()), {"setting_name": typed})
    assert response.status_code == 422
    assert "setting" in Document.of(response).select(".error-summary, [role=alert]")[0].text


def test_the_form_says_that_nothing_is_kept_and_is_found_from_the_sheet(client):
    handout = make_handout()
    page = Document.of(client.get(handout.get_absolute_url()))
    assert address(handout) in [one.attributes["href"] for one in page.select(".take a")]
    form = client.get(address(handout))
    assert not form.cookies
    assert "no-store" in form["Cache-Control"]
    assert "Nothing. The name goes into your file" in Document.of(form).text


def test_what_is_not_public_has_no_file(client):
    assert client.get(address(make_handout(status="draft"))).status_code == 404
    assert client.put(address(make_handout())).status_code == 405


def test_the_name_is_found_nowhere_afterwards(client, settings):
    marker, handout, since = new_marker(), make_handout(), time.time()
    with everything_heard(settings) as ears:
        response = client.post(address(handout), {"setting_name": marker})
        refused = client.post(address(handout), {"setting_name": marker * 9})
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        assert marker.encode() in packed.read("word/document.xml")
    assert refused.status_code == 422
    assert not response.cookies
    assert marker not in str(response.headers)
    assert places_with(marker, since) == []
    assert not [line for line in ears.heard if marker in line]
