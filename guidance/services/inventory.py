"""The inventory as its filters ask of it: which resources have which label, as one bit for each resource.

To narrow ten thousand resources and to count every answer of every facet is then a few hundred operations on
large whole numbers, where it would be a loop over all rows. Read once while nothing changes.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress

from guidance.models import Resource
from guidance.models.resource import ResourceQuerySet
from lesas_portal.core.setting_types import NEEDS

BITS = bytes.maketrans(b"01", b"\0\1")


@dataclass(frozen=True)
class Inventory:
    """Public resources in one order: their keys, the place of each slug, and who has each answer of a facet.

    The lowest bit of a number is the first resource.
    """

    keys: tuple[int, ...]
    places: Mapping[str, int]
    labels: Mapping[str, Mapping[str, int]]

    @property
    def all(self) -> int:
        """Every resource."""
        return (1 << len(self.keys)) - 1

    def with_any(self, facet: str, answers: Iterable[str]) -> int:
        """Those that have one of ``answers`` to ``facet``."""
        found = 0
        for answer in answers:
            found |= self.labels.get(facet, {}).get(answer, 0)
        return found

    def named(self, slugs: Iterable[str]) -> int:
        """Those with these slugs; others are left out."""
        found = 0
        for slug in slugs:
            if slug in self.places:
                found |= 1 << self.places[slug]
        return found

    def keys_of(self, chosen: int) -> list[int]:
        """The keys of the ``chosen`` resources, in order."""
        return list(compress(self.keys, f"{chosen:b}"[::-1].encode().translate(BITS)))

    def keys_in_order(self, slugs: Sequence[str], chosen: int) -> list[int]:
        """The keys of the ``chosen`` resources that have these slugs, in the order of ``slugs``."""
        places = (self.places[slug] for slug in slugs if slug in self.places)
        return [self.keys[place] for place in places if chosen >> place & 1]


def read(order: Sequence) -> Inventory:
    """Return what is public now, in ``order`` as ``order_by`` takes it. Five queries."""
    rows = Resource.objects.published().order_by(*order)
    found = _labels(rows)
    slugs = dict(rows.order_by().values_list("pk", "slug"))
    labels: dict[str, dict[str, list[int]]] = {}
    for place, values in enumerate(found.values()):
        for facet, answers in _by_need(values).items():
            for answer in answers:
                labels.setdefault(facet, {}).setdefault(answer, []).append(place)
    return Inventory(
        keys=tuple(found),
        places={slugs[key]: place for place, key in enumerate(found) if key in slugs},
        labels={
            facet: {answer: _bits(places, len(found)) for answer, places in answers.items()}
            for facet, answers in labels.items()
        },
    )


def _labels(rows: ResourceQuerySet) -> dict[int, dict[str, set[str]]]:
    """What filters ask about, by primary key, without model instances: four queries."""
    names = {"risk": "risk_areas__slug", "audience": "audiences__slug", "phase": "phases__slug"}
    found: dict[int, dict[str, set[str]]] = {}
    for pk, kind, section, *flags in rows.values_list("pk", "kind", "section", "statutory", "greater_risk"):
        statutory, greater_risk = ({"1"} if flag else set() for flag in flags)
        found[pk] = {
            "kind": {kind},
            "section": {section},
            "statutory": statutory,
            "greater_risk": greater_risk,
            **{name: set() for name in names},
        }
    for name, path in names.items():
        for pk, slug in rows.order_by().filter(**{f"{path}__isnull": False}).values_list("pk", path):
            if pk in found:  # or it was published between two queries
                found[pk][name].add(slug)
    return found


def _by_need(values: dict[str, set[str]]) -> dict[str, set[str]]:
    """What is filed under phases may be an age or a need: two facets."""
    return {**values, "phase": values["phase"] - set(NEEDS), "need": values["phase"] & set(NEEDS)}


def _bits(places: Iterable[int], number: int) -> int:
    """The number in which the bits at ``places`` are set."""
    digits = bytearray(b"0" * (number or 1))
    for place in places:
        digits[-1 - place] = 49  # the digit 1
    return int(digits, 2)
