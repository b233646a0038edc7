"""From labelled examples to weights: one linear model for a concern, one for the LADO among the concerns.

Needs scikit-learn, which is a development dependency: what it learns needs nothing.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from enquiries.triage.features import Blocks, blocks
from enquiries.triage.tokeniser import tokenise
from enquiries.triage.training.examples import Example, text_of
from enquiries.triage.weights import LinearModel, Weights

# How loudly each block may speak.
BLOCKS = {"words": 0.3, "letters": 0.18, "shapes": 0.3, "pairs": 0.36, "rules": 0.3}
# The inverse of the penalty on large weights: less is more cautious.
STRENGTH = {"concern": 10.0, "lado": 10.0}
# From the report: few strategic messages are stopped, most of those for the LADO are named.
THRESHOLD = {"concern": -1.4, "lado": -0.5}
SEEN_AT_LEAST = 4  # a feature of a few examples says little about the next
SMALLEST = 6  # hundredths; a smaller weight is left out: no message is decided by it


class FeatureIndex:
    """The features worth knowing, each with its column and with the weight it gets for being rare."""

    def __init__(self, documents: Sequence[Blocks]) -> None:
        seen = Counter(
            (block, name)
            for document in documents
            for block, features in document.items()
            for name in features
        )
        kept = sorted(key for key, times in seen.items() if times >= SEEN_AT_LEAST)
        self.column_of = {key: column for column, key in enumerate(kept)}
        self.rarity = [
            BLOCKS[key[0]] * (math.log((1 + len(documents)) / (1 + seen[key])) + 1) for key in kept
        ]

    def matrix(self, documents: Sequence[Blocks]) -> csr_matrix:
        """Return documents as rows of numbers, counted in the way of `classifier.score_block`."""
        data: list[float] = []
        columns: list[int] = []
        starts = [0]
        for document in documents:
            for block, features in document.items():
                scale = 1 / math.sqrt(max(len(features), 1))
                for name, times in features.items():
                    column = self.column_of.get((block, name))
                    if column is not None:
                        value = times if times <= 1 else 1 + math.log(times)
                        data.append(scale * value * self.rarity[column])
                        columns.append(column)
            starts.append(len(data))
        return csr_matrix((data, columns, starts), shape=(len(documents), len(self.column_of)))


def features_of(examples: Sequence[Example]) -> list[Blocks]:
    """Return the features of examples."""
    return [blocks(tokenise(text_of(example))) for example in examples]


def learn(examples: Sequence[Example], documents: Sequence[Blocks]) -> Weights:
    """Return the weights for examples and their features."""
    index, labels = FeatureIndex(documents), np.array([example["label"] for example in examples])
    sample_weight = np.array([example["sample_weight"] for example in examples])
    matrix, concerns = index.matrix(documents), labels != "strategic"
    concern = fit(matrix, concerns, sample_weight, STRENGTH["concern"])
    lado = fit(matrix[concerns], labels[concerns] == "lado", sample_weight[concerns], STRENGTH["lado"])
    concern_weights, lado_weights = hundredths(concern, index), hundredths(lado, index)
    kept = {
        key: column
        for key, column in index.column_of.items()
        if max(abs(concern_weights[column]), abs(lado_weights[column])) >= SMALLEST
    }
    return Weights(
        linear_model(concern, THRESHOLD["concern"], by_block(kept, concern_weights)),
        linear_model(lado, THRESHOLD["lado"], by_block(kept, lado_weights)),
    )


def fit(
    matrix: csr_matrix, answers: NDArray[np.bool_], sample_weight: NDArray[np.float64], strength: float
) -> LogisticRegression:
    """Return a linear model, fitted until it no longer moves."""
    model = LogisticRegression(C=strength, max_iter=5000, tol=1e-6)
    return model.fit(matrix, answers, sample_weight=sample_weight)


def hundredths(model: LogisticRegression, index: FeatureIndex) -> list[int]:
    """Return the weights of a model by column, each with what its feature gets for being rare."""
    return [
        round(100 * float(weight * rarity))
        for weight, rarity in zip(model.coef_[0], index.rarity, strict=True)
    ]


def by_block(columns: Mapping[tuple[str, str], int], weights: Sequence[int]) -> dict[str, dict[str, int]]:
    """Return weights by block and name; ``columns`` has those of each block and name."""
    weights_of: dict[str, dict[str, int]] = {block: {} for block in BLOCKS}
    for (block, name), column in columns.items():
        weights_of[block][name] = weights[column]
    return weights_of


def linear_model(
    model: LogisticRegression, threshold: float, blocks: dict[str, dict[str, int]]
) -> LinearModel:
    """Return what the screen needs of a model, with the threshold that was chosen for it."""
    return LinearModel(bias=round(float(model.intercept_[0]), 3), threshold=threshold, blocks=blocks)
