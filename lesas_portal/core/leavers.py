"""What somebody who leaves has in hand, and how it goes to a colleague. Each app registers its own."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib.auth.models import User

from lesas_portal.core import audit


class InHand(NamedTuple):
    """One kind of work: how much of it a person has ("3 open enquiries"; "" for none), and how it is given.

    ``give`` takes the leaver, the colleague (None: for anybody) who decides: ``of``, ``to`` and ``by``,
    in the transaction of the leaving; it returns how many it gave.
    """

    words: Callable[[User], str]
    give: Callable[..., int]


_kinds: list[InHand] = []


def register(kind: InHand) -> None:
    """Offer this kind of work to a colleague when somebody leaves."""
    _kinds.append(kind)


def in_hand(person: User) -> list[str]:
    """Return what ``person`` has in hand, in words; one query a kind."""
    return [words for kind in _kinds if (words := kind.words(person))]


def give_all(*, of: User, to: User | None, by: audit.Actor) -> int:
    """Give all that ``of`` has in hand to ``to``, or leave it for anybody; return how much it was."""
    return sum(kind.give(of=of, to=to, by=by) for kind in _kinds)
