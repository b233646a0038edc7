"""Words by what they stand for, from `lexicon.json`. There a star ends a stem of several words."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

ClassesByWord: TypeAlias = dict[str, tuple[str, ...]]

LISTS = json.loads(Path(__file__).with_name("lexicon.json").read_text(encoding="utf-8"))


def build(classes: Mapping[str, list[str]]) -> tuple[ClassesByWord, ClassesByWord]:
    """Return whole words with their classes, and stems with theirs."""
    exact: ClassesByWord = {}
    stems: ClassesByWord = {}
    for name, lines in classes.items():
        for word in " ".join(lines).split():
            target, key = (stems, word[:-1]) if word.endswith("*") else (exact, word)
            target[key] = (*target.get(key, ()), name)
    return exact, stems


EXACT, STEMS = build(LISTS["classes"])
STEM_LENGTHS = sorted({len(stem) for stem in STEMS}, reverse=True)
NAMES = frozenset(" ".join(LISTS["names"]).split())
LITTLE_WORDS = frozenset(" ".join(LISTS["little"]).split())
# What a class is, for advisers; also of the tokens that count as a class of their own.
CLASS_LABELS: dict[str, str] = LISTS["labels"]
SPELLING: dict[str, list[str]] = {typed: meant.split() for typed, meant in LISTS["spelling"].items()}


def classes_of(word: str) -> tuple[str, ...]:
    """Return the names of the classes that a word belongs to, most of the time none or one."""
    classes = EXACT.get(word)
    if classes is not None:
        return classes
    for length in STEM_LENGTHS:
        if length <= len(word) and word[:length] in STEMS:
            return STEMS[word[:length]]
    return ("name",) if word in NAMES else ()
