"""One reference from a row to something else, and the ways to read them from texts, fields and lists."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db.models import Model

from guidance.includes import BLOCK, INCLUDE
from guidance.links import addresses
from guidance.models.use import How


class Reference(NamedTuple):
    """Where something leads, and in what way."""

    target: str
    how: How


def of_row(obj: Model) -> str:
    """Return the target by which fields name ``obj``: by its number, which stays."""
    return _target(obj._meta.model_name, obj.pk)


def to_rows(model: type[Model], keys: Iterable[int | None], how: How) -> Iterator[Reference]:
    """Yield a reference to each row of ``model`` with one of these numbers."""
    yield from (Reference(_target(model._meta.model_name, key), how) for key in keys if key)


def to_addresses(targets: Iterable[str], how: How) -> Iterator[Reference]:
    """Yield a reference to each address that is one."""
    yield from (Reference(target, how) for target in targets if target)


def in_text(text: str, route: str = "", routes: frozenset[str] = frozenset()) -> Iterator[Reference]:
    """Yield what Markdown ``text`` links, and the helplines and shared blocks that it puts in."""
    yield from to_addresses(addresses.in_text(text, route, routes), How.LINKS)
    for name in INCLUDE.findall(text):
        yield Reference(name, How.PUTS_IN) if name.startswith(BLOCK) else to_helpline(name)


def to_helpline(slug: str) -> Reference:
    """Return the reference of a text or a list that shows the number of a helpline."""
    return Reference(addresses.helpline(slug), How.SHOWS)


def to_block(key: str) -> Reference:
    """Return the reference of a text or a list that puts in a shared block."""
    return Reference(f"{BLOCK}{key}", How.PUTS_IN)


def _target(name: str | None, key: int) -> str:
    return f"{name}:{key}"
