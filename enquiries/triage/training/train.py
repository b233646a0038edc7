"""Learn the weights from the labelled examples: `python -m enquiries.triage.training.train [--report]`.

Needs scikit-learn, which is a development dependency: what it writes needs nothing. The same examples
always give the same file. `examples.jsonl` are those the owner gave, `examples_more.jsonl` those written
here, `examples_later.jsonl` harder ones. `examples_contrasts.jsonl` were written to be like a given one
(`like` says which): half are of its kind, half read alike but are of the other. `examples_from_misses.jsonl`
were written after reading which examples the report found missed: they teach, but the report leaves them
out, as they would flatter it.
"""

import argparse
import json
import math
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from enquiries.triage.classifier import WEIGHTS
from enquiries.triage.features import blocks
from enquiries.triage.tokeniser import words

HERE = Path(__file__).parent
GIVEN = HERE / "examples.jsonl"
MORE = [HERE / f"examples_{name}.jsonl" for name in ("more", "later", "contrasts")]
FROM_MISSES = HERE / "examples_from_misses.jsonl"
# How much an example teaches. The given ones are what people send; those named here are harder than that.
WORTH = {"examples": 4.0, "examples_later": 0.3, "examples_contrasts": 0.3}
# How loudly each block may speak.
BLOCKS = {"words": 0.3, "letters": 0.18, "shapes": 0.3, "pairs": 0.36, "rules": 0.3}
# The inverse of the penalty on large weights: less is more cautious.
STRENGTH = {"concern": 10.0, "lado": 10.0}
# From the report: few strategic messages are stopped, most of those for the LADO are named.
THRESHOLD = {"concern": -1.4, "lado": -0.5}
SEEN_AT_LEAST = 4  # a feature of a few examples says little about the next
SMALLEST = 6  # hundredths; a smaller weight is left out: no message is decided by it


def load(path):
    """Return the examples of a JSON Lines file, each with what it is worth."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [{**json.loads(line), "worth": WORTH.get(path.stem, 1.0)} for line in lines if line.strip()]


def load_more():
    """Return the examples that were written here and may stand in the report."""
    return [row for path in MORE for row in load(path)]


def typed(row):
    """Return the text of an example as the form joins it."""
    return f"{row.get('subject', '')}\n{row.get('message', '')}"


def documents(rows):
    """Return the features of examples."""
    return [blocks(words(typed(row))) for row in rows]


class Vocabulary:
    """The features worth knowing, with the weight each gets for being rare."""

    def __init__(self, found):
        seen = {}
        for document in found:
            for block, features in document.items():
                for name in features:
                    seen[block, name] = seen.get((block, name), 0) + 1
        kept = sorted(key for key, times in seen.items() if times >= SEEN_AT_LEAST)
        self.index = {key: column for column, key in enumerate(kept)}
        self.rarity = [BLOCKS[key[0]] * (math.log((1 + len(found)) / (1 + seen[key])) + 1) for key in kept]

    def matrix(self, found):
        """Return documents as rows of numbers, counted in the way of `screen.scores`."""
        data, columns, starts = [], [], [0]
        for document in found:
            for block, features in document.items():
                scale = 1 / math.sqrt(max(len(features), 1))
                for name, times in features.items():
                    column = self.index.get((block, name))
                    if column is not None:
                        value = times if times <= 1 else 1 + math.log(times)
                        data.append(scale * value * self.rarity[column])
                        columns.append(column)
            starts.append(len(data))
        return csr_matrix((data, columns, starts), shape=(len(found), len(self.index)))


def fit(matrix, answers, worth, strength):
    """Return a linear model, fitted until it no longer moves."""
    return LogisticRegression(C=strength, max_iter=5000, tol=1e-6).fit(matrix, answers, sample_weight=worth)


def learn(rows, found):
    """Return the weights for examples and their features, in hundredths."""
    vocabulary, labels = Vocabulary(found), np.array([row["label"] for row in rows])
    worth = np.array([row["worth"] for row in rows])
    matrix, about = vocabulary.matrix(found), labels != "strategic"
    models = {
        "concern": fit(matrix, about, worth, STRENGTH["concern"]),
        "lado": fit(matrix[about], labels[about] == "lado", worth[about], STRENGTH["lado"]),
    }
    known = {block: {} for block in BLOCKS}
    for (block, name), column in vocabulary.index.items():
        pair = [float(model.coef_[0][column] * vocabulary.rarity[column]) for model in models.values()]
        hundredths = [round(100 * value) for value in pair]
        if max(map(abs, hundredths)) >= SMALLEST:
            known[block][name] = complex(*hundredths)
    learnt = {
        name: {"bias": round(float(model.intercept_[0]), 3), "threshold": THRESHOLD[name]}
        for name, model in models.items()
    }
    return {**learnt, "blocks": known}


def trained():
    """Return the weights for all examples."""
    rows = load(GIVEN) + load_more() + load(FROM_MISSES)
    return learn(rows, documents(rows))


def written(learnt):
    """Return weights as `screen.weights` reads them: of each block, columns of names and of numbers."""
    columns = {
        block: [
            sorted(known),
            [int(known[name].real) for name in sorted(known)],
            [int(known[name].imag) for name in sorted(known)],
        ]
        for block, known in learnt["blocks"].items()
    }
    return json.dumps({**learnt, "blocks": columns}, separators=(",", ":"), sort_keys=True) + "\n"


def main():
    """Write the weights, or print how well weights do on examples that they were not learnt from."""
    parser = argparse.ArgumentParser(description="Learn the weights of the screen.")
    parser.add_argument("--report", action="store_true", help="print cross-validated figures, write nothing")
    if parser.parse_args().report:
        from enquiries.triage.training.report import report

        print(report())
    else:
        WEIGHTS.write_text(written(trained()), encoding="utf-8")


if __name__ == "__main__":
    main()
