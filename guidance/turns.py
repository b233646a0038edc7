"""What becomes public, or stops being public, by the clock, over all kinds of content in one list."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BooleanField, CharField, F, QuerySet, Value
from django.utils import timezone

from guidance.check_list import KINDS, Due, joined
from guidance.models import Publishable

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Turn:
    """One page that becomes public, or stops being public, at a moment to come."""

    noun: str
    pk: int
    title: str
    at: datetime
    is_start: bool

    kind_words, change_url_name = Due.kind_words, Due.change_url_name


def turns(
    *, at: datetime | None = None, until: datetime | None = None, are_starts: bool | None = None
) -> QuerySet:
    """Return what becomes public or stops being public after ``at`` (by ``until``), the next first.

    ``are_starts``: only what becomes public, or only what stops being public.
    """
    at = at or timezone.now()
    parts = []
    for noun, model in KINDS.items():
        for field, is_start in (("publish_at", True), ("withdraw_at", False)):
            if are_starts not in (None, is_start):
                continue
            moment = {f"{field}__gt": at, **({f"{field}__lte": until} if until else {})}
            rows = model.objects.filter(status=Publishable.Status.PUBLISHED, **moment).order_by()
            parts.append(
                rows.annotate(
                    noun=Value(noun, output_field=CharField()),
                    moment=F(field),
                    is_start=Value(is_start, output_field=BooleanField()),
                ).values("noun", "pk", "title", "moment", "is_start")
            )
    return joined(parts).order_by("moment", "title", "pk")


def read_turns(rows: Iterable[Mapping[str, Any]]) -> Iterator[Turn]:
    """Turn rows of ``turns`` into what a page shows."""
    for row in rows:
        yield Turn(row["noun"], row["pk"], row["title"], row["moment"], bool(row["is_start"]))
