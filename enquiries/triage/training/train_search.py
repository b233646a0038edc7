"""Learn the weights of the search page's screen: `python -m enquiries.triage.training.train_search`.

The same searches always give the same file. With `--report` it writes nothing and prints how well weights do
on searches that they were not learnt from. `searches.jsonl` has labelled searches: those whose `set` is
"open" were written by others, who did not know the screen, and only these are reported on.
"""

import argparse
import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypedDict

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]
from sklearn.model_selection import StratifiedKFold  # type: ignore[import-untyped]

from enquiries.triage.figures import wilson
from enquiries.triage.search_words import (
    WEIGHTS_FILE,
    SearchFeatures,
    SearchScore,
    SearchWeights,
    loudness,
    score,
    search_features,
)
from enquiries.triage.training.card import write_model_card

SEARCHES = Path(__file__).with_name("searches.jsonl")
# How loudly each block may speak.
BLOCKS = {"words": 0.4, "letters": 0.25, "shapes": 0.4, "near": 0.3, "classes": 0.4}
STRENGTH = 10.0  # the inverse of the penalty on large weights
# From the report: as few subjects are answered as the signpost can bear, most concerns are.
TELLS_ABOVE, LADO_ABOVE = -0.7, -0.8
SEEN_AT_LEAST = 2
SMALLEST = 4  # hundredths; a smaller weight decides nothing
FOLDS = 5


class Search(TypedDict):
    """A search, where its words belong, and who wrote it."""

    query: str
    route: str
    set: str


def load_searches() -> list[Search]:
    """Return the labelled searches."""
    return [json.loads(line) for line in SEARCHES.read_text(encoding="utf-8").splitlines()]


class Columns:
    """The features worth knowing, each with its column and with the weight it gets for being rare."""

    def __init__(self, documents: Sequence[SearchFeatures]) -> None:
        seen = Counter(
            (block, name) for document in documents for block in BLOCKS for name in document[block]
        )
        self.keys = sorted(key for key, times in seen.items() if times >= SEEN_AT_LEAST)
        self.of = {key: column for column, key in enumerate(self.keys)}
        self.rarity = [
            BLOCKS[key[0]] * (math.log((1 + len(documents)) / (1 + seen[key])) + 1) for key in self.keys
        ]

    def matrix(self, documents: Sequence[SearchFeatures]) -> csr_matrix:
        """Return documents as rows of numbers, counted in the way of `search_words.score`."""
        data: list[float] = []
        columns: list[int] = []
        starts = [0]
        for document in documents:
            for block, counts in document.items():
                scale = 1 / math.sqrt(max(len(counts), 1))
                for column, times in self._known(block, counts.items()):
                    data.append(scale * loudness(times) * self.rarity[column])
                    columns.append(column)
            starts.append(len(data))
        return csr_matrix((data, columns, starts), shape=(len(documents), len(self.keys)))

    def _known(self, block: str, counts: Iterable[tuple[str, int]]) -> Iterable[tuple[int, int]]:
        return ((self.of[block, name], times) for name, times in sorted(counts) if (block, name) in self.of)


def learn(searches: Sequence[Search], documents: Sequence[SearchFeatures]) -> SearchWeights:
    """Return the weights for searches and their features."""
    columns = Columns(documents)
    matrix = columns.matrix(documents)
    routes = np.array([search["route"] for search in searches])
    tells = routes != "strategic"
    telling, telling_bias = fit(matrix, tells, columns)
    lado, lado_bias = fit(matrix[tells], routes[tells] == "lado", columns)
    blocks: dict[str, dict[str, tuple[int, int]]] = {block: {} for block in BLOCKS}
    for (block, name), *pair in zip(columns.keys, telling, lado, strict=True):
        if max(map(abs, pair)) >= SMALLEST:
            blocks[block][name] = (pair[0], pair[1])
    return SearchWeights(SearchScore(telling_bias, TELLS_ABOVE), SearchScore(lado_bias, LADO_ABOVE), blocks)


