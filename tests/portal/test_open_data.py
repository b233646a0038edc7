"""The lists that other sites may read: what they are, and that their errors can be read there too."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from guidance.models import GuidancePage, Handout, PolicyTemplate, Resource, RiskArea, Role, Service, Update
from tests.portal.access_matrix import NO_BATCH

pytestmark = pytest.mark.usefixtures("portal")
SHOWN = {
    "guidance:risk_area": RiskArea,
    "guidance:role": Role,
    "guidance:page": GuidancePage,
    "guidance:resource": Resource,
    "guidance:policy": PolicyTemplate,
    "guidance:policy_word": PolicyTemplate,
    "guidance:policy_tailor": PolicyTemplate,
    "guidance:service": Service,
    "guidance:handout": Handout,
    "guidance:update": Update,
}


def named(
    patterns: list[URLPattern | URLResolver], namespace: str = ""
) -> Iterator[tuple[str, dict[str, object]]]:
    """Every URL name of the site, with a value for each part of its address."""
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            yield from named(pattern.url_patterns, inner)
        elif pattern.name:
            name = namespace + pattern.name
            parts = dict.fromkeys([*pattern.pattern.converters, *pattern.pattern.regex.groupindex], "1")
            yield name, {part: NO_BATCH if part == "batch" else value for part, value in parts.items()}


def addresses() -> Iterator[tuple[str, str]]:
    """Every URL name with an address of it, of a public page where it has pages."""
    for name, values in named(get_resolver().url_patterns):
        if name in SHOWN:
            values["slug"] = SHOWN[name].objects.published().first().slug
        yield name, reverse(name, kwargs={"app_label": "guidance"} if "app_label" in values else values)


def test_other_sites_may_read_the_open_addresses_and_no_other():
    client = Client(raise_request_exception=False)
    asked = dict(addresses())
    assert len(asked) > 100
    opened = {
        name for name, path in asked.items() if "Access-Control-Allow-Origin" in client.get(path).headers
    }
    assert opened == set(settings.OPEN_DATA)


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("get", "/resources.json?risk=money", 400),
        ("get", "/search.json?q=images&page=99", 404),
        ("get", "/search.json?q=images&page=two", 404),
        ("post", "/resources.json", 405),
        ("post", "/helplines.json", 405),
        ("put", "/search.json", 405),
    ],
)
def test_another_site_can_read_what_went_wrong(client, method, address, status):
    response = getattr(client, method)(address)
    assert response.status_code == status
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["Content-Type"] == "application/json"
    assert int(response.headers["Content-Length"]) == len(response.content)
    assert list(response.json()) == ["errors"]
    assert all(isinstance(text, str) for texts in response.json()["errors"].values() for text in texts)
    assert response.headers.get("Allow", "").startswith("GET") == (status == 405)


def test_a_page_of_results_that_is_not_there_is_named(client):
    assert client.get("/search.json?q=images&page=99").json()["errors"].keys() == {"page"}


@pytest.mark.parametrize("name", settings.OPEN_DATA)
def test_a_fault_of_ours_is_answered_in_the_same_way(name, monkeypatch):
    def fail(*arguments, **named):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("guidance.search.find", fail)
    monkeypatch.setattr("guidance.models.resource.ResourceQuerySet.in_order", fail)
    monkeypatch.setattr("guidance.models.helpline.HelplineQuerySet.with_hours", fail)
    response = Client(raise_request_exception=False).get(reverse(name))
    assert response.status_code == 500
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.json() == {"errors": {"__all__": ["Something went wrong."]}}


@pytest.mark.parametrize("name", settings.OPEN_DATA)
def test_an_answer_can_be_read_elsewhere(client, name):
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert "errors" not in response.json()
