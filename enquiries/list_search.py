"""Enquiries by words that stand anywhere in them: in what was sent, who sent it, and what followed."""

import re
from typing import Any

from django.db import connections
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Collate, Replace
from django.utils.text import smart_split, unescape_string_literal

from enquiries.models import Event

FIELDS = ("reference", "subject", "message", "setting_name", "name", "email", "phone")
SHORTEST_PHONE = 5
# A telephone types the curly one, a keyboard the straight one.
APOSTROPHES = re.compile("['’‘]")
MOST = 200


def matching(enquiries: QuerySet, search_term: str) -> list[int]:
    """Return the keys of those in which each word stands somewhere, their threads included, newest first.

    There are at most ``MOST`` and one more. They are looked for once: a page of a list and its count would
    each read every message.
    """
    for bit in smart_split(search_term):
        word = unescape_string_literal(bit) if bit.startswith(('"', "'")) and bit[0] == bit[-1] else bit
        enquiries = _with_word(enquiries, word)
    return list(enquiries.order_by("-received_at").values_list("pk", flat=True)[: MOST + 1])


def _with_word(enquiries: QuerySet, word: str) -> QuerySet:
    spellings = {word, APOSTROPHES.sub("'", word), APOSTROPHES.sub("’", word)}
    events, texts = _readable(Event.objects.all(), ("text",), spellings)
    enquiries, fields = _readable(enquiries, FIELDS, spellings)
    in_thread = Q(*texts, _connector=Q.OR)
    somewhere = Q(*fields, pk__in=events.filter(in_thread).values("enquiry"), _connector=Q.OR)
    if word.isdigit() and len(word) >= SHORTEST_PHONE:
        digits: Any = Replace("phone", Value(" "), Value(""))
        return enquiries.alias(digits=digits).filter(somewhere | Q(digits__contains=word))
    return enquiries.filter(somewhere)


def _readable(
    rows: QuerySet, fields: tuple[str, ...], spellings: set[str]
) -> tuple[QuerySet, list[tuple[str, str]]]:
    """Return ``rows`` and what is asked of them: each of ``spellings`` in each of ``fields``.

    Where a word has plain letters only, PostgreSQL need not know how any other letter is written large, and
    reads every message in a third of the time.
    """
    plain = {f"plain_{field}": Collate(field, "C") for field in fields}
    is_postgresql = connections[rows.db].vendor == "postgresql"
    asked = [
        (f"{'plain_' if is_postgresql and spelling.isascii() else ''}{field}__icontains", spelling)
        for spelling in spellings
        for field in fields
    ]
    return (rows.alias(**plain) if is_postgresql else rows), asked
