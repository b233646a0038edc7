"""Who has an answer already is told so, and is not sent it again."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from django.utils.http import parse_http_date

from guidance.models import PolicyTemplate

ADDRESSES = [
    "/updates/feed/",
    "/sitemap.xml",
    "/resources.json",
    "/helplines.json",
    "/speculation-rules.json",
    "word",
]


@pytest.fixture(params=ADDRESSES)
def address(request, content):
    slug = PolicyTemplate.objects.published().first().slug
    return f"/policies/{slug}/template.docx" if request.param == "word" else request.param


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
def test_the_same_answer_is_not_sent_twice(client, address, encoding):
    headers = {"Accept-Encoding": encoding}
    first = client.get(address, headers=headers)
    with time_machine.travel(timezone.now() + timedelta(seconds=90)):
        second = client.get(address, headers=headers | {"If-None-Match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")
    assert second["ETag"].removeprefix("W/") == first["ETag"].removeprefix("W/")
    assert client.get(address, headers=headers | {"If-None-Match": '"other"'}).status_code == 200
    assert client.get(address, headers={"If-None-Match": "*"}).status_code == 304


def test_a_changed_answer_is_sent(client, content):
    first = client.get("/resources.json")
    second = client.get("/resources.json?risk=content", headers={"If-None-Match": first["ETag"]})
    assert second.status_code == 200


def test_the_feed_tells_who_asks_by_its_date(client, content):
    said = client.get("/updates/feed/")["Last-Modified"]
    assert parse_http_date(said) <= timezone.now().timestamp()
    assert client.get("/updates/feed/", headers={"If-Modified-Since": said}).status_code == 304


def test_an_error_has_no_tag(client, content):
    response = client.get("/resources.json?risk=money")
    assert response.status_code == 400
    assert "ETag" not in response
