"""Whose address a request has, behind proxies and without."""

from ipaddress import ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lesas_portal.core.client_address import ClientAddress, read_address, warn_once

CONNECTION = "192.0.2.1"
quick = settings(max_examples=100, deadline=None, derandomize=True)


def read(forwarded: str | None, proxies: int = 1, connection: str = CONNECTION) -> ClientAddress:
    header = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    return read_address({"REMOTE_ADDR": connection, **header}, proxies=proxies)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, None, CONNECTION),
        (0, "203.0.113.7", CONNECTION),
        (0, "nonsense", CONNECTION),
        (1, None, CONNECTION),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "10.0.0.1, 203.0.113.7", "203.0.113.7"),
        (1, "nonsense, 203.0.113.7", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 198.51.100.1", "203.0.113.7"),
        (1, "[2001:DB8::1]", "2001:db8::1"),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(proxies, forwarded, address):
    assert read(forwarded, proxies) == (address, False)


@pytest.mark.parametrize(
    ("forwarded", "address"),
    [
        ("203.0.113.9:51234", "203.0.113.9"),
        ('"203.0.113.9"', "203.0.113.9"),
        ("'203.0.113.9:443'", "203.0.113.9"),
        ("\t 203.0.113.9 ", "203.0.113.9"),
        ("[2001:db8::1]:443", "2001:db8::1"),
        ('"[2001:db8::1]:443"', "2001:db8::1"),
        ("[::ffff:203.0.113.9]:80", "203.0.113.9"),
        ("10.0.0.1:80, 203.0.113.9:51234", "203.0.113.9"),
    ],
)
def test_an_address_is_read_as_gateways_write_it(forwarded, address):
    assert read(forwarded) == (address, False)


@pytest.mark.parametrize(
    "forwarded",
    [
        *("", " ", "nonsense", "unknown", "203.0.113.7,", "203.0.113.7; drop table", "203.0.113"),
        *("203.0.113.7:", "203.0.113.7:port", "203.0.113.7:123456", "[2001:db8::1", "[]:80", "1.2.3.4:5:6"),
    ],
)
def test_what_cannot_be_read_is_the_connection_s_and_marked(forwarded):
    assert read(forwarded) == (CONNECTION, True)
    assert read(forwarded, connection="127.0.0.1") == ("127.0.0.1", True)


def test_a_list_that_is_too_short_did_not_come_through_all_our_proxies():
    assert read("203.0.113.7", proxies=2) == (CONNECTION, True)


def test_what_cannot_be_read_is_said_in_the_log_once_and_never_quoted(caplog):
    warn_once.cache_clear()
    for number in range(3):
        read(f"nonsense-{number}")
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert "X-Forwarded-For" in caplog.text
    assert "nonsense" not in caplog.text


def test_a_connection_without_an_address_has_none():
    assert read(None, proxies=0, connection="") == ("", False)
    assert read_address({}, proxies=1) == ("", False)


@quick
@given(st.text(max_size=60), st.integers(0, 3))
def test_whatever_a_header_holds_there_is_an_address_or_it_is_marked(forwarded, proxies):
    address, is_unreadable = read(forwarded, proxies)
    assert str(ip_address(address)) == address
    assert not is_unreadable or address == CONNECTION


@quick
@given(st.ip_addresses(), st.integers(1, 65535), st.sampled_from(["{}", '"{}"', " {} "]))
def test_every_address_is_read_with_a_port_and_without(address, port, written):
    plain = str(getattr(address, "ipv4_mapped", None) or address)
    with_port = f"[{address}]:{port}" if address.version == 6 else f"{address}:{port}"
    for text in (str(address), with_port):
        assert read(written.format(text)).address == plain
