"""The numbers that people ring or text: how the index writes them, and where each leads."""

import re
from collections.abc import Iterable

from guidance.models import SearchDocument
from guidance.search.typed import digits_of

_LINE = re.compile(r"(?:\d+ )*(\d+)", re.ASCII)


def as_keywords(numbers: Iterable[str]) -> str:
    """Return ``numbers`` as lines of keywords: as printed, then in one word if that is another."""
    lines = (" ".join(dict.fromkeys([number, digits_of(number)])) for number in numbers if number)
    return "\n".join(dict.fromkeys(lines))


def read() -> dict[str, tuple[str, ...]]:
    """Return the addresses of the helplines of each number, digits only; one query."""
    found: dict[str, tuple[str, ...]] = {}
    rows = SearchDocument.objects.filter(part="", kind=SearchDocument.Kind.HELPLINE).order_by("pk")
    for url, keywords in rows.values_list("url", "keywords"):
        for line in keywords.split("\n"):
            if number := _LINE.fullmatch(line):
                found[number[1]] = (*found.get(number[1], ()), url)
    return found
