"""Whose address a request has, behind proxies and without."""

import logging
import re
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import NamedTuple

logger = logging.getLogger(__name__)

# Gateways write the port behind the address (Azure’s, IIS), and brackets round one of IPv6.
WITH_PORT = re.compile(r"\[(?P<v6>[^\[\]]*)\](?::\d{1,5})?|(?P<v4>[\d.]+):\d{1,5}")


# How many bits the addresses of one sender have in common, and those of one customer's or provider's network:
# a household or school has a whole /64 of IPv6, and a provider gives a customer up to a /48.
SENDER_BITS, NETWORK_BITS = {4: 32, 6: 64}, {4: 24, 6: 48}


class ClientAddress(NamedTuple):
    """An IP address in its shortest spelling, or "".

    ``is_unreadable``: the trusted proxies named one that cannot be read, so this is the connection’s own.
    """

    address: str
    is_unreadable: bool


def read_address(meta: dict[str, str], *, proxies: int) -> ClientAddress:
    """Return the visitor's address from WSGI ``meta`` with ``proxies`` trusted proxies in front.

    Each proxy appends the address it was called from to X-Forwarded-For, so with n proxies the visitor
    is the n-th from the right; anything further left is what the visitor wrote there. Without that header
    the request did not come through them. Where it is too short or unreadable, the log says so once.
    """
    connection = _plain(meta.get("REMOTE_ADDR", ""))
    header = meta.get("HTTP_X_FORWARDED_FOR") if proxies else None
    if header is None:
        return ClientAddress(connection, is_unreadable=False)
    hops = header.split(",")
    if len(hops) >= proxies and (address := _plain(hops[-proxies])):
        return ClientAddress(address, is_unreadable=False)
    warn_once()
    return ClientAddress(connection, is_unreadable=True)


def network_of(address: str, bits: dict[int, int]) -> IPv4Network | IPv6Network:
    """Return the network of ``bits`` that an ``address`` is in. Raises ValueError for what is none."""
    return ip_network(f"{address}/{bits[ip_address(address).version]}", strict=False)


@cache
def warn_once() -> None:
    """Say in the log that a header could not be read: once a process, and never what it held."""
    logger.warning(
        "X-Forwarded-For does not hold what TRUSTED_PROXIES says it does. Whoever comes like this is counted"
        " on one account. Check what the proxy writes. Said once."
    )


def _plain(text: str) -> str:
    """Return the address in ``text`` without port, brackets, quotes, blanks and zone; "" for none."""
    bare = text.strip(" \t\"'")
    if with_port := WITH_PORT.fullmatch(bare):
        bare = with_port["v6"] or with_port["v4"] or ""
    try:
        address = ip_address(bare.partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
