"""Enquiries by words that stand anywhere in them: in what was sent, who sent it, and what followed."""

import re
from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Replace
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
    in_thread = Q(*[("text__icontains", spelling) for spelling in spellings], _connector=Q.OR)
    somewhere = Q(pk__in=Event.objects.filter(in_thread).values("enquiry"))
    for field in FIELDS:
        for spelling in spellings:
            somewhere |= Q(**{f"{field}__icontains": spelling})
    if word.isdigit() and len(word) >= SHORTEST_PHONE:
        digits: Any = Replace("phone", Value(" "), Value(""))
        return enquiries.alias(digits=digits).filter(somewhere | Q(digits__contains=word))
    return enquiries.filter(somewhere)
