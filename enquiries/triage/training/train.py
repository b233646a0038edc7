"""Learn the screen's weights from the labelled examples: `python -m enquiries.triage.training.train`.

The same examples always give the same file. With `--report` it writes nothing and prints how well weights do
on examples that they were not learnt from.
"""

import argparse

from enquiries.triage.training.examples import FROM_MISSES, GIVEN, load, load_more
from enquiries.triage.training.learning import features_of, learn
from enquiries.triage.training.report import report
from enquiries.triage.weights import WEIGHTS_FILE, Weights, to_json


def trained() -> Weights:
    """Return the weights for all examples."""
    examples = load(GIVEN) + load_more() + load(FROM_MISSES)
    return learn(examples, features_of(examples))


def main() -> None:
    """Write the weights, or print the report."""
    parser = argparse.ArgumentParser(description="Learn the weights of the screen.")
    parser.add_argument("--report", action="store_true", help="print cross-validated figures, write nothing")
    if parser.parse_args().report:
        print(report())
    else:
        WEIGHTS_FILE.write_text(to_json(trained()), encoding="utf-8")


if __name__ == "__main__":
    main()
