"""How many enquiries one address, or one opened form, may send. No address is stored."""

import time
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.db.models import F
from django.utils.crypto import salted_hmac

from enquiries.models import RateHit

HOUR = 3600


class RateLimitError(Exception):
    """Its sender had enough of them for this hour."""


def consume(*, address: str, nonce: str, now: float | None = None) -> None:
    """Count one enquiry that is being stored. Raises RateLimitError when its sender had enough.

    Call it in the transaction that stores the enquiry, so that only what is stored counts. ``address`` is
    an IP address or "". Loopback is not limited: behind a proxy that TRUSTED_PROXIES does not name it is
    everybody, and nobody's enquiry may be lost to that.
    """
    window = int((time.time() if now is None else now) // HOUR)
    limits = {f"form|{nonce}": settings.ENQUIRIES_PER_FORM}
    if network := _network(address):
        limits[f"address|{network}"] = settings.ENQUIRIES_PER_HOUR_PER_ADDRESS
    for sender, limit in limits.items():
        if _add_one(sender, window) > limit:
            raise RateLimitError


def delete_expired(now: float | None = None) -> int:
    """Delete the counts of past hours; return how many."""
    window = int((time.time() if now is None else now) // HOUR)
    return RateHit.objects.filter(window__lt=window).delete()[0]


def _network(address: str) -> str:
    if not address or ip_address(address).is_loopback:
        return ""
    # One household or school has a whole /64 of IPv6 addresses.
    return str(ip_network(f"{address}/{64 if ':' in address else 32}", strict=False))


def _add_one(sender: str, window: int) -> int:
    key = salted_hmac("enquiries.rate", sender, algorithm="sha256").hexdigest()
    hit, _ = RateHit.objects.get_or_create(key=key, window=window)
    RateHit.objects.filter(pk=hit.pk).update(count=F("count") + 1)
    return RateHit.objects.values_list("count", flat=True).get(pk=hit.pk)
