"""A hand-out in another language: only what a person has checked, marked for those who listen to it."""

import pytest

from guidance.fixture_reader import FixtureError
from guidance.handouts import translations
from tests.document import Document
from tests.factories import make_handout, make_helpline

pytestmark = pytest.mark.usefixtures("portal")
FILE = """+++
title = "الهواتف في الليل"
audience = "للآباء"
say = "أخبرني."
ring = "بمن تتصل"
danger = "خطر الآن"
office = "ساعات العمل"
out_of_hours = "في أي وقت آخر"
scan = "امسح الرمز"
english_of = {english_of}
{checked}
+++
## أولا

[Childline](https://www.childline.org.uk/)
"""
CHECKED = 'checked_by = "A. Reader, interpreter"\nchecked_on = 2026-11-26'


@pytest.fixture
def put(tmp_path, monkeypatch):
    """Puts the Arabic of a hand-out into a release."""
    monkeypatch.setattr(translations, "FOLDER", tmp_path)

    def write(handout, checked=CHECKED, english_of=None):
        (tmp_path / "ar").mkdir(exist_ok=True)
        day = english_of or handout.content_date().isoformat()
        text = FILE.format(english_of=day, checked=checked)
        (tmp_path / "ar" / f"{handout.slug}.md").write_text(text, encoding="utf-8")
        translations.read.cache_clear()
        return f"{handout.get_absolute_url()}in/ar/"

    yield write
    translations.read.cache_clear()


def test_one_that_was_checked_is_found_and_says_so(client, put):
    handout = make_handout()
    address = put(handout)
    page = Document.of(client.get(address))
    (sheet,) = page.select(".sheet")
    assert (sheet.attributes["lang"], sheet.attributes["dir"]) == ("ar", "rtl")
    assert sheet.select("h1")[0].text == "الهواتف في الليل"
    assert "read beside the English by A. Reader, interpreter, 26 November 2026." in sheet.text
    assert "خطر الآن" in sheet.select(".numbers dd")[0].text
    english = Document.of(client.get(handout.get_absolute_url()))
    (link,) = english.select("#languages + ul a")
    assert (link.attributes["href"], link.attributes["lang"]) == (address, "ar")


def test_what_is_english_in_it_is_marked_as_english(client, put):
    handout = make_handout()
    handout.helplines.add(make_helpline(title="Kids", phone="0800 11 22 33", phone_confirmed=True))
    (sheet,) = Document.of(client.get(put(handout))).select(".sheet")
    marked = [one.text for one in sheet.select("[lang=en-GB][dir=ltr]")]
    for english in ("Childline", "Kids, for your child"):
        assert english in marked
    assert any("LESAS, Kent County Council." in one for one in marked)


def test_each_language_names_the_others_in_its_head(client, put):
    handout = make_handout()
    address = put(handout)
    for path in (address, handout.get_absolute_url()):
        found = Document.of(client.get(path)).select("link[hreflang]")
        named = {one.attributes["hreflang"]: one.attributes["href"] for one in found}
        assert named.keys() == {"en-GB", "ar"}
        assert named["ar"].endswith(address)
        assert named["en-GB"].endswith(handout.get_absolute_url())


@pytest.mark.parametrize("checked", ["", 'checked_by = "A. Reader"', "checked_on = 2026-11-26"])
def test_one_that_nobody_has_checked_is_not_there(client, put, checked):
    handout = make_handout()
    assert client.get(put(handout, checked)).status_code == 404
    page = Document.of(client.get(handout.get_absolute_url()))
    assert page.select("link[hreflang]") == page.select("#languages") == []


def test_one_of_an_older_english_is_not_there(client, put):
    assert client.get(put(make_handout(), english_of="2025-01-01")).status_code == 404


def test_of_a_hand_out_that_is_not_public_or_a_language_that_there_is_not_there_is_none(client, put):
    draft, public = make_handout(status="draft"), make_handout()
    assert client.get(put(draft, english_of="2026-11-26")).status_code == 404
    assert client.get(f"{public.get_absolute_url()}in/fr/").status_code == 404


def test_a_file_that_lacks_something_is_named(put, tmp_path):
    put(make_handout(slug="phones"))
    path = tmp_path / "ar" / "phones.md"
    path.write_text(path.read_text(encoding="utf-8").replace("ring =", "rang ="), encoding="utf-8")
    translations.read.cache_clear()
    with pytest.raises(FixtureError, match="ar/phones.md: ring: is missing"):
        translations.read(tmp_path)


def test_english_is_the_only_public_language_of_this_release(client, content):
    translations.read.cache_clear()
    assert [one for one in translations.read(translations.FOLDER) if one.checked_by] == []
