"""Enquiries by words that stand anywhere in them: in what was sent, who sent it, and what followed."""

from typing import Any

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Replace
from django.utils.text import smart_split, unescape_string_literal

from enquiries.models import Event

FIELDS = ("reference", "subject", "message", "setting_name", "name", "email", "phone")
SHORTEST_PHONE = 5


def matching(enquiries: QuerySet, search_term: str) -> QuerySet:
    """Return those of ``enquiries`` in which each word stands somewhere, their threads included."""
    for bit in smart_split(search_term):
        word = unescape_string_literal(bit) if bit.startswith(('"', "'")) and bit[0] == bit[-1] else bit
        enquiries = _with_word(enquiries, word)
    return enquiries


def _with_word(enquiries: QuerySet, word: str) -> QuerySet:
    somewhere = Q(pk__in=Event.objects.filter(text__icontains=word).values("enquiry"))
    for field in FIELDS:
        somewhere |= Q(**{f"{field}__icontains": word})
    if word.isdigit() and len(word) >= SHORTEST_PHONE:
        digits: Any = Replace("phone", Value(" "), Value(""))
        return enquiries.alias(digits=digits).filter(somewhere | Q(digits__contains=word))
    return enquiries.filter(somewhere)
