"""How well the screen does on messages it has not seen: cross-validation over the given examples.

Each fold leaves out a fifth of the given examples, learns from the rest and from all that were written here,
and decides on what was left out. Near-copies stay on one side: examples that share much of their wording are
one group, as are those written to be like a given one, and nothing of a group left out is learnt from.
"""

import random
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from enquiries.triage.classifier import Route, lado_score, score_windows
from enquiries.triage.tokeniser import tokenise
from enquiries.triage.training.examples import GIVEN, Example, load, load_more, text_of
from enquiries.triage.training.learning import THRESHOLD, features_of, learn

FOLDS = 5
ROUNDS = 2
ALIKE = 0.5  # the share of their words that near-copies have in common
ALLOWED = 0.05


def groups(examples: Sequence[Example], given: int) -> list[int]:
    """Return a group number for each example, of which the first ``given`` are the given ones.

    Those written to be like a given one are of its group.
    """
    bags = [frozenset(tokenise(text_of(example))) for example in examples]
    number_of = {example["id"]: number for number, example in enumerate(examples)}
    group = [number_of[example.get("like", example["id"])] for example in examples]
    for one in range(given):
        for other in range(one + 1, len(examples)):
            if len(bags[one] & bags[other]) > ALIKE * len(bags[one] | bags[other]):
                group = [group[one] if number == group[other] else number for number in group]
    return group


def folds(examples: Sequence[Example], given: int) -> Iterator[tuple[int, list[int], list[int]]]:
    """Yield, for each round and fold: the round, which to learn from and which given ones to decide on."""
    group = groups(examples, given)
    for turn in range(ROUNDS):
        numbers = sorted({group[index] for index in range(given)})
        random.Random(turn).shuffle(numbers)
        fold_of = {number: place % FOLDS for place, number in enumerate(numbers)}
        for fold in range(FOLDS):
            inside = [fold_of.get(number) == fold for number in group]
            learn_from = [index for index, here in enumerate(inside) if not here]
            yield turn, learn_from, [index for index in range(given) if inside[index]]


def held_out_scores() -> tuple[list[Example], NDArray[np.float64]]:
    """Return the given examples, and their scores by models that did not see them.

    The scores stand by round, by example, and there first for a concern, then for the LADO.
    """
    given_examples = load(GIVEN)
    examples, given = given_examples + load_more(), len(given_examples)
    documents = features_of(examples)
    texts = [tokenise(text_of(example)) for example in given_examples]
    scores = np.zeros((ROUNDS, given, 2))
    for turn, learn_from, decide_on in folds(examples, given):
        learnt = learn([examples[index] for index in learn_from], [documents[index] for index in learn_from])
        for index in decide_on:
            strongest, _ = score_windows(learnt, texts[index])
            scores[turn, index] = strongest.score, lado_score(learnt, strongest)
    return given_examples, scores


def figures(
    labels: NDArray[np.str_], scores: NDArray[np.float64], threshold: float
) -> tuple[dict[str, float], Counter[tuple[str, str]]]:
    """Return recall, false positives and LADO accuracy at a threshold, and the confusion table."""
    table: Counter[tuple[str, str]] = Counter()
    for label, (concern, lado) in zip(labels, scores, strict=True):
        about_staff = Route.LADO if lado > THRESHOLD["lado"] else Route.FRONT_DOOR
        table[str(label), Route.STRATEGIC if concern <= threshold else about_staff] += 1
    total = Counter(map(str, labels))
    missed = table[Route.FRONT_DOOR, Route.STRATEGIC] + table[Route.LADO, Route.STRATEGIC]
    return {
        "concern_recall": 1 - missed / (total[Route.FRONT_DOOR] + total[Route.LADO]),
        "false_positive_rate": 1 - table[Route.STRATEGIC, Route.STRATEGIC] / total[Route.STRATEGIC],
        "lado_accuracy": table[Route.LADO, Route.LADO] / total[Route.LADO],
    }, table


def report() -> str:
    """Return the figures as text."""
    examples, scores = held_out_scores()
    labels = np.array([example["label"] for example in examples])
    lines = [f"{len(examples)} given examples, {FOLDS} folds, {ROUNDS} rounds, near-copies kept together"]
    for turn in range(ROUNDS):
        lines += round_lines(turn, labels, scores[turn])
    return "\n".join([*lines, *wrong_lines(examples, scores.mean(axis=0)[:, 0])])


def round_lines(turn: int, labels: NDArray[np.str_], scores: NDArray[np.float64]) -> Iterator[str]:
    """Yield the figures of one round, at the threshold that ships and at the highest rate allowed."""
    strategic = np.sort(scores[labels == "strategic"][:, 0])[::-1]
    at_five = float(strategic[int(ALLOWED * len(strategic))])
    for name, threshold in (("as shipped", THRESHOLD["concern"]), ("at 5 % false positives", at_five)):
        measured, table = figures(labels, scores, threshold)
        yield f"round {turn + 1}, {name} (threshold {threshold:.2f}): {rounded(measured)}"
        yield from (f"  {label:>10} -> {routed:<10} {n:4}" for (label, routed), n in sorted(table.items()))


def wrong_lines(examples: Sequence[Example], concern: NDArray[np.float64]) -> list[str]:
    """Return a line for each example that its mean score for a concern would send astray."""
    wrong = [
        (example["label"], example["id"], float(score), example["why"])
        for example, score in zip(examples, concern, strict=True)
        if (score > THRESHOLD["concern"]) != (example["label"] != "strategic")
    ]
    return [f"wrong: {label:>10} {key} {score:+.2f} {why}" for label, key, score, why in sorted(wrong)]


def rounded(measured: dict[str, float]) -> str:
    """Return figures as text with three decimals."""
    return ", ".join(f"{name} {value:.3f}" for name, value in measured.items())
