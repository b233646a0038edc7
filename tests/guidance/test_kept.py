"""Parts of pages that are rendered once: another value is another part, and nothing typed stays in memory."""

import gc
import re
from functools import _lru_cache_wrapper
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils.safestring import mark_safe

from lesas_portal.core.addresses import address_of
from lesas_portal.core.templatetags import kept
from tests.factories import make_resource

TEMPLATES = Path(settings.BASE_DIR) / "templates"
KEPT = re.compile(r'\{% kept "([^"]+)"([^%]*)%\}')
INCLUDED = re.compile(r'\{% include "([^"]+)"')
BY_THE_CLOCK = ("{% now", "this_moment", "opening", "day_words", "csrf_token", "timesince")
TYPED = ("raw_query", "cleaned_data", "page.number", "found.total")


def icon(name):
    return Template('{% kept "partials/_icon.html" name=name %}').render(Context({"name": name}))


def uses():
    for file in TEMPLATES.rglob("*.html"):
        for name, inputs in KEPT.findall(file.read_text(encoding="utf-8")):
            yield file, name, inputs


def text_of(name):
    """The template ``name`` with those that it includes."""
    text = (TEMPLATES / name).read_text(encoding="utf-8")
    return text + "".join(text_of(other) for other in INCLUDED.findall(text))


def test_another_value_is_another_part():
    assert "#phone" in icon("phone")
    assert "#door" in icon("door")
    assert icon("phone") == icon("phone")


def test_safe_markup_and_the_same_text_are_two_parts():
    assert "<b>" in icon(mark_safe("<b>"))
    assert "<b>" not in icon("<b>")


@pytest.mark.usefixtures("portal")
def test_a_row_of_the_database_is_refused_for_it_hides_what_has_changed():
    with pytest.raises(TypeError, match="fields of a row"):
        kept.kept("partials/_icon.html", name=make_resource())


def test_no_kept_part_asks_the_clock():
    assert list(uses())
    for file, name, _ in uses():
        slips = [word for word in BY_THE_CLOCK if word in text_of(name)]
        assert not slips, (file.name, name, slips)


def test_no_kept_part_is_given_what_was_typed():
    for file, name, inputs in uses():
        assert not [word for word in TYPED if word in inputs], (file.name, name)


@pytest.mark.usefixtures("portal")
def test_a_word_typed_into_search_is_in_no_kept_part(client):
    client.get("/search/", {"q": "quizzaciously bullying"})
    client.get("/resources/", {"q": "quizzaciously bullying"})
    held = repr([one for one in gc.get_referents(kept._rendered) if isinstance(one, dict)])
    assert "_masthead.html" in held
    assert "quizzaciously" not in held


@pytest.mark.usefixtures("portal")
def test_no_function_remembers_a_word_that_was_typed(client):
    for path in ("/search/", "/search.json", "/resources/", "/resources.json"):
        client.get(path, {"q": "quizzaciously bullying"})
    urlsplit.cache_clear()  # the test's client asks it; the server forgets what it held
    memories = [one for one in gc.get_objects() if type(one) is _lru_cache_wrapper]
    assert kept._rendered in memories
    for one in memories:
        held = repr([each for each in gc.get_referents(one) if isinstance(each, dict)])
        assert "quizzac" not in held.lower(), one


def test_an_address_that_leads_to_what_somebody_sent_is_not_remembered():
    page = Template("{% url 'enquiries:sent' token %}{% url 'guidance:page' 'glossary' %}")
    token = "quizzaciously"
    assert page.render(Context({"token": token})) == f"/enquiries/sent/{token}//guidance/glossary/"
    held = repr([one for one in gc.get_referents(address_of) if isinstance(one, dict)])
    assert "glossary" in held
    assert token not in held
