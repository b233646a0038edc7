"""Count what was searched for and not found, so that nobody who typed it or is named in it is recognised."""

import re
from collections.abc import Callable
from datetime import date
from ipaddress import ip_address, ip_network
from itertools import pairwise

from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.views.decorators.debug import sensitive_variables

from guidance.models import ZeroResultQuery
from guidance.search.english import COMMON_WORDS
from guidance.search.text import LONGEST_QUERY, STOP_WORDS, tokens

# An address, a number, a name. Names in small letters are no common words, so they need no pattern.
PERSONAL = re.compile(r"@|\d{2}|\b[A-Z][\w'’]+\s+[A-Z][\w'’]+")
MOST_DIGITS = 2  # "year 7 to 9", but no telephone number with spaces between its digits
MOST_WORDS = 6  # a longer text tells a story
MOST_UNKNOWN = 2  # words of one search that are counted by themselves
MOST_ROWS = 5_000  # nobody can fill the table by typing nonsense
FORGET_AFTER_DAYS = 90
# With these, ordinary words may be somebody's name or tell of somebody: "mr stone", "a boy called forest".
_OF_PEOPLE = (
    "mr mrs miss ms mx dr sir madam master called named surname dob born he she him her his hers they them "
    "said says told mum mummy dad daddy mother father nan nana gran granny grandad auntie aunt uncle brother "
    "sister sibling cousin son daughter niece nephew twin twins stepdad stepmum stepson stepdaughter"
)
OF_PEOPLE = frozenset(_OF_PEOPLE.split())
# A word that nobody knows and that stands before one of these is a thing, as a new app is. No "game": "jayden
# game" may be of a child.
THINGS = frozenset(["app", "apps", "challenge", "platform", "trend", "website"])
OTHER_WORDS = "(other words, which are not kept)"
V4_NETWORK, V6_NETWORK = 24, 48  # bits that the addresses of one place have in common


@sensitive_variables()
def count(raw_query: str, *, on: date | None = None, address: str = "", found_little: bool = False) -> None:
    """Count that ``raw_query`` found nothing, or little, on a day (default: today), asked from an IP address.

    Kept are the normalised words only, and these only from the third different day and network; before that
    there is a keyed fingerprint. Of words that are not common only that there were some is counted. Nothing
    at all is kept of what looks personal or reads like a message. The caller asks the screen first.
    """
    typed_words = _countable(raw_query)
    words = [word for word in typed_words if word not in STOP_WORDS]
    if words:
        _count(" ".join(words) if _are_common(typed_words) else OTHER_WORDS, on, address, found_little)


@sensitive_variables()
def count_unknown(
    raw_query: str, *, knows: Callable[[str], bool], on: date | None = None, address: str = ""
) -> None:
    """Count each common word of ``raw_query`` that no page has, as `count` does; ``knows`` says if one has.

    The query found something, but by its other words.
    """
    unknown = [word for word in _countable(raw_query) if word in COMMON_WORDS and not knows(word)]
    for word in dict.fromkeys(unknown[:MOST_UNKNOWN]):
        _count(word, on, address)


def _countable(raw_query: str) -> list[str]:
    """Return the words of a query of which something may be kept; else none."""
    if len(raw_query) > LONGEST_QUERY:
        return []
    typed_words = tokens(raw_query)
    return [] if len(typed_words) > MOST_WORDS or _looks_personal(raw_query, typed_words) else typed_words


def _looks_personal(raw_query: str, typed_words: list[str]) -> bool:
    digits = sum(letter.isdigit() for letter in raw_query)
    return bool(PERSONAL.search(raw_query)) or digits > MOST_DIGITS or not OF_PEOPLE.isdisjoint(typed_words)


def _are_common(typed_words: list[str]) -> bool:
    """Whether all words are common ones or single digits, but for one that names a thing."""
    unknown = [word for word in typed_words if word not in COMMON_WORDS and not word.isdecimal()]
    if not unknown:
        return True
    is_thing = any(word == unknown[0] and after in THINGS for word, after in pairwise(typed_words))
    return len(unknown) == 1 and is_thing


def _network_mark(fingerprint: str, address: str) -> str:
    """Return one of 256 marks for the network of an address.

    So few tell that two networks differ, never which they are; and for other words they are others.
    """
    try:
        bits = V4_NETWORK if ip_address(address).version == 4 else V6_NETWORK
        network = str(ip_network(f"{address}/{bits}", strict=False))
    except ValueError:
        network = ""
    return salted_hmac(
        "guidance.search.missed.network", fingerprint + network, algorithm="sha256"
    ).hexdigest()[:2]


def _count(text: str, on: date | None, address: str, found_little: bool = False) -> None:
    day = on or timezone.localdate()
    fingerprint = salted_hmac("guidance.search.missed", text, algorithm="sha256").hexdigest()
    network = _network_mark(fingerprint, address)
    row = ZeroResultQuery.objects.filter(fingerprint=fingerprint).first()
    if row:
        row.count(text, on=day, network=network, found_little=found_little)
    elif _has_room(day):
        new = ZeroResultQuery(
            fingerprint=fingerprint, last_day=day, networks=network, found_little=found_little
        )
        ZeroResultQuery.objects.bulk_create([new], ignore_conflicts=True)


def _has_room(on: date) -> bool:
    """Whether another row may be kept; a full table first forgets what nobody typed again."""
    if ZeroResultQuery.objects.count() < MOST_ROWS:
        return True
    forgotten, _ = ZeroResultQuery.objects.forgotten(on, days=FORGET_AFTER_DAYS).delete()
    return forgotten > 0


def delete_outdated(on: date | None = None) -> None:
    """Delete what nobody typed within the year before ``on`` (default: today), read or not."""
    ZeroResultQuery.objects.outdated(on or timezone.localdate()).delete()
