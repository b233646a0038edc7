"""Which coding of a page a browser takes (RFC 9110, 12.5.3), and the page in that coding."""

import gzip
import re
from collections.abc import Callable
from functools import lru_cache

import brotli

CODINGS: dict[str, Callable[[bytes], bytes]] = {
    # A page is compressed once for each version of the content, so a little time is well spent.
    "br": lambda body: brotli.compress(body, quality=6),
    "gzip": lambda body: gzip.compress(body, compresslevel=7, mtime=0),
}
IDENTITY = ""
AT_LEAST = 200
"""Bytes. What is shorter is sent as it is."""
HEADER_AT_MOST = 200
COMPRESSIBLE = re.compile(r"text/|application/(json|javascript|[a-z.-]+\+xml|xml)\b|image/svg")


def is_worth_it(content_type: str, body: bytes) -> bool:
    """Whether a page of that type is sent compressed to whoever takes it so."""
    return len(body) >= AT_LEAST and COMPRESSIBLE.match(content_type) is not None


def choose(accepted: str) -> str:
    """Return the coding that a browser with this Accept-Encoding likes best: "br", "gzip" or IDENTITY."""
    return _choose(accepted) if len(accepted) <= HEADER_AT_MOST else IDENTITY


def takes(coding: str, accepted: str) -> bool:
    """Whether a browser with this Accept-Encoding takes ``coding``: a weight of nought says no."""
    weights = _weights(accepted) if len(accepted) <= HEADER_AT_MOST else {}
    return weights.get(coding, weights.get("*", 0.0)) > 0


@lru_cache(maxsize=64)
def _choose(accepted: str) -> str:
    weights = _weights(accepted)
    rest = weights.get("*", 0.0)
    found = {coding: weights.get(coding, rest) for coding in CODINGS}
    # Of two that are liked alike, the shorter: the first that is named above.
    best = max(found, key=lambda coding: found[coding])
    return best if found[best] > 0 and found[best] >= weights.get("identity", 0.0) else IDENTITY


def _weights(accepted: str) -> dict[str, float]:
    return dict(_read(part) for part in accepted.lower().split(","))


def _read(part: str) -> tuple[str, float]:
    """A coding and its weight; 0 where the weight cannot be read."""
    coding, _, parameters = part.partition(";")
    name, _, value = parameters.partition("=")
    if not parameters.strip():
        return coding.strip(), 1.0
    try:
        weight = float(value)
    except ValueError:
        return coding.strip(), 0.0
    return coding.strip(), weight if name.strip() == "q" and 0 <= weight <= 1 else 0.0
