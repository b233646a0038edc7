"""Learn the screen's weights from the labelled examples: `python -m enquiries.triage.training.train`.

The same examples always give the same file.
"""

from enquiries.triage.reader import load_reader
from enquiries.triage.training.card import write_model_card
from enquiries.triage.training.examples import FOR_RULES, checksum, load, load_teaching
from enquiries.triage.training.learning import learn_models, learn_rules
from enquiries.triage.training.rows import document
from enquiries.triage.weights import WEIGHTS_FILE, Weights, to_json


def trained() -> Weights:
    """Return the weights for all examples."""
    models = learn_models([document(example) for example in load_teaching()])
    documents = [document(example) for example in load(FOR_RULES)]
    alone, with_reader = (learn_rules(models, documents, reader) for reader in (None, load_reader()))
    return Weights(*models, alone, with_reader, checksum())


def main() -> None:
    """Write the weights, and the card of what they make of messages that taught them nothing."""
    WEIGHTS_FILE.write_text(to_json(trained()), encoding="utf-8")
    write_model_card()


if __name__ == "__main__":
    main()
