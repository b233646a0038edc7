"""What people say when it is about a particular child or adult, and what they say when it is not.

Each rule is a pattern over the words of one sentence. A rule does not decide: it is a feature like the
others, and `train` learns what it is worth alone, beside other rules, and in a sentence that only supposes.
The patterns are in `rules.json`; there `{child}`, `{kin}`, `{adult}`, `{did}` stand for lists of words and
`{3}` for up to three words of any kind. All repeats are bounded, so that matching stays linear.
"""

import json
import re
from bisect import bisect_right
from collections import Counter
from itertools import accumulate, combinations
from pathlib import Path

BOOK = json.loads(Path(__file__).with_name("rules.json").read_text(encoding="utf-8"))
PLACEHOLDER = re.compile(r"\{([a-z]+|\d)\}")
OFTEN = 3  # a rule that holds in more sentences than this says no more than this


def compiled(pattern):
    """Return a rule's pattern with its word lists filled in."""

    def filled(match):
        name = match[1]
        return rf"(?:[a-z']+ ){{0,{name}}}" if name.isdigit() else f"(?:{joined(BOOK['words'][name])})"

    return re.compile(rf" (?:{PLACEHOLDER.sub(filled, joined(pattern))})")


def places(pattern, text, starts):
    """Return the numbers of the lines in which a pattern holds; none reaches over a line's end."""
    return {bisect_right(starts, match.start()) - 1 for match in pattern.finditer(text)}


def joined(pattern):
    """Return a pattern that is written over several lines as one."""
    return pattern if isinstance(pattern, str) else "|".join(pattern)


RULES = [(name, compiled(pattern)) for name, pattern in BOOK["rules"].items()]
SUPPOSING = compiled(BOOK["supposing"])


def rules_in(sentences):
    """Return what the rules find: each rule, in what manner, which ones together, and which not at all."""
    counts = Counter()
    lines = [" " + " ".join(sentence) for sentence in sentences]
    text, starts = "\n".join(lines), list(accumulate((len(line) + 1 for line in lines), initial=0))
    found = {}
    for name, pattern in RULES:
        for place in places(pattern, text, starts):
            found.setdefault(place, []).append(name)
    supposed = places(SUPPOSING, text, starts) if found else ()
    for place, names in found.items():
        manner = "supposed" if place in supposed else "asserted"
        counts.update(names)
        counts.update([f"{name} ({manner})" for name in names])
        counts.update([f"{one} with {other}" for one, other in combinations(names, 2)])
    held = [name for name, _ in RULES if name in counts]
    counts = Counter({name: min(times, OFTEN) for name, times in counts.items()})
    counts.update([f"{one} and {other}" for one, other in combinations(held, 2)])
    counts.update([f"no {name}" for name, _ in RULES if name not in counts])
    return counts
