"""How many enquiries one address, or one opened form, may send, and how much the screen reads for it.

No address is stored.
"""

import logging
import time
from ipaddress import ip_address, ip_network

from django.conf import settings
from django.core.cache import cache
from django.db.models import F
from django.utils.crypto import salted_hmac

from enquiries.models import RateHit

logger = logging.getLogger(__name__)

HOUR = 3600


class RateLimitError(Exception):
    """Its sender had enough for this hour."""


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


def count_screening(characters: int, *, address: str, has_token: bool, now: float | None = None) -> None:
    """Count what the screen is about to read. Raises RateLimitError when its sender had enough.

    Who comes with a token of ours is counted by ``address``, as enquiries are. All others share one account:
    the page of another site makes browsers everywhere send what it likes, each from an address of its own.
    Counted in the cache and not in the database, so that nothing is kept and the signpost needs neither;
    where processes share no cache, each has an account of its own. Loopback is not limited.
    """
    network = _network(address)
    if not network:
        return
    window = int((time.time() if now is None else now) // HOUR)
    account = f"address|{network}" if has_token else "without a token"
    key = f"screened-{window}-{_keyed(account)}"
    if _counted(key, characters) > settings.SCREENED_CHARACTERS_PER_HOUR:
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
    key = _keyed(sender)
    hit, _ = RateHit.objects.get_or_create(key=key, window=window)
    RateHit.objects.filter(pk=hit.pk).update(count=F("count") + 1)
    return RateHit.objects.values_list("count", flat=True).get(pk=hit.pk)


def _keyed(sender: str) -> str:
    return salted_hmac("enquiries.rate", sender, algorithm="sha256").hexdigest()


def _counted(key: str, characters: int) -> int:
    """How many characters were counted under ``key`` with these; 0 while the cache is away."""
    try:
        return characters if cache.add(key, characters, HOUR) else int(cache.incr(key, characters))
    except ValueError:
        # The cache dropped it to make room: counting begins again.
        return characters
    except Exception as error:
        # Which errors there are depends on the kind of cache, and nobody's concern may wait for it.
        logger.error("What the screen reads could not be counted (%s).", type(error).__name__)
        return 0
