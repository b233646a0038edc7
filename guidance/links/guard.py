"""Connections to public addresses only, so that no link in a text makes the portal call a computer inside.

The name is looked up here, each address it has is judged, and the connection goes to one that was judged:
whoever answers the look-up cannot give another one for the connection. Redirects pass here too.
"""

import socket
import ssl
import time
from collections.abc import Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Any

import httpcore

PORTS = (80, 443)
NAT64 = IPv6Network("64:ff9b::/96")
# Public in form, and answered by the computer itself: what a cloud (Azure) tells its own machines.
OF_THE_CLOUD = IPv4Address("168.63.129.16")
SECONDS_AT_MOST = 30


class NotPublicError(httpcore.ConnectError):
    """The address leads to a computer that is not on the public internet."""


class GuardedBackend(httpcore.SyncBackend):
    """Connects as httpcore does, but to public addresses and the two ports of web sites."""

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to ``host``. Raises NotPublicError for one inside, ConnectError for one not there."""
        if port not in PORTS:
            raise NotPublicError(f"port {port}")
        addresses = public_addresses(host, port)
        for last, address in enumerate(addresses, start=1):
            try:
                found = super().connect_tcp(address, port, timeout, local_address, socket_options)
                return _Timed(found, time.monotonic() + SECONDS_AT_MOST)
            except httpcore.ConnectError:
                if last == len(addresses):
                    raise
        raise httpcore.ConnectError("no address")

    def connect_unix_socket(self, *_: Any, **__: Any) -> httpcore.NetworkStream:
        """Never: a socket is on this computer."""
        raise NotPublicError("socket")


class _Timed(httpcore.NetworkStream):
    """A connection that ends after some time, however slowly the other side goes on answering."""

    def __init__(self, stream: httpcore.NetworkStream, ends: float) -> None:
        self._stream, self._ends = stream, ends

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what came. Raises ReadTimeout when the time is over."""
        if time.monotonic() > self._ends:
            raise httpcore.ReadTimeout
        return self._stream.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, timeout)

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        return _Timed(self._stream.start_tls(ssl_context, server_hostname, timeout), self._ends)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def public_addresses(host: str, port: int) -> list[str]:
    """Return the addresses of ``host``, of which not one may be inside. Raises ConnectError."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise httpcore.ConnectError(f"no such name: {type(error).__name__}") from None
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(map(is_public, addresses)):
        raise NotPublicError("inside")
    return addresses[:4]


def is_public(address: str) -> bool:
    """Whether ``address`` is on the public internet, and the one inside it too where it carries another."""
    outer = ip_address(address.partition("%")[0])
    if isinstance(outer, IPv6Address) and outer.is_site_local:
        return False
    every = (outer, *_carried(outer))
    return all(one.is_global and not one.is_multicast and one != OF_THE_CLOUD for one in every)


def _carried(address: IPv4Address | IPv6Address) -> list[IPv4Address]:
    """The older address within a new one: mapped, translated (NAT64) or tunnelled (6to4, Teredo)."""
    if isinstance(address, IPv4Address):
        return []
    found = [address.ipv4_mapped, address.sixtofour, *(address.teredo or ())]
    if address in NAT64:
        found.append(IPv4Address(int(address) & 0xFFFFFFFF))
    if int(address) >> 32 == 0:
        found.append(IPv4Address(int(address)))
    return [one for one in found if one is not None]