def fit(matrix: csr_matrix, answers: NDArray[np.bool_], columns: Columns) -> tuple[list[int], float]:
    """Return a linear model, fitted until it no longer moves: weights in hundredths, and the start."""
    model = LogisticRegression(C=STRENGTH, max_iter=5000, tol=1e-6).fit(matrix, answers)
    weights = zip(model.coef_[0], columns.rarity, strict=True)
    return [round(100 * float(weight * rarity)) for weight, rarity in weights], round(
        float(model.intercept_[0]), 3
    )


def to_json(weights: SearchWeights) -> str:
    """Return weights as the text of a file: a feature a line, sorted, so that a change can be read."""
    blocks = ",\n".join(
        f'"{block}": {{\n'
        + ",\n".join(f"{json.dumps(name)}: {list(pair)}" for name, pair in sorted(features.items()))
        + "\n}"
        for block, features in sorted(weights.blocks.items())
    )
    heads = {name: json.dumps(getattr(weights, name)._asdict()) for name in ("tells", "lado")}
    return f'{{\n"tells": {heads["tells"]},\n"lado": {heads["lado"]},\n"blocks": {{\n{blocks}\n}}\n}}\n'


def report() -> str:
    """Return how weights do on the open searches, each read with weights learnt without it."""
    searches = load_searches()
    documents = [search_features(search["query"]) for search in searches]
    asked = [number for number, search in enumerate(searches) if search["set"] == "open"]
    kept = [number for number, search in enumerate(searches) if search["set"] != "open"]
    routes = np.array([searches[number]["route"] for number in asked])
    read: dict[int, str] = {}
    for taught, omitted in StratifiedKFold(FOLDS, shuffle=True, random_state=0).split(asked, routes):
        numbers = [asked[place] for place in taught] + kept
        weights = learn([searches[number] for number in numbers], [documents[number] for number in numbers])
        read |= {asked[place]: _route(weights, documents[asked[place]]) for place in omitted}
    return _figures([(searches[number]["route"], read[number]) for number in asked])


def _route(weights: SearchWeights, features: SearchFeatures) -> str:
    if score(weights, features, 0) <= weights.tells.threshold:
        return "strategic"
    return "lado" if score(weights, features, 1) > weights.lado.threshold else "front_door"


def _figures(pairs: Sequence[tuple[str, str]]) -> str:
    concerns = [pair for pair in pairs if pair[0] != "strategic"]
    answered = [pair for pair in concerns if pair[1] != "strategic"]
    subjects = [read for route, read in pairs if route == "strategic"]
    rows = {
        "tell and are answered": ([read != "strategic" for _, read in concerns]),
        "do not tell and are answered": ([read != "strategic" for read in subjects]),
        "are the LADO's, answered, and named so": (
            [read == "lado" for route, read in answered if route == "lado"]
        ),
        "are the Front Door's and called LADO": (
            [read == "lado" for route, read in answered if route != "lado"]
        ),
    }
    return "\n".join(f"{name}: {with_interval(sum(row), len(row))}" for name, row in rows.items())


def with_interval(times: int, of: int) -> str:
    """Return a share with its 95 % interval after Wilson."""
    low, high = wilson(times, of)
    return f"{times} of {of} ({times / of:.3f}, 95 % interval {low:.3f} to {high:.3f})"


def trained() -> SearchWeights:
    """Return the weights for all searches."""
    searches = load_searches()
    return learn(searches, [search_features(search["query"]) for search in searches])


def main() -> None:
    """Write the weights and the card, which has figures of searches, too; or print the report."""
    parser = argparse.ArgumentParser(description="Learn the weights of the search page's screen.")
    parser.add_argument("--report", action="store_true", help="print cross-validated figures, write nothing")
    if parser.parse_args().report:
        print(report())
    else:
        WEIGHTS_FILE.write_text(to_json(trained()), encoding="utf-8")
        write_model_card()


if __name__ == "__main__":
    main()
