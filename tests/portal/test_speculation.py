"""A browser may fetch reading pages before they are clicked, and nothing that somebody did not ask for."""

import pytest

RULES = "/speculation-rules.json"
READ = [
    "/",
    "/risks/content/",
    "/guidance/",
    "/resources/",
    "/policies/acceptable-use/",
    "/about/",
    "/updates/",
]
NOT_READ = [
    *("/search/", "/search/?q=images", "/resources/?q=images", "/enquiries/", "/enquiries/new/?topic=policy"),
    *("/what-has-happened/", "/what-has-happened/nudes/", "/allegations/", "/front-door/", "/helplines/"),
    *("/policies/acceptable-use/tailor/", "/policies/changes/", "/nothing/", "/resources.json"),
    *("/updates/feed/", "/admin/login/"),
]


@pytest.mark.parametrize("path", READ)
def test_a_page_that_is_read_leads_to_the_rules(client, content, path):
    assert client.get(path)["Speculation-Rules"] == f'"{RULES}"'


@pytest.mark.parametrize("path", NOT_READ)
def test_no_other_answer_does(client, content, path):
    assert "Speculation-Rules" not in client.get(path)


def test_the_rules_fetch_and_never_show(client):
    response = client.get(RULES)
    assert response["Content-Type"] == "application/speculationrules+json"
    (kind,) = response.json()
    assert kind == "prefetch"


def test_the_rules_name_what_is_read_and_nothing_discreet(client):
    (rule,) = client.get(RULES).json()["prefetch"]
    wanted, unwanted = rule["where"]["and"]
    assert {"/", "/guidance/*", "/resources/*"} <= set(wanted["href_matches"])
    named = " ".join(wanted["href_matches"])
    for part in (
        "search",
        "enquiries",
        "admin",
        "what-has-happened",
        "allegations",
        "front-door",
        "helplines",
    ):
        assert part not in named
    assert {"/*\\?*", "/*.docx", "/*/tailor/*"} <= set(unwanted["not"]["href_matches"])
