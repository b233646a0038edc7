"""How many enquiries one address, one network, one opened form and all together may send in an hour, and how
much the screen reads for one sender.

No address is stored.
"""

import logging
import time
from datetime import UTC, datetime
from ipaddress import ip_address

from django.conf import settings
from django.core.cache import cache
from django.db.models import F
from django.utils.crypto import salted_hmac

from enquiries.models import RateHit
from lesas_portal.core.client_address import NETWORK_BITS, SENDER_BITS, network_of
from lesas_portal.core.middleware import AddressedRequest

logger = logging.getLogger(__name__)

HOUR = 3600
# In place of the address of all who come through our proxies with one that cannot be read.
UNREADABLE = "unreadable"
ALL = "everybody"


class RateLimitError(Exception):
    """Its sender had enough for this hour."""


class FormLimitError(RateLimitError):
    """The opened form has sent the ``limit`` of what one may; one that is opened anew may go on."""

    def __init__(self, limit: int) -> None:
        super().__init__()
        self.limit = limit


class AddressLimitError(RateLimitError):
    """As much came from the address, or from its network, as may in an hour; ``until`` then."""

    def __init__(self, window: int) -> None:
        super().__init__()
        self.until = datetime.fromtimestamp((window + 1) * HOUR, tz=UTC)


def sender_of(request: AddressedRequest) -> str:
    """Return what ``request`` is counted by: its IP address, "" where it has none, or ``UNREADABLE``."""
    return UNREADABLE if request.is_address_unreadable else request.client_address


def consume(*, address: str, nonce: str, now: float | None = None) -> None:
    """Count one enquiry that is being stored. Raises FormLimitError or AddressLimitError at the limit.

    Call it in the transaction that stores the enquiry, so that only what is stored counts. ``address`` is
    what ``sender_of`` says. Loopback is not limited: behind a proxy that TRUSTED_PROXIES does not name it is
    everybody, and nobody's enquiry may be lost to that.
    """
    window = _window(now)
    if _add(f"form|{nonce}", window) > settings.ENQUIRIES_PER_FORM:
        raise FormLimitError(settings.ENQUIRIES_PER_FORM)
    # The narrow one first, for all: two that wait for each other's row never lock in a circle.
    for account, limit in _accounts(address).items():
        if _add(account, window) > limit:
            raise AddressLimitError(window)


def count_feedback(*, address: str, now: float | None = None) -> None:
    """Count what one sender says of a page, in the transaction that keeps it. Raises AddressLimitError.

    So much of it may come in an hour as ``settings.FEEDBACK_TO_ENQUIRIES`` times what may of enquiries.
    """
    window = _window(now)
    for account, limit in _accounts(address).items():
        if _add(f"feedback|{account}", window) > limit * settings.FEEDBACK_TO_ENQUIRIES:
            raise AddressLimitError(window)


def is_first_use(nonce: str, *, opened: float) -> bool:
    """Count one use of a form, in the transaction that keeps it; say whether it is the first one.

    All are counted in the hour in which it was ``opened`` (seconds since 1970), whenever they come.
    """
    return _add(f"form|{nonce}", _window(opened)) == 1


def count_for_all(*, address: str, now: float | None = None) -> bool:
    """Count one enquiry on the account of all senders; say whether it is within settings.ENQUIRIES_PER_HOUR.

    Call it last in the transaction, since everybody waits for its row. Loopback is not limited.
    """
    return not _accounts(address) or _add(ALL, _window(now)) <= settings.ENQUIRIES_PER_HOUR


def room_for_all(now: float | None = None) -> int:
    """Return how many more enquiries this hour are within settings.ENQUIRIES_PER_HOUR."""
    hits = RateHit.objects.filter(key=_keyed(ALL), window=_window(now)).values_list("count", flat=True)
    return max(0, settings.ENQUIRIES_PER_HOUR - sum(hits))


def use_room(number: int, now: float | None = None) -> None:
    """Count ``number`` enquiries of an earlier hour on the account of all senders in this one."""
    _add(ALL, _window(now), number)


def count_screening(characters: int, *, address: str, has_token: bool, now: float | None = None) -> None:
    """Count what the screen is about to read. Raises AddressLimitError when its sender had enough.

    Who comes with a token of ours is counted by ``address``, as enquiries are. All others share one account:
    the page of another site makes browsers everywhere send what it likes, each from an address of its own.
    Counted in the cache and not in the database, so that nothing is kept and the signpost needs neither;
    where processes share no cache, each has an account of its own. Loopback is not limited.
    """
    own = next(iter(_accounts(address)), "")
    if not own:
        return
    window = _window(now)
    key = f"screened-{window}-{_keyed(own if has_token else 'without a token')}"
    limit = settings.SCREENED_CHARACTERS_PER_HOUR
    if has_token and address == UNREADABLE:
        # As much more than one sender's as they may send more enquiries.
        limit *= settings.ENQUIRIES_PER_HOUR_UNREADABLE // settings.ENQUIRIES_PER_HOUR_PER_ADDRESS
    if _counted(key, characters) > limit:
        raise AddressLimitError(window)


def delete_expired(now: float | None = None) -> int:
    """Delete the counts of past hours, once no form that was opened in them is taken; return how many."""
    last = _window(now) - settings.FORM_HOURS_AT_MOST
    return RateHit.objects.filter(window__lt=last).delete()[0]


def _window(now: float | None) -> int:
    return int((time.time() if now is None else now) // HOUR)


def _accounts(address: str) -> dict[str, int]:
    """The accounts that ``address`` is counted on, with the limit of each, the narrowest first."""
    if address == UNREADABLE:
        return {UNREADABLE: settings.ENQUIRIES_PER_HOUR_UNREADABLE}
    if not address or ip_address(address).is_loopback:
        return {}
    sender, network = network_of(address, SENDER_BITS), network_of(address, NETWORK_BITS)
    of_network = {
        4: settings.ENQUIRIES_PER_HOUR_PER_V4_NETWORK,
        6: settings.ENQUIRIES_PER_HOUR_PER_V6_NETWORK,
    }
    return {
        f"address|{sender}": settings.ENQUIRIES_PER_HOUR_PER_ADDRESS,
        f"network|{network}": of_network[network.version],
    }


def _add(account: str, window: int, number: int = 1) -> int:
    key = _keyed(account)
    hit, _ = RateHit.objects.get_or_create(key=key, window=window)
    RateHit.objects.filter(pk=hit.pk).update(count=F("count") + number)
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
