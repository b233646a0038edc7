"""Says in plain words what a signal means, for the advisers who read why the screen stopped something.

Signals are stored, and the names in them are those in the weights, so the names stay and the words are here,
in `rules.json` and in `lexicon.json`.
"""

from collections.abc import Iterator

from enquiries.triage.lexicon import CLASS_LABELS
from enquiries.triage.rules import RULE_LABELS

OTHER_LABELS = {
    "words:like-a-report-of-harm": "words and pairs of words, as in a report of harm",
    "letters:like-a-report-of-harm": "parts of words, as in a report of harm",
    "shapes:like-a-report-of-harm": "sentences built as in a report of harm",
    "screen-failed": "the screen was broken, so the sender was shown the Front Door",
}
# In a signal there are hyphens in place of spaces.
RULES = {name.replace(" ", "-"): label for name, label in RULE_LABELS.items()}
RULE_ENDINGS = {"-(asserted)": "{}, stated as a fact", "-(supposed)": "{}, only supposed"}
RULE_JOINTS = {"-with-": "{}; in the same sentence {}", "-and-": "{}; also {}"}
CLASS_ENDINGS = {
    "-density": "many words for {}",
    "-often": "words for {}, three times or more",
    "-in-few-words": "words for {}, in a short message",
}


def label_of(signal: str) -> str:
    """Return what a signal means; one that this screen does not know is returned as it is."""
    block, _, name = signal.partition(":")
    label = OTHER_LABELS.get(signal)
    if block == "rules":
        label = rule_label(name)
    elif block == "pairs":
        label = class_label(name)
    return label or signal


def rule_label(name: str) -> str | None:
    """Return what a feature of the rules means, or None."""
    if name in RULES:
        return RULES[name]
    if name.removeprefix("no-") in RULES:
        return f"not found: {RULES[name.removeprefix('no-')]}"
    for ending, form in RULE_ENDINGS.items():
        if name.endswith(ending) and (label := RULES.get(name.removesuffix(ending))):
            return form.format(label)
    for joint, form in RULE_JOINTS.items():
        for one, other in splits(name, joint):
            if one in RULES and other in RULES:
                return form.format(RULES[one], RULES[other])
    return None


def splits(name: str, joint: str) -> Iterator[tuple[str, str]]:
    """Yield every way to cut a name in two at a joint, as the names of rules may have it inside them."""
    parts = name.split(joint)
    for cut in range(1, len(parts)):
        yield joint.join(parts[:cut]), joint.join(parts[cut:])


def class_label(name: str) -> str | None:
    """Return what a feature of the classes of word means, or None."""
    if name in CLASS_LABELS:
        return f"words for {CLASS_LABELS[name]}"
    for ending, form in CLASS_ENDINGS.items():
        if name.endswith(ending) and (label := CLASS_LABELS.get(name.removesuffix(ending))):
            return form.format(label)
    one, _, other = name.partition("+")
    if one in CLASS_LABELS and other in CLASS_LABELS:
        return f"words for {CLASS_LABELS[one]}, with {CLASS_LABELS[other]}"
    return None
