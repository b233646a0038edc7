"""Which establishment somebody means: suggestions for a name that they type, and the one it is.

The open establishments are read from the database each time, by a query without a typed word. What is made of
the list is kept while the list stays the same. Each look-up goes through the list once.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from django.db import Error
from django.views.decorators.debug import sensitive_variables

from enquiries.establishment_names import folded_words, key, one_postcode, plain_words, without_postcode
from enquiries.models import Establishment
from enquiries.models.establishment import label

SHOWN_AT_MOST = 20
LETTERS_AT_LEAST = 2
LETTERS_AT_MOST = 200
WORDS_AT_MOST = 12
# Words that say what sort of school it is: left out where nothing has them all.
SORTS = frozenset(
    (
        *("school", "academy", "college", "primary", "infant", "junior", "secondary", "grammar", "high"),
        *("nursery", "preschool", "ce", "rc", "va", "vc", "community", "trust", "federation"),
        *("of", "for", "and"),
    )
)
Row = tuple[int, str, str, str]  # URN, name, town, postcode


@dataclass(frozen=True)
class Suggestion:
    """An establishment to choose: its number, and "name, town, postcode"."""

    urn: int
    label: str


@dataclass(frozen=True)
class Found:
    """What was found for a typed name: the first ``SHOWN_AT_MOST``, and how many there are.

    ``is_too_short``: too little was typed to look for. ``is_down``: the list could not be read.
    """

    suggestions: tuple[Suggestion, ...] = ()
    count: int = 0
    is_too_short: bool = False
    is_down: bool = False

    @property
    def is_cut(self) -> bool:
        """Whether there are more than are shown."""
        return self.count > len(self.suggestions)


@sensitive_variables()
def find(typed: str) -> Found:
    """Return the open establishments that have every word of ``typed``, or its start; the best first.

    Only the first ``LETTERS_AT_MOST`` letters are read: no name is longer.
    """
    typed = typed[:LETTERS_AT_MOST]
    if sum(map(len, plain_words(typed))) < LETTERS_AT_LEAST:
        return Found(is_too_short=True)
    try:
        return _directory().find(typed)
    except Error:
        return Found(is_down=True)


@sensitive_variables()
def match(typed: str) -> int | None:
    """Return the URN of the one open establishment whose name ``typed`` is, however it is spelt.

    A postcode in it tells namesakes apart, and a town does. None where there is none, or more than one.
    """
    return _directory().match(typed)


def chosen(urn: str) -> str:
    """Return "name, town, postcode" of the open establishment with this number; empty for none."""
    if not (urn.isascii() and urn.isdecimal() and len(urn) < 10):
        return ""
    try:
        row = Establishment.objects.open().filter(urn=int(urn)).first()
    except Error:
        return ""
    return str(row or "")


def published() -> tuple[bytes, str]:
    """Return every "name, town, postcode" as a JSON list, and a tag that changes with it.

    Raises django.db.Error without database.
    """
    directory = _directory()
    return directory.as_json, directory.tag


class Entry(NamedTuple):
    """An establishment as it is looked through: the words of its name and of its place, one after another."""

    key: str
    name: str
    place: str
    suggestion: Suggestion


class Hit(NamedTuple):
    """One that was found; ``needs_place``: its name alone has not all the words."""

    key: str
    name: str
    needs_place: bool
    suggestion: Suggestion


class Directory:
    """The open establishments, ready to be looked up."""

    def __init__(self, rows: tuple[Row, ...]) -> None:
        self.suggestions = [Suggestion(urn, label(*where)) for urn, *where in rows]
        self.by_urn = {row.urn: row for row in self.suggestions}
        self.postcodes = {urn: one_postcode(postcode) for urn, _, _, postcode in rows}
        self.by_key: dict[str, set[int]] = {}
        self.entries: list[Entry] = []
        for (urn, name, town, postcode), suggestion in zip(rows, self.suggestions, strict=True):
            for known in {key(name), key(f"{name} {town}")}:
                self.by_key.setdefault(known, set()).add(urn)
            words = [*plain_words(name), *folded_words(name)]
            place = [*plain_words(f"{town} {postcode}"), one_postcode(postcode).lower()]
            self.entries.append(Entry(key(name), _spaced(words), _spaced(place), suggestion))

    def find(self, typed: str) -> Found:
        """Return what ``find`` of this module does."""
        hits = self._with_all(plain_words(typed)) or self._with_all(folded_words(typed))
        if not hits and (telling := [word for word in folded_words(typed) if word not in SORTS]):
            hits = self._with_all(telling)
        wanted = key(typed)
        start = _spaced(plain_words(typed))
        hits.sort(key=lambda hit: (hit.key != wanted, not hit.name.startswith(start), hit.needs_place))
        return Found(tuple(hit.suggestion for hit in hits[:SHOWN_AT_MOST]), len(hits))

    def match(self, typed: str) -> int | None:
        """Return what ``match`` of this module does."""
        name, postcode = without_postcode(typed)
        urns = self.by_key.get(key(name), set()) if key(name) else set()
        if postcode:
            urns = {urn for urn in urns if self.postcodes[urn] == postcode}
        return next(iter(urns)) if len(urns) == 1 else None

    @cached_property
    def as_json(self) -> bytes:
        """Every suggestion in a list."""
        return json.dumps([row.label for row in self.suggestions], ensure_ascii=False).encode()

    @cached_property
    def tag(self) -> str:
        """An ETag."""
        return f'"{hashlib.sha256(self.as_json).hexdigest()[:32]}"'

    def _with_all(self, words: list[str]) -> list[Hit]:
        """Return each entry that has a word with each of these starts."""
        starts = [" " + word for word in words[:WORDS_AT_MOST]]
        return [
            Hit(entry.key, entry.name, not all(start in entry.name for start in starts), entry.suggestion)
            for entry in self.entries
            if starts and all(start in entry.name or start in entry.place for start in starts)
        ]


def _spaced(words: list[str]) -> str:
    """Return the words with a blank before each, so that the start of one is found by looking for a text."""
    return "".join(f" {word}" for word in words)


def _directory() -> Directory:
    rows = Establishment.objects.open().order_by("name", "town", "postcode", "urn")
    return _made(tuple(rows.values_list("urn", "name", "town", "postcode")))


@lru_cache(maxsize=1)
def _made(rows: tuple[Row, ...]) -> Directory:
    return Directory(rows)
