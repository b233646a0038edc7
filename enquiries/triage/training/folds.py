"""Scores of examples by models that were not taught with them, nor with anything near them.

Writers of long messages are left out whole: lines of one writer are alike in ways that no rule can name.
Examples that share much of their wording are one group, as are pairs, and those written to be like another.
"""

from collections.abc import Iterator, Sequence

from enquiries.triage.training.examples import Example
from enquiries.triage.training.learning import Found, found_in, learn_models
from enquiries.triage.training.rows import Document

FOLDS = 5


def group_of(example: Example) -> str:
    """Return what must stay together: the writer, the pair, or the example this one is like."""
    if "concern" in example:
        return example["writer"]
    return example.get("pair") or example.get("like") or example["id"]


def folds(examples: Sequence[Example]) -> list[int]:
    """Return the number of the fold of each example; a group has one fold."""
    groups = sorted({group_of(example) for example in examples})
    fold_of = {group: place % FOLDS for place, group in enumerate(groups)}
    return [fold_of[group_of(example)] for example in examples]


def left_out(documents: Sequence[Document]) -> Iterator[tuple[Document, Found]]:
    """Yield each example with what models make of it that were not taught with its group."""
    numbers = folds([document.example for document in documents])
    for fold in range(FOLDS):
        models = learn_models([one for one, number in zip(documents, numbers, strict=True) if number != fold])
        for document, number in zip(documents, numbers, strict=True):
            if number == fold:
                yield document, found_in(models, document)
