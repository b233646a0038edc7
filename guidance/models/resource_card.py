"""What lists show of a resource, as values: equal ones look the same, so what is made of them can be kept."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from guidance.models.taxonomy import age_range


@dataclass(frozen=True)
class Card:
    """What an entry of a list shows of a resource, and nothing else."""

    title: str
    page: str
    url: str
    publisher: str
    edition_name: str
    summary: str
    look_for: str
    statutory: bool
    greater_risk: bool
    kind: str
    ages: str
    """For which ages, as a tag; empty for none and for all. Needs are a filter: nearly all has them."""
    checked_on: date | None


@dataclass(frozen=True)
class Source:
    """What a page that rests on a resource shows of it."""

    title: str
    page: str
    url: str
    publisher: str
    statutory: bool
    look_for: str


def card_of(resource: Any) -> Card:
    """Return the entry of a ``Resource`` in a list; its publisher and phases are fetched."""
    phases = list(resource.phases.all())
    is_said = resource.statutory and resource.kind == resource.Kind.STANDARD
    return Card(
        title=resource.title,
        page=resource.get_absolute_url(),
        url=resource.url,
        publisher=str(resource.publisher),
        edition_name=resource.edition_name,
        summary=resource.summary,
        look_for=resource.look_for,
        statutory=resource.statutory,
        greater_risk=resource.greater_risk,
        kind="" if is_said else str(resource.Kind(resource.kind).label),
        ages=age_range(phases),
        checked_on=resource.checked_on,
    )
