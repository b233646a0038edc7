"""Wherever words are typed into an address, no browser and no cache keeps the answer."""

from urllib.parse import urlencode, urljoin

import lxml.html
import pytest
from django.urls import URLPattern, URLResolver, get_resolver

TYPED = "aoife"
BOXES = "input[not(@type) or @type='text' or @type='search']|textarea"


def addresses(resolver, before="/"):
    """Every public address that needs no name of a row."""
    for pattern in resolver.url_patterns:
        path = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from addresses(pattern, path)
        elif isinstance(pattern, URLPattern) and "<" not in path and not path.startswith("/admin/"):
            yield path


ADDRESSES = sorted(set(addresses(get_resolver())))


@pytest.mark.slow  # asks for every page once
def test_the_answer_to_a_form_with_a_box_for_words_is_kept_by_nobody(client, content):
    asked = set()
    for address in ADDRESSES:
        answer = client.get(address)
        if answer.status_code != 200 or "html" not in answer["Content-Type"]:
            continue
        for form in lxml.html.fromstring(answer.content).iter("form"):
            boxes = form.xpath(f".//{BOXES.replace('|', '|.//')}")
            if form.get("method", "get").lower() == "get" and boxes:
                names = tuple(box.get("name") for box in boxes)
                asked.add((urljoin(address, form.get("action") or address), names))
    assert {path for path, _ in asked} >= {"/search/", "/resources/", "/policies/changes/"}
    for path, names in asked:
        answer = client.get(f"{path}?{urlencode(dict.fromkeys(names, TYPED))}")
        assert "no-store" in answer["Cache-Control"], path


@pytest.mark.parametrize("address", ["/search.json?q=aoife", "/resources.json?q=aoife"])
def test_nor_is_the_same_as_json(client, content, address):
    assert "no-store" in client.get(address)["Cache-Control"]
