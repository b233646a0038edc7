"""How well the screen does on examples it has not seen: what `folds` left out, decided by the rules that ship.

The given examples and the long ones stand for what people send. The rules themselves were learnt from these
scores, a dozen numbers from thousands, so the figures are a little kind. What nobody taught or tuned on is
measured by `manage.py evaluate_triage`.
"""

from collections import Counter
from collections.abc import Sequence

from enquiries.triage.decision import probability
from enquiries.triage.figures import calibration_error, reliability, told
from enquiries.triage.training.learning import Found
from enquiries.triage.training.rows import STRATEGIC, Document
from enquiries.triage.weights import Rule

SETS = {"given": "t", "functions": "f-", "long": "long-", "fields": "field-"}  # by how their ids start
WRONG_AT_MOST = 10


def report(found: Sequence[tuple[Document, Found]], rules: tuple[Rule, Rule]) -> str:
    """Return the figures as text: recall, false stops and routes of each set, calibration, the worst misses."""
    lines = [f"{len(found)} examples, each decided by models that were not taught with its group"]
    for name, start in SETS.items():
        chosen = [(document, terms) for document, terms in found if starts_so(document, start)]
        lines += [f"{name}:", *set_lines(chosen, rules)]
    return "\n".join(lines)


def starts_so(document: Document, start: str) -> bool:
    """Return whether an example is of a set; a given one has "t" and a number."""
    key = document.example["id"]
    return key.startswith(start) and (start != "t" or key[1:].isdigit())


def set_lines(found: Sequence[tuple[Document, Found]], rules: tuple[Rule, Rule]) -> list[str]:
    """Return the lines of one set."""
    concern_rule, lado_rule = rules
    answers = [
        (
            document.example["label"],
            probability(concern_rule, terms.concern),
            probability(lado_rule, terms.lado),
        )
        for document, terms in found
    ]
    table: Counter[tuple[str, str]] = Counter()
    for label, concern, lado in answers:
        named = "lado" if lado >= lado_rule.threshold else "front_door"
        table[label, STRATEGIC if concern < concern_rule.threshold else named] += 1
    concerns = sum(times for (label, _), times in table.items() if label != STRATEGIC)
    missed = sum(times for (label, to), times in table.items() if label != STRATEGIC and to == STRATEGIC)
    strategic = len(answers) - concerns
    probabilities = [concern for _, concern, _ in answers]
    truths = [label != STRATEGIC for label, _, _ in answers]
    return [
        f"  recall {told(concerns - missed, concerns)}",
        f"  false stops {told(strategic - table[STRATEGIC, STRATEGIC], strategic)}",
        *(f"  {label:>10} -> {to:<10} {times:4}" for (label, to), times in sorted(table.items())),
        f"  expected calibration error {calibration_error(probabilities, truths):.3f}",
        *(f"  {line}" for line in reliability(probabilities, truths)),
        *worst_lines([document for document, _ in found], probabilities, truths),
    ]


def worst_lines(
    documents: Sequence[Document], probabilities: Sequence[float], truths: Sequence[bool]
) -> list[str]:
    """Return a line for each of the messages that go furthest astray, without a word of them."""
    order = sorted(zip(documents, probabilities, truths, strict=True), key=lambda row: -abs(row[1] - row[2]))
    return [
        f"  {document.example['label']:>10} {document.example['id']} {value:.3f} {document.example['why']}"
        for document, value, truth in order[:WRONG_AT_MOST]
        if abs(value - truth) > 1 / 2
    ]
