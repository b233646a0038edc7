"""From examples to weights: a linear model and a rule for a concern, and for the LADO among the concerns.

The rules are learnt from messages that no model was taught with: of those that it knows, a model is too sure.

Needs scikit-learn, which is a development dependency: what it learns needs nothing.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix  # type: ignore[import-untyped]
from sklearn.linear_model import LogisticRegression  # type: ignore[import-untyped]

from enquiries.triage.decision import found_in
from enquiries.triage.features import Blocks
from enquiries.triage.reader import Reader
from enquiries.triage.training.rows import STRATEGIC, Document, rows_of
from enquiries.triage.weights import LinearModel, Rule, Rules

# How loudly each block may speak.
LOUDNESS = {
    "words": 0.3,
    "letters": 0.18,
    "shapes": 0.3,
    "pairs": 0.36,
    "rules": 0.3,
    "words around": 0.2,
    "classes around": 0.3,
    "rules around": 0.3,
}
# The inverse of the penalty on large weights: less is more cautious.
STRENGTH = 20.0
RULE_STRENGTH = 1.0
SEEN_AT_LEAST = 4  # a feature of a few examples says little about the next
SMALLEST = 6  # hundredths; a smaller weight is left out: no message is decided by it


class Models(NamedTuple):
    """One model for a concern, and one for the LADO among the concerns."""

    concern: LinearModel
    lado: LinearModel


class Thresholds(NamedTuple):
    """From which probability on a message is a concern, and a concern for the LADO."""

    concern: float
    lado: float


THRESHOLDS = Thresholds(0.3, 0.5)  # from the table of costs in docs/decisions/0040


class FeatureIndex:
    """The features worth knowing, each with its column and with the weight it gets for being rare."""

    def __init__(self, rows: Sequence[Blocks]) -> None:
        seen = Counter(
            (name, feature) for row in rows for name, block in row.items() for feature in block.values
        )
        kept = sorted(key for key, times in seen.items() if times >= SEEN_AT_LEAST)
        self.column_of = {key: column for column, key in enumerate(kept)}
        self.rarity = [LOUDNESS[key[0]] * (math.log((1 + len(rows)) / (1 + seen[key])) + 1) for key in kept]

    def matrix(self, rows: Sequence[Blocks]) -> csr_matrix:
        """Return rows as numbers, counted in the way of `scorer.score_blocks`."""
        data: list[float] = []
        columns: list[int] = []
        starts = [0]
        for row in rows:
            for name, block in row.items():
                scale = 1 / math.sqrt(max(block.size, 1))
                for feature, value in block.values.items():
                    column = self.column_of.get((name, feature))
                    if column is not None:
                        data.append(scale * value * self.rarity[column])
                        columns.append(column)
            starts.append(len(data))
        return csr_matrix((data, columns, starts), shape=(len(rows), len(self.column_of)))


def learn_models(documents: Sequence[Document]) -> Models:
    """Return the models for examples."""
    rows = [row for document in documents for row in rows_of(document)]
    index = FeatureIndex([row.blocks for row in rows])
    matrix, labels = index.matrix([row.blocks for row in rows]), np.array([row.label for row in rows])
    weights, concerns = np.array([row.weight for row in rows]), labels != STRATEGIC
    concern = fit(matrix, concerns, weights)
    lado = fit(matrix[concerns], labels[concerns] == "lado", weights[concerns])
    concern_weights, lado_weights = hundredths(concern, index), hundredths(lado, index)
    kept = {
        key: column
        for key, column in index.column_of.items()
        if max(abs(concern_weights[column]), abs(lado_weights[column])) >= SMALLEST
    }
    return Models(
        LinearModel(round(float(concern.intercept_[0]), 3), by_block(kept, concern_weights)),
        LinearModel(round(float(lado.intercept_[0]), 3), by_block(kept, lado_weights)),
    )


def fit(matrix: csr_matrix, answers: NDArray[np.bool_], weights: NDArray[np.float64]) -> LogisticRegression:
    """Return a linear model, fitted until it no longer moves."""
    model = LogisticRegression(C=STRENGTH, max_iter=5000, tol=1e-5)
    return model.fit(matrix, answers, sample_weight=weights)


def hundredths(model: LogisticRegression, index: FeatureIndex) -> list[int]:
    """Return the weights of a model by column, each with what its feature gets for being rare."""
    return [
        round(100 * float(weight * rarity))
        for weight, rarity in zip(model.coef_[0], index.rarity, strict=True)
    ]


def by_block(columns: Mapping[tuple[str, str], int], weights: Sequence[int]) -> dict[str, dict[str, int]]:
    """Return weights by block and name; ``columns`` has those of each block and name."""
    weights_of: dict[str, dict[str, int]] = {block: {} for block in LOUDNESS}
    for (block, name), column in columns.items():
        weights_of[block][name] = weights[column]
    return weights_of


def learn_rules(models: Models, documents: Sequence[Document], reader: Reader | None) -> Rules:
    """Return the rules for a concern, and for the LADO among the concerns, from examples new to the models.

    With a ``reader``, for texts that it has read as well.
    """
    labels = [one.example["label"] for one in documents]
    found = [found_in(models, one.sentences, one.features, reader) for one in documents]
    concern = learn_rule(
        [one.concern for one in found], [label != STRATEGIC for label in labels], THRESHOLDS.concern
    )
    concerns = [(one.lado, label) for one, label in zip(found, labels, strict=True) if label != STRATEGIC]
    lado = learn_rule(
        [one for one, _ in concerns], [label == "lado" for _, label in concerns], THRESHOLDS.lado
    )
    return Rules(concern, lado)


def learn_rule(named: Sequence[Mapping[str, float]], answers: Sequence[bool], threshold: float) -> Rule:
    """Return the rule for terms, which counts from ``threshold`` on."""
    names = list(named[0])
    matrix = np.array([[one[name] for name in names] for one in named])
    model = LogisticRegression(C=RULE_STRENGTH, max_iter=5000, tol=1e-6).fit(matrix, answers)
    return Rule(
        round(float(model.intercept_[0]), 3),
        {name: round(float(weight), 3) for name, weight in zip(names, model.coef_[0], strict=True)},
        threshold,
    )
