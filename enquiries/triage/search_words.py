"""Tells a search that tells of somebody from one that names a subject, a title or a task.

A concern is told: somebody does or meets with something, or somebody is worried. A title is a thing
("missing child procedure"), and a task asks how something is done. The few words of a search say this by
their order more than by what they name, so they have weights of their own: those of messages answer to a
subject, too ("live streaming risk"). `training.train_search` learns them from labelled searches.
"""

import json
import math
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple, TypeAlias

from enquiries.triage.features import letter_runs, shape, shapes_nearby
from enquiries.triage.lexicon import classes_of
from enquiries.triage.tokeniser import tokenise

SearchFeatures: TypeAlias = Mapping[str, Mapping[str, int]]  # how often each name was seen, by block

WEIGHTS_FILE = Path(__file__).with_name("search_weights.json")
LONGEST_SEARCH = 60  # tokens; what is longer is a message
START, END = "^", "$"  # how a search starts and ends says what kind it is
LONGEST_RUN = {"words": 3, "shapes": 4}
SOMEBODY = {"yeargroup": "CHILD", "ageold": "CHILD"}  # "yr 9", "13 year old": in a search mostly a child
NOTHING = "_"  # the shape of a word that stands for nothing
LONGEST_COUNTED = 14  # tokens
HUNDREDTHS = 100
CAUTION = 1.0  # how far below the threshold a search may still tell of somebody


class SearchReading(NamedTuple):
    """Whether a search tells of somebody, whether it may (then nothing of it is kept), and if it tells
    whether of an adult who works with children."""

    tells: bool
    may_tell: bool
    is_for_lado: bool


class SearchScore(NamedTuple):
    """What one score is made of: a start, and what it must exceed to count."""

    bias: float
    threshold: float


class SearchWeights(NamedTuple):
    """All that was learnt. ``blocks`` has for each feature, by block, what it adds to the score for telling
    and to that for the LADO, both in hundredths."""

    tells: SearchScore
    lado: SearchScore
    blocks: dict[str, dict[str, tuple[int, int]]]


@cache
def load_search_weights() -> SearchWeights:
    """Return the weights that ship, read once.

    Raises OSError if the file cannot be read, and ValueError, KeyError or TypeError if it is not of its form.
    """
    content = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    blocks = {
        block: {name: (tells, lado) for name, (tells, lado) in features.items()}
        for block, features in content["blocks"].items()
    }
    return SearchWeights(SearchScore(**content["tells"]), SearchScore(**content["lado"]), blocks)


def read_search(query: str) -> SearchReading:
    """Return how the words of ``query`` read. Raises what `load_search_weights` raises."""
    weights = load_search_weights()
    features = search_features(query)
    telling = score(weights, features, 0) - weights.tells.threshold
    is_for_lado = telling > 0 and score(weights, features, 1) > weights.lado.threshold
    return SearchReading(telling > 0, telling > -CAUTION, is_for_lado)


def score(weights: SearchWeights, features: SearchFeatures, which: int) -> float:
    """Return a score: of telling (``which`` is 0) or for the LADO (1)."""
    total = 0.0
    for block, counts in features.items():
        known = weights.blocks[block]
        seen = sum(known[name][which] * loudness(times) for name, times in counts.items() if name in known)
        total += seen / math.sqrt(max(len(counts), 1))
    return (weights.tells, weights.lado)[which].bias + total / HUNDREDTHS


def loudness(times: int) -> float:
    """Return what a feature counts that was seen so many times."""
    return 1 + math.log(times)


def search_features(query: str) -> SearchFeatures:
    """Return what there is to read in a search, by block; in time linear in its length.

    * words   - one to three words in a row, with the start and the end
    * letters - pieces of words, which survive misspelling
    * shapes  - two to four in a row, words replaced by what they stand for
    * near    - shapes near each other
    * classes - classes of word that occur and that occur together, and the length
    """
    tokens = tokenise(query)[:LONGEST_SEARCH]
    row = [SOMEBODY.get(token) or shape(token, classes_of(token)) for token in tokens]
    return {
        "words": Counter([*tokens, *runs(tokens, LONGEST_RUN["words"])]),
        "letters": letter_runs(tokens),
        "shapes": Counter(
            run
            for run in runs(row, LONGEST_RUN["shapes"])
            if run.split().count(NOTHING) <= run.count(" ") - 1
        ),
        "near": Counter(shapes_nearby(row)),
        "classes": Counter(classes_seen(tokens)),
    }


def runs(words: list[str], longest: int) -> Iterator[str]:
    """Yield the runs of two to ``longest`` of ``words``, with the start and the end."""
    edged = [START, *words, END]
    for size in range(2, longest + 1):
        yield from map(" ".join, zip(*(edged[start:] for start in range(size)), strict=False))


def classes_seen(tokens: list[str]) -> Iterator[str]:
    """Yield each class of word as often as it occurs, those that occur together, and the length."""
    seen = [name for token in tokens for name in classes_of(token)]
    yield from seen
    yield from (f"{one}+{other}" for one, other in combinations(sorted(set(seen)), 2))
    yield f"length {min(len(tokens), LONGEST_COUNTED) // 2}"
    if not seen:
        yield "none"


def is_known(word: str) -> bool:
    """Return whether the screen knows ``word`` as it stands, so that it needs no repair to be read."""
    known = load_search_weights().blocks["words"]
    return all(token in known or classes_of(token) for token in tokenise(word))
