"""“Find anything” in the admin: each app says how its own rows are found, and for whom."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Model

SHORTEST_WORD, LONGEST, MOST_WORDS = 2, 200, 8
SHORTEST_NUMBER = 4


@dataclass(frozen=True)
class Sought:
    """What was typed: as it is, its words, and its digits where it may be a telephone number."""

    text: str
    words: tuple[str, ...]
    digits: str = ""


class Hit(NamedTuple):
    """Something found: its title, where it is opened, and what else tells it from others."""

    title: str
    url: str
    note: str = ""


class Group(NamedTuple):
    """What was found of one kind; ``more`` is how many more there are than are shown."""

    title: str
    hits: list[Hit]
    more: int = 0


Source = Callable[[User | AnonymousUser, Sought], list[Group]]

_sources: list[tuple[int, Source]] = []


def register(source: Source, *, order: int) -> None:
    """Ask ``source`` too, those of a lower ``order`` first. It gives only what the person may open."""
    _sources.append((order, source))


def find(user: User | AnonymousUser, text: str) -> list[Group]:
    """Return what was found, by kind; nothing for less than two letters."""
    sought = read(text)
    if not sought.words:
        return []
    sources = sorted(_sources, key=lambda pair: pair[0])
    return [group for _, source in sources for group in source(user, sought) if group.hits]


def read(text: str) -> Sought:
    """Return what was typed, cut to a length that a search can take."""
    text = " ".join(text[:LONGEST].replace("\x00", "").split())
    words = tuple(word for word in text.split() if len(word) >= SHORTEST_WORD)[:MOST_WORDS]
    digits = "".join(letter for letter in text if letter.isdecimal() and letter.isascii())
    is_number = not any(letter.isalpha() for letter in text) and len(digits) >= SHORTEST_NUMBER
    return Sought(text, words, digits if is_number else "")


def may_open(user: User | AnonymousUser, model: type[Model]) -> bool:
    """Whether ``user`` may open the rows of ``model`` in the admin."""
    label, name = model._meta.app_label, model._meta.model_name
    return user.has_perm(f"{label}.view_{name}") or user.has_perm(f"{label}.change_{name}")
