"""English words that may be meant though no page here has them; the lists say where they are from."""

from pathlib import Path

from guidance.search.text import STOP_WORDS


def _listed(name: str) -> frozenset[str]:
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").split("\n")
    return frozenset(line for line in lines if line and not line.startswith("#"))


# An allow list, for no list knows all names: those it forgot were mostly of children whose families are not
# from here.
COMMON_WORDS = STOP_WORDS | _listed("common_words.txt") | _listed("product_words.txt")
"""Words that are nobody's name, so that a search of them may be kept."""

ENGLISH_WORDS = COMMON_WORDS | _listed("name_words.txt")
"""Words that are no typing errors."""
