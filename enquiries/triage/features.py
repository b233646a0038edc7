"""What is read in a text: five blocks of features, each a name and how often it was seen.

* words   - one word, or two in a row
* letters - pieces of words, which survive misspelling
* shapes  - the same with words replaced by what they stand for ("a child has"), also near each other
* pairs   - classes of word that occur, and that occur together in one sentence
* rules   - what `rules` finds: a particular child, something done, or nobody in particular

Everything is linear in the length of the text.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations
from typing import TypeAlias

from enquiries.triage.lexicon import LITTLE_WORDS, classes_of
from enquiries.triage.rules import rules_in

Blocks: TypeAlias = Mapping[str, Mapping[str, float]]
Sentences: TypeAlias = list[list[str]]
Classes: TypeAlias = Mapping[str, tuple[str, ...]]  # of each word of a text

LONGEST_SENTENCE = 40  # tokens; people who type without full stops still get sentences
REACH = 6  # how far apart two words may be to count as near
SHORTHAND = {"he": "SHE", "she": "SHE", "him": "SHE", "her": "SHE"}
NOTHING = "_"  # the shape of a word that stands for nothing
FEW = 20  # tokens; in a message of so few, naming a class of thing says more than in a long one
OFTEN = 3
LETTERS = 4
# Tokens that count as a class of their own.
COUNTED = frozenset({"ageold", "yeargroup", "yeargroups", "smallnumber", "moneytoken", "timetoken", "?"})


def blocks(tokens: list[str]) -> Blocks:
    """Return the features of a text, by block."""
    sentences = split(tokens)
    classes = {token: classes_of(token) for token in set(tokens)}
    return {
        "words": word_runs(tokens),
        "letters": letter_runs(tokens),
        "shapes": shapes(sentences, classes),
        "pairs": pairs(sentences, classes, len(tokens)),
        "rules": rules_in(sentences),
    }


def split(tokens: list[str]) -> Sentences:
    """Cut a text into sentences, at their marks and at the longest length."""
    sentences: Sentences = []
    current: list[str] = []
    for token in tokens:
        current.append(token)
        if token in ".?" or len(current) >= LONGEST_SENTENCE:
            sentences.append(current)
            current = []
    return [*sentences, current] if current else sentences


def word_runs(tokens: list[str]) -> Counter[str]:
    """Count words, and runs of two words."""
    runs = Counter(tokens)
    runs.update(map(" ".join, zip(tokens, tokens[1:], strict=False)))
    return runs


def letter_runs(tokens: list[str]) -> Counter[str]:
    """Find runs of letters inside the longer words, with the word's edges marked, once each word."""
    runs = []
    for token in dict.fromkeys(tokens):
        if len(token) >= LETTERS and token not in LITTLE_WORDS:
            edged = f"<{token}>"
            runs += [edged[start : start + LETTERS] for start in range(len(edged) - LETTERS + 1)]
    return Counter(runs)


def shape(token: str, classes: tuple[str, ...]) -> str:
    """Return what a word stands for: itself if it is a little word, else its first class, else nothing."""
    if token in SHORTHAND:
        return SHORTHAND[token]
    if token in LITTLE_WORDS:
        return token
    return classes[0].upper() if classes else NOTHING


def shapes(sentences: Sentences, classes: Classes) -> Counter[str]:
    """Count runs of shapes, and pairs of shapes near each other."""
    shape_of = {token: shape(token, its_classes) for token, its_classes in classes.items()}
    counts: list[str] = []
    for sentence in sentences:
        row = [shape_of[token] for token in sentence]
        counts += shape_runs(row)
        counts += shapes_nearby(row)
    return Counter(counts)


def shape_runs(row: list[str]) -> Iterator[str]:
    """Yield the runs of two shapes that stand for something, and those of three with one gap at most."""
    for size in (2, 3):
        runs = zip(*(row[start:] for start in range(size)), strict=False)
        yield from (" ".join(run) for run in runs if run.count(NOTHING) <= size - 2)


def shapes_nearby(row: list[str]) -> Iterator[str]:
    """Yield the pairs of shapes that are near but not adjacent, one of them a class at least."""
    known = [(place, name, name.isupper()) for place, name in enumerate(row) if name != NOTHING]
    for index, (place, name, is_class) in enumerate(known):
        for other_place, other, other_is_class in known[index + 1 : index + 1 + REACH]:
            if 1 < other_place - place <= REACH and (is_class or other_is_class):
                yield f"{name} ~ {other}"


def pairs(sentences: Sentences, classes: Classes, length: int) -> dict[str, float]:
    """Return the classes of word, how dense they are, and which share a sentence. ``length``: tokens."""
    seen: Counter[str] = Counter()
    features: dict[str, float] = {}
    for sentence in sentences:
        here: set[str] = set()
        for token in sentence:
            names = (token,) if token in COUNTED else classes[token]
            here.update(names)
            seen.update(names)
        features.update((f"{one}+{other}", 1) for one, other in combinations(sorted(here), 2))
    for name, times in seen.items():
        features.update(density(name, times, length))
    return features


def density(name: str, times: int, length: int) -> dict[str, float]:
    """Return how much a class of word, seen ``times`` in ``length`` tokens, has to say."""
    features = {name: 1, f"{name} density": 10 * times / max(length, 10)}
    if length < FEW:
        features[f"{name} in few words"] = 1
    if times >= OFTEN:
        features[f"{name} often"] = 1
    return features
