"""Learn the screen's weights from the labelled examples: `python -m enquiries.triage.train [--report]`.

Needs scikit-learn, which is a development dependency: what it writes needs nothing. The same examples
always give the same file.
"""

import argparse
import json
import math
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from enquiries.triage.features import blocks
from enquiries.triage.screen import WEIGHTS
from enquiries.triage.text import words

HERE = Path(__file__).parent
GIVEN = HERE / "examples.jsonl"
MORE = HERE / "examples_more.jsonl"
BLOCKS = ("words", "letters", "shapes", "pairs")
STRENGTH = {"concern": 10.0, "lado": 10.0}
SCALE = 0.3
SEEN_AT_LEAST = 2
PRUNE = 0.004
DIGITS = 3


def load(path):
    """Return the examples of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def typed(row):
    """Return the text of an example as the form joins it."""
    return f"{row.get('subject', '')}\n{row.get('message', '')}"


class Vocabulary:
    """The features worth knowing, with the weight each gets for being rare."""

    def __init__(self, documents):
        seen = {}
        for document in documents:
            for block, features in document.items():
                for name in features:
                    seen[block, name] = seen.get((block, name), 0) + 1
        kept = sorted(key for key, times in seen.items() if times >= SEEN_AT_LEAST)
        self.index = {key: column for column, key in enumerate(kept)}
        self.rarity = [SCALE * (math.log((1 + len(documents)) / (1 + seen[key])) + 1) for key in kept]

    def matrix(self, documents):
        """Return the documents as rows of numbers, in the way `screen.scores` counts them."""
        data, columns, starts = [], [], [0]
        for document in documents:
            for block, features in document.items():
                scale = 1 / math.sqrt(max(len(features), 1))
                for name, times in features.items():
                    column = self.index.get((block, name))
                    if column is not None:
                        columns.append(column)
                        value = times if times <= 1 else 1 + math.log(times)
                        data.append(scale * value * self.rarity[column])
            starts.append(len(data))
        return csr_matrix((data, columns, starts), shape=(len(documents), len(self.index)))


def fit(matrix, answers, strength):
    """Return a linear model fitted to the end."""
    return LogisticRegression(C=strength, max_iter=5000, tol=1e-6).fit(matrix, answers)


def learn(documents, labels, threshold=0.0):
    """Return the weights for labelled documents, ready to be written."""
    vocabulary = Vocabulary(documents)
    matrix = vocabulary.matrix(documents)
    labels = np.array(labels)
    concern = fit(matrix, labels != "strategic", STRENGTH["concern"])
    about = labels != "strategic"
    lado = fit(matrix[about], labels[about] == "lado", STRENGTH["lado"])
    known = {block: {} for block in BLOCKS}
    for (block, name), column in vocabulary.index.items():
        pair = [float(model.coef_[0][column] * vocabulary.rarity[column]) for model in (concern, lado)]
        if max(map(abs, pair)) >= PRUNE:
            known[block][name] = [round(value, DIGITS) for value in pair]
    return {
        "concern": {"bias": round(float(concern.intercept_[0]), DIGITS), "threshold": threshold},
        "lado": {"bias": round(float(lado.intercept_[0]), DIGITS), "threshold": 0.0},
        "blocks": known,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", action="store_true", help="print cross-validated figures")
    parser.parse_args()
    rows = load(GIVEN) + load(MORE)
    learnt = learn([blocks(words(typed(row))) for row in rows], [row["label"] for row in rows], -0.2)
    WEIGHTS.write_text(json.dumps(learnt, ensure_ascii=True, separators=(",", ":"), sort_keys=True) + "\n")


if __name__ == "__main__":
    main()
