"""The client's address behind proxies."""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class ClientAddressMiddleware:
    """Sets ``request.client_address``: an IP address in its shortest spelling, or "" when unknown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.client_address = client_address(request.META, proxies=settings.TRUSTED_PROXIES)
        return self.get_response(request)


def client_address(meta: dict[str, str], *, proxies: int) -> str:
    """Return the visitor's address from WSGI ``meta`` with ``proxies`` trusted proxies in front.

    Each proxy appends the address it was called from to X-Forwarded-For, so with n proxies the visitor
    is the n-th from the right; anything further left is what the visitor wrote there. A list that is
    too short or unreadable did not come through our proxies: then the connection's own address holds.
    """
    candidates = [meta.get("REMOTE_ADDR", "")]
    if proxies:
        hops = [hop.strip() for hop in meta.get("HTTP_X_FORWARDED_FOR", "").split(",")]
        if len(hops) >= proxies:
            candidates.insert(0, hops[-proxies])
    return next((address for address in map(_plain, candidates) if address), "")


def _plain(text: str) -> str:
    try:
        address = ip_address(text.strip("[]").partition("%")[0])
    except ValueError:
        return ""
    return str(getattr(address, "ipv4_mapped", None) or address)
