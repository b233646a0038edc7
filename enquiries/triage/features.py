"""What is read in a text: five blocks of features, each a name and how often it was seen.

* words   - one word, or two in a row
* letters - pieces of words, which survive misspelling
* shapes  - the same with words replaced by what they stand for ("a child has"), also near each other
* pairs   - kinds of word that occur, and that occur together in one sentence
* rules   - what `rules` finds: a particular child, something done, or nobody in particular

Everything is linear in the length of the text.
"""

from collections import Counter

from enquiries.triage.lexicon import LITTLE_WORDS, classes_of
from enquiries.triage.rules import rules_in

LONGEST_SENTENCE = 40  # words; people who type without full stops still get sentences
REACH = 6  # how far apart two words may be to count as near
SHORTHAND = {"he": "SHE", "she": "SHE", "him": "SHE", "her": "SHE"}
FEW = 20  # words; in a message of so few, naming a kind of thing says more than in a long one
LETTERS = 4
COUNTED = frozenset({"ageold", "yeargroup", "yeargroups", "smallnumber", "moneytoken", "timetoken", "?"})


def blocks(words):
    """Return the features of a list of words, by block."""
    sentences = split(words)
    kinds = {word: classes_of(word) for word in words}
    return {
        "words": word_runs(words),
        "letters": letter_runs(words),
        "shapes": shapes(sentences, kinds),
        "pairs": pairs(sentences, kinds, len(words)),
        "rules": rules_in(sentences),
    }


def split(words):
    """Cut a list of words into sentences, at their marks and at the longest length."""
    sentences, current = [], []
    for word in words:
        current.append(word)
        if word in ".?" or len(current) >= LONGEST_SENTENCE:
            sentences.append(current)
            current = []
    return [*sentences, current] if current else sentences


def word_runs(words):
    """Count words, and runs of two words."""
    runs = Counter(words)
    runs.update(map(" ".join, zip(words, words[1:], strict=False)))
    return runs


def letter_runs(words):
    """Find runs of letters inside the longer words, with the word's edges marked, once each word."""
    runs = []
    for word in dict.fromkeys(words):
        if len(word) >= LETTERS and word not in LITTLE_WORDS:
            edged = f"<{word}>"
            runs += [edged[start : start + LETTERS] for start in range(len(edged) - LETTERS + 1)]
    return Counter(runs)


def shape(word, kinds):
    """Return what a word stands for: itself if it is a little word, else its first class, else nothing."""
    if word in SHORTHAND:
        return SHORTHAND[word]
    if word in LITTLE_WORDS:
        return word
    return kinds[0].upper() if kinds else "_"


def shapes(sentences, kinds):
    """Count runs of shapes, and pairs of shapes near each other."""
    counts = []
    stands_for = {word: shape(word, found) for word, found in kinds.items()}
    for sentence in sentences:
        row = [stands_for[word] for word in sentence]
        for size in (2, 3):
            runs = zip(*(row[start:] for start in range(size)), strict=False)
            counts += [" ".join(run) for run in runs if run.count("_") <= size - 2]
        known = [(place, name, name.isupper()) for place, name in enumerate(row) if name != "_"]
        for index, (place, name, telling) in enumerate(known):
            for other_place, other, other_telling in known[index + 1 : index + 1 + REACH]:
                if 1 < other_place - place <= REACH and (telling or other_telling):
                    counts.append(f"{name} ~ {other}")
    return Counter(counts)


def pairs(sentences, kinds_of, length):
    """Count kinds of word, how dense they are, and which kinds share a sentence."""
    seen, counts = Counter(), Counter()
    for sentence in sentences:
        here = set()
        for word in sentence:
            kinds = (word,) if word in COUNTED else kinds_of[word]
            here.update(kinds)
            seen.update(kinds)
        ordered = sorted(here)
        for index, kind in enumerate(ordered):
            for other in ordered[index + 1 :]:
                counts[f"{kind}+{other}"] = 1
    for kind, times in seen.items():
        counts[kind] = 1
        if length < FEW:
            counts[f"{kind} in few words"] = 1
        counts[f"{kind} density"] = 10 * times / max(length, 10)
        if times >= 3:
            counts[f"{kind} often"] = 1
    return counts
