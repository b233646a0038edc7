"""What is read in a text, sentence by sentence, so that any window of sentences is read at no further cost.

* words   - one word, or two in a row
* letters - pieces of words, which survive misspelling
* shapes  - the same with words replaced by what they stand for ("a child has"), also near each other
* pairs   - classes of word that occur, and that occur together in one sentence
* rules   - what `rules` finds: a particular child, something done, or nobody in particular

What stands around a window is read in three blocks more, with weights of their own: a sentence that tells of
a child means another thing in a scenario for training.

* words around, classes around, rules around

The features of a window are those of its sentences added up, and so is how many they are; only how dense a
class is, and which rules hold together, is known of a whole window alone. All is linear in the text's length.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple, TypeAlias

from enquiries.triage.lexicon import LITTLE_WORDS, classes_of
from enquiries.triage.rules import held_together, in_one_sentence, rules_in
from enquiries.triage.sentences import Sentence

Classes: TypeAlias = Mapping[str, tuple[str, ...]]  # of each word of a sentence

REACH = 6  # how far apart two words may be to count as near
SHORTHAND = {"he": "SHE", "she": "SHE", "him": "SHE", "her": "SHE"}
NOTHING = "_"  # the shape of a word that stands for nothing
FEW = 20  # tokens; in a message of so few, naming a class of thing says more than in a long one
OFTEN = 3
LETTERS = 4
# Tokens that count as a class of their own.
COUNTED = frozenset({"ageold", "yeargroup", "yeargroups", "smallnumber", "moneytoken", "timetoken", "?"})

OWN_BLOCKS = ("words", "letters", "shapes", "pairs", "rules")
AROUND_BLOCKS = ("words around", "classes around", "rules around")
BLOCKS = (*OWN_BLOCKS, *AROUND_BLOCKS)


class Block(NamedTuple):
    """Features of one block with their values, and how many features water each other down."""

    values: Mapping[str, float]
    size: int


Blocks: TypeAlias = Mapping[str, Block]


class SentenceFeatures(NamedTuple):
    """What one sentence adds to a window: its blocks, the classes of its words, and the rules that hold."""

    tokens: int
    blocks: Mapping[str, Block]
    classes: Counter[str]
    rules: tuple[str, ...]


def read(sentences: Sequence[Sentence]) -> list[SentenceFeatures]:
    """Return the features of each sentence of a text."""
    found = rules_in([sentence.tokens for sentence in sentences])
    return [
        sentence_features(sentence.tokens, rules, manner)
        for sentence, (rules, manner) in zip(sentences, found, strict=True)
    ]


def sentence_features(tokens: list[str], rules: tuple[str, ...], manner: str) -> SentenceFeatures:
    """Return the features of one sentence in which ``rules`` hold in a ``manner``."""
    classes = {token: classes_of(token) for token in set(tokens)}
    named = [(token,) if token in COUNTED else classes[token] for token in tokens]
    seen = Counter(name for names in named for name in names)
    blocks = {
        "words": block(word_runs(tokens)),
        "letters": block(letter_runs(tokens)),
        "shapes": block(shapes(tokens, classes)),
        "pairs": block(Counter(f"{one}+{other}" for one, other in combinations(sorted(seen), 2))),
        "rules": block(in_one_sentence(rules, manner)),
        "words around": block(Counter(set(tokens))),
        "classes around": block(Counter(set(seen))),
        "rules around": block(Counter(f"{name} ({manner})" for name in rules)),
    }
    return SentenceFeatures(len(tokens), blocks, seen, rules)


def block(counts: Counter[str]) -> Block:
    """Return counts as a block: the second time that something is said adds less than the first."""
    values = {name: times if times <= 1 else 1 + math.log(times) for name, times in counts.items()}
    return Block(values, len(values))


def window_blocks(window: Sequence[SentenceFeatures], around: Sequence[SentenceFeatures] = ()) -> Blocks:
    """Return the features of a window of sentences, and of those that stand around it."""
    own = {name: added([sentence.blocks[name] for sentence in window]) for name in OWN_BLOCKS}
    own["pairs"] = added([own["pairs"], densities_of(window)])
    held = frozenset(rule for sentence in window for rule in sentence.rules)
    own["rules"] = added([own["rules"], block(Counter(held_together(held)))])
    return own | {name: added([sentence.blocks[name] for sentence in around]) for name in AROUND_BLOCKS}


def added(blocks: Sequence[Block]) -> Block:
    """Return blocks added up."""
    values: Counter[str] = Counter()
    for one in blocks:
        for name, value in one.values.items():
            values[name] += value  # type: ignore[assignment]
    return Block(values, sum(one.size for one in blocks))


def densities_of(window: Sequence[SentenceFeatures]) -> Block:
    """Return the classes of word of a window, and how dense they are."""
    length = sum(sentence.tokens for sentence in window)
    seen: Counter[str] = Counter()
    for sentence in window:
        seen.update(sentence.classes)
    values = {key: value for name, times in seen.items() for key, value in densities(name, times, length)}
    return Block(values, len(values))


def densities(name: str, times: int, length: int) -> Iterator[tuple[str, float]]:
    """Yield how much a class of word, seen ``times`` in ``length`` tokens, has to say."""
    yield name, 1
    yield f"{name} density", 10 * times / max(length, 10)
    if length < FEW:
        yield f"{name} in few words", 1
    if times >= OFTEN:
        yield f"{name} often", 1


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


def shapes(tokens: list[str], classes: Classes) -> Counter[str]:
    """Count runs of shapes, and pairs of shapes near each other."""
    row = [shape(token, classes[token]) for token in tokens]
    return Counter([*shape_runs(row), *shapes_nearby(row)])


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
