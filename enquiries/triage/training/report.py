"""How well the screen does on messages it has not seen: cross-validation over the given examples.

Each fold leaves out a fifth of the given examples, learns from the rest and from all that were written here,
and decides on what was left out. Near-copies stay on one side: examples that share much of their wording are
one group, as are those written to be like a given one, and nothing of a group left out is learnt from.
"""

import random
from collections import Counter

import numpy as np

from enquiries.triage.classifier import hear
from enquiries.triage.tokeniser import words
from enquiries.triage.training.train import GIVEN, THRESHOLD, documents, learn, load, load_more, typed

FOLDS = 5
ROUNDS = 2
ALIKE = 0.5  # the share of their words that near-copies have in common
ALLOWED = 0.05


def groups(rows, given):
    """Return a group number for each example; those like a given one are of its group."""
    bags = [frozenset(words(typed(row))) for row in rows]
    number_of = {row["id"]: number for number, row in enumerate(rows)}
    group = [number_of[row.get("like", row["id"])] for row in rows]
    for one in range(given):
        for other in range(one + 1, len(rows)):
            if len(bags[one] & bags[other]) > ALIKE * len(bags[one] | bags[other]):
                group = [group[one] if number == group[other] else number for number in group]
    return group


def left_out(rows, given):
    """Yield, for each round and fold, which examples to learn from and which given ones to decide on."""
    group = groups(rows, given)
    for turn in range(ROUNDS):
        numbers = sorted({group[index] for index in range(given)})
        random.Random(turn).shuffle(numbers)
        fold_of = {number: place % FOLDS for place, number in enumerate(numbers)}
        for fold in range(FOLDS):
            inside = [fold_of.get(number) == fold for number in group]
            learn_from = [index for index, here in enumerate(inside) if not here]
            yield turn, learn_from, [index for index in range(given) if inside[index]]


def held_out_scores():
    """Return the given examples, and for each round their two scores by models that did not see them."""
    rows = load(GIVEN) + load_more()
    given, found = len(load(GIVEN)), documents(rows)
    texts = [words(typed(row)) for row in rows[:given]]
    scores = np.zeros((ROUNDS, given, 2))
    for turn, learn_from, decide_on in left_out(rows, given):
        learnt = learn([rows[index] for index in learn_from], [found[index] for index in learn_from])
        for index in decide_on:
            heard = (said for said, _ in hear(learnt, texts[index]))
            scores[turn, index] = max(heard, key=lambda said: said.concern)[:2]
    return rows[:given], scores


def figures(labels, scores, threshold):
    """Return recall, false positives and LADO accuracy at a threshold, and the confusion table."""
    table = Counter()
    for label, (concern, lado) in zip(labels, scores, strict=True):
        routed = "strategic" if concern <= threshold else "lado" if lado > THRESHOLD["lado"] else "front_door"
        table[label, routed] += 1
    total = Counter(labels)
    missed = table["front_door", "strategic"] + table["lado", "strategic"]
    return {
        "concern_recall": 1 - missed / (total["front_door"] + total["lado"]),
        "false_positive_rate": 1 - table["strategic", "strategic"] / total["strategic"],
        "lado_accuracy": table["lado", "lado"] / total["lado"],
    }, table


def report():
    """Return the figures as text."""
    rows, scores = held_out_scores()
    labels = np.array([row["label"] for row in rows])
    lines = [f"{len(rows)} given examples, {FOLDS} folds, {ROUNDS} rounds, near-copies kept together"]
    for turn in range(ROUNDS):
        strategic = np.sort(scores[turn][labels == "strategic"][:, 0])[::-1]
        at_five = strategic[int(ALLOWED * len(strategic))]
        for name, threshold in (("as shipped", THRESHOLD["concern"]), ("at 5 % false positives", at_five)):
            measured, table = figures(labels, scores[turn], threshold)
            lines.append(f"round {turn + 1}, {name} (threshold {threshold:.2f}): {rounded(measured)}")
            lines += [f"  {label:>10} -> {routed:<10} {n:4}" for (label, routed), n in sorted(table.items())]
    mean = scores.mean(axis=0)[:, 0]
    wrong = [
        (row["label"], row["id"], float(score), row["why"])
        for row, score in zip(rows, mean, strict=True)
        if (score > THRESHOLD["concern"]) != (row["label"] != "strategic")
    ]
    lines += [f"wrong: {label:>10} {key} {score:+.2f} {why}" for label, key, score, why in sorted(wrong)]
    return "\n".join(lines)


def rounded(measured):
    """Return figures as text with three decimals."""
    return ", ".join(f"{name} {value:.3f}" for name, value in measured.items())
