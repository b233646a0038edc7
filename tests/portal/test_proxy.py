"""The proxy that is shipped takes what the portal takes, and keeps nothing that was typed."""

import re

import pytest
from django.conf import settings

from lesas_portal.core.middleware import body_limit

CONF = settings.BASE_DIR / "deploy" / "nginx.conf"
SAMPLES = {
    "/enquiries/check/": 256_000,
    "/search/": 256_000,
    "/policies/changes/": 256_000,
    "/policies/social-media/tailor/": 1_000_000,
    "/policies/all/": 1_000_000,
    "/self-review/": 1_000_000,
    "/self-review/early-years/": 1_000_000,
    "/admin/guidance/guidancepage/1/change/": 2_000_000,
}


@pytest.fixture
def conf() -> str:
    """The configuration without its comments."""
    return re.sub(r"^\s*#.*$", "", CONF.read_text(encoding="utf-8"), flags=re.MULTILINE)


def numbers(conf: str, name: str) -> dict[str, int]:
    """The sizes called ``name``: "" is the server's own, others stand under the pattern of their place."""
    places = re.findall(r"location ~ \^(\S+) \{([^}]*)\}", conf)
    without = re.sub(r"location [^{]*\{[^}]*\}", "", conf)
    found = {pattern: re.findall(rf"\b{name} (\d+);", body) for pattern, body in [*places, ("", without)]}
    return {pattern: int(sizes[0]) for pattern, sizes in found.items() if sizes}


@pytest.mark.parametrize("name", ["client_max_body_size", "client_body_buffer_size"])
def test_the_proxy_takes_as_much_as_the_portal_and_holds_it_in_memory(conf, name):
    assert numbers(conf, name) == {"": settings.BODY_AT_MOST, **dict(settings.BODY_LIMITS)}


@pytest.mark.parametrize(("path", "limit"), SAMPLES.items())
def test_the_numbers_are_those_that_were_agreed(path, limit):
    assert body_limit(path) == limit


def test_whatever_is_too_long_is_answered_by_the_portal(conf):
    assert re.findall(r"error_page 413 (\S+);", conf) == ["@too_long"]
    place = re.search(r"location @too_long \{([^}]*)\}", conf)
    assert "proxy_pass_request_body off;" in place[1]
    assert "proxy_set_header Content-Length $refused_length;" in place[1]


def test_nothing_that_was_typed_is_written_anywhere(conf):
    logged = re.findall(r"log_format \S+ '([^']*)';", conf)
    names = {name for line in logged for name in re.findall(r"\$\w+", line)}
    assert names
    assert names <= {
        "$time_iso8601",
        "$request_method",
        "$path_asked",
        "$status",
        "$body_bytes_sent",
        "$request_time",
    }
    formats = re.findall(r"access_log /\S+ ?(\S*);", conf)
    assert set(formats) == {"lesas_without_query"}
    assert set(re.findall(r"error_log \S+ ?(\S*);", conf)) == {"alert"}
    assert "proxy_max_temp_file_size 0;" in conf


def test_the_configuration_is_whole(conf):
    assert conf.count("{") == conf.count("}")
    lines = [line.strip() for line in conf.splitlines() if line.strip()]
    assert {line for line in lines if line[-1] not in ";{}"} == set()
