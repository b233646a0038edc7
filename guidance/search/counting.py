"""How many results stand on each filters: the counts beside the facets of the result page. Pure Python."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from guidance.search.query import SearchFilters

Row = tuple[str, str, str, int]
FACETS = ("kind", "risk", "phase")


@dataclass(frozen=True)
class Choice:
    """One value of a facet, as the page shows it."""

    value: str
    label: str
    count: int
    chosen: bool


def is_on(filters: SearchFilters, kind: str, risk_areas: str, phases: str) -> bool:
    """Whether a thing with these slugs (risk areas and phases between spaces) stands on ``filters``."""
    return (
        filters.kind in {"", kind}
        and (not filters.risk or f" {filters.risk} " in risk_areas)
        and (not filters.phase or f" {filters.phase} " in phases)
    )


def total(rows: Iterable[Row], filters: SearchFilters) -> int:
    """Return how many things of ``rows`` (kind, risk areas, phases, number) stand on ``filters``."""
    return sum(number for *slugs, number in rows if is_on(filters, *slugs))


def choices(
    rows: Iterable[Row], filters: SearchFilters, labels: Mapping[str, Mapping[str, str]]
) -> dict[str, list[Choice]]:
    """Return for each facet the values that lead somewhere, counted with the other facets as chosen."""
    counts = {name: Counter() for name in FACETS}
    others = {name: replace(filters, **{name: ""}) for name in FACETS}
    for *slugs, number in rows:
        kind, risk_areas, phases = slugs
        values = {"kind": [kind], "risk": risk_areas.split(), "phase": phases.split()}
        for name in FACETS:
            if is_on(others[name], *slugs):
                counts[name].update(dict.fromkeys(values[name], number))
    return {name: _offered(labels[name], counts[name], getattr(filters, name)) for name in FACETS}


def _offered(labels: Mapping[str, str], counts: Counter, chosen: str) -> list[Choice]:
    return [
        Choice(value, label, counts[value], value == chosen)
        for value, label in labels.items()
        if counts[value] or value == chosen
    ]
