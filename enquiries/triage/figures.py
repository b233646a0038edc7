"""Figures as they are told: shares with set size and interval, and whether probabilities mean something."""

import math
from collections.abc import Sequence

Z = 1.959964  # two-sided 95 %
BINS = 10


def wilson(part: int, whole: int) -> tuple[float, float]:
    """Return the 95 % interval of a share (Wilson's score interval, without continuity correction).

    Raises ValueError for a share of nothing.
    """
    if whole <= 0:
        raise ValueError("A share needs something to be a share of.")
    share, spread = part / whole, Z * Z / whole
    middle = (share + spread / 2) / (1 + spread)
    half = Z * math.sqrt(share * (1 - share) / whole + spread / (4 * whole)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def in_bins(probabilities: Sequence[float], truths: Sequence[bool]) -> list[tuple[int, float, float]]:
    """Return for each tenth of probability that occurs: how many, their mean, and the share that holds."""
    bins: dict[int, list[tuple[float, bool]]] = {}
    for probability, truth in zip(probabilities, truths, strict=True):
        bins.setdefault(min(int(probability * BINS), BINS - 1), []).append((probability, truth))
    return [
        (len(rows), sum(p for p, _ in rows) / len(rows), sum(t for _, t in rows) / len(rows))
        for _, rows in sorted(bins.items())
    ]


def calibration_error(probabilities: Sequence[float], truths: Sequence[bool]) -> float:
    """Return the expected calibration error: how far probabilities are from what holds, in the mean."""
    whole = max(len(probabilities), 1)
    return sum(n * abs(mean - held) for n, mean, held in in_bins(probabilities, truths)) / whole
