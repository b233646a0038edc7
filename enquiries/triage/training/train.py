"""Learn the screen's weights from the labelled examples: `python -m enquiries.triage.training.train`.

The same examples always give the same file; the model card is measured anew. With `--report` it writes nothing and prints how well the screen
does on examples that it was not taught with.
"""

import argparse
from collections.abc import Sequence

from enquiries.triage.training.card import write_model_card
from enquiries.triage.training.examples import checksum, load_all
from enquiries.triage.training.folds import left_out
from enquiries.triage.training.learning import Found, learn_models, learn_rule
from enquiries.triage.training.report import report
from enquiries.triage.training.rows import STRATEGIC, Document, document
from enquiries.triage.weights import WEIGHTS_FILE, Rule, Weights, to_json

# From the table of costs in docs/decisions/0040.
CONCERN_THRESHOLD = 0.5
LADO_THRESHOLD = 0.5


def trained(documents: Sequence[Document], found: Sequence[tuple[Document, Found]]) -> Weights:
    """Return the weights for all examples; ``found`` is what models made of those they were not taught with."""
    models = learn_models(documents)
    return Weights(*models, *rules(found), checksum())


def rules(found: Sequence[tuple[Document, Found]]) -> tuple[Rule, Rule]:
    """Return the rule for a concern, and that for the LADO among the concerns."""
    labels = [one.example["label"] for one, _ in found]
    weights = [one.example["sample_weight"] for one, _ in found]
    concerns = [number for number, label in enumerate(labels) if label != STRATEGIC]
    return (
        learn_rule(
            [terms.concern for _, terms in found],
            [label != STRATEGIC for label in labels],
            weights,
            CONCERN_THRESHOLD,
        ),
        learn_rule(
            [found[number][1].lado for number in concerns],
            [labels[number] == "lado" for number in concerns],
            [weights[number] for number in concerns],
            LADO_THRESHOLD,
        ),
    )


def main() -> None:
    """Write the weights, or print the report."""
    parser = argparse.ArgumentParser(description="Learn the weights of the screen.")
    parser.add_argument("--report", action="store_true", help="print cross-validated figures, write nothing")
    documents = [document(example) for example in load_all()]
    found = list(left_out(documents))
    if parser.parse_args().report:
        print(report(found, rules(found)))
    else:
        WEIGHTS_FILE.write_text(to_json(trained(documents, found)), encoding="utf-8")
        write_model_card()


if __name__ == "__main__":
    main()
