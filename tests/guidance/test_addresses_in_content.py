"""Which addresses may become a link: one rule for every field that holds one, and one for texts."""

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models

from guidance import markup
from guidance.models import Update
from lesas_portal.core import web_addresses

OURS = ("guidance", "enquiries", "core", "staff")
GOOD = ["", "https://www.example.org/a?b=c#d", "http://example.org", "https://xn--caf-dma.example/é"]
BAD = [
    "javascript:alert(1)",
    "data:text/html,x",
    "ftp://example.org/",
    "webcal://example.org/feed",
    "//evil.example/login",
    "https:evil",
    "https://user:pw@evil.example/",
    "https://www.kent.gov.uk@evil.example/",
    "http://127.0.0.1:22/",
    "http://10.0.0.1/",
    "http://[::1]/",
    "http://localhost/",
    "https://intranet/",
    "https://server.local/",
    "https://example.org/\u202egpj.exe",
    "https://example.org/a b",
    "https://example.org\\@evil.example/",
    "https://example.org:port/",
]
FIELDS = [
    (model, field.name)
    for model in apps.get_models()
    if model._meta.app_label in OURS
    for field in model._meta.get_fields()
    if isinstance(field, models.URLField)
]
# What an address is typed into and is no URLField, with what looks at it.
OTHERS = {
    ("guidance.Update", "link"): "its clean below, and its form: a page of this site",
    ("guidance.Link", "address"): "written by the link checker from what the rules here let in",
    ("guidance.SearchDocument", "url"): "written by the index from addresses that the code makes",
    ("guidance.RouteOutcome", "links"): "names of resources and pages, by the schema of routes",
    ("guidance.RiskArea", "links"): "Markdown: see below",
    ("enquiries.Enquiry", "outcome_page"): "chosen by an adviser, a page of this site: test_enquiry_reports",
}


@pytest.mark.parametrize("address", GOOD)
def test_an_address_of_a_public_site_may_become_a_link(address):
    assert web_addresses.fault_of(address) == ""


@pytest.mark.parametrize("address", BAD)
def test_any_other_is_refused_in_a_sentence(address):
    fault = web_addresses.fault_of(address)
    assert fault.startswith("The address ")
    assert fault.endswith(".")


def test_there_are_fields_to_look_at():
    assert len(FIELDS) >= 5


@pytest.mark.parametrize(("model", "name"), FIELDS, ids=lambda value: getattr(value, "__name__", value))
def test_every_field_for_an_address_goes_by_the_rule(db, model, name):
    for address in ("ftp://example.org/", "https://user:pw@evil.example/", "http://127.0.0.1:22/"):
        with pytest.raises(ValidationError) as refused:
            model(**{name: address}).clean()
        assert name in refused.value.message_dict


def test_no_other_field_holds_an_address_without_a_reason():
    words = ("url", "link", "href", "website")
    found = {
        (model._meta.label, field.name)
        for model in apps.get_models()
        if model._meta.app_label in OURS and not model._meta.proxy
        for field in model._meta.get_fields()
        if isinstance(field, models.CharField | models.TextField | models.JSONField)
        and not isinstance(field, models.URLField)
        and any(word in field.name for word in words)
    }
    assert found <= OTHERS.keys()


@pytest.mark.parametrize(
    "link", ["//evil.example/login", "javascript:alert(1)", "/\\evil", "data:x", "resources"]
)
def test_an_update_is_about_a_page_of_this_site(db, link):
    with pytest.raises(ValidationError):
        Update(link=link).clean()
    Update(link="/resources/?statutory=1").clean()


@pytest.mark.parametrize(
    "address",
    [
        "webcal://example.org/feed",
        "//evil.example/login",
        "/\\evil.example",
        "/%5Cevil.example",
        "ftp://a.b/",
    ],
)
def test_a_text_keeps_no_other_link_on_the_page_or_in_word(address):
    text = f"Read [the guide]({address}) first."
    assert "<a" not in markup.render(text)
    assert not any(run.href for block in markup.blocks(text) for run in block.runs)
    assert "the guide" in markup.render(text)


@pytest.mark.parametrize(
    "address", ["https://example.org/", "/front-door/", "#here", "tel:999", "mailto:a@b.org"]
)
def test_a_text_keeps_these_links(address):
    text = f"Read [the guide]({address}) first."
    assert f'href="{address}"' in markup.render(text)
    assert any(run.href == address for block in markup.blocks(text) for run in block.runs)
