"""Whose address a request has, behind proxies and without."""

import pytest

from lesas_portal.core.middleware import client_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        (0, "", "192.0.2.1"),
        (0, "203.0.113.7", "192.0.2.1"),
        (1, "203.0.113.7", "203.0.113.7"),
        (1, "10.0.0.1, 203.0.113.7", "203.0.113.7"),
        (2, "6.6.6.6, 203.0.113.7, 198.51.100.1", "203.0.113.7"),
        (2, "203.0.113.7", "192.0.2.1"),
        (1, "", "192.0.2.1"),
        (1, "nonsense", "192.0.2.1"),
        (1, "203.0.113.7; drop table", "192.0.2.1"),
        (1, "[2001:DB8::1]", "2001:db8::1"),
        (1, "fe80::1%eth0", "fe80::1"),
        (1, "::ffff:203.0.113.7", "203.0.113.7"),
    ],
)
def test_only_what_our_own_proxies_wrote_is_believed(proxies, forwarded, address):
    meta = {"REMOTE_ADDR": "192.0.2.1", "HTTP_X_FORWARDED_FOR": forwarded}
    assert client_address(meta, proxies=proxies) == address


def test_a_connection_without_an_address_has_none():
    assert client_address({"REMOTE_ADDR": ""}, proxies=0) == ""
    assert client_address({}, proxies=1) == ""
