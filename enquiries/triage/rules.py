"""What people say when it is about a particular child or adult, and what they say when it is not.

Each rule is a pattern over the words of one sentence. A rule does not decide: it is a feature like the
others, and `training` learns what it is worth alone, beside other rules, and in a sentence that only
supposes. The patterns are in `rules.json`, each with a label for advisers; there `{child}`, `{kin}`,
`{adult}`, `{did}` stand for lists of words and `{3}` for up to three words of any kind. All repeats are
bounded, so that matching stays linear.
"""

import json
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, combinations
from pathlib import Path

BOOK = json.loads(Path(__file__).with_name("rules.json").read_text(encoding="utf-8"))
PLACEHOLDER = re.compile(r"\{([a-z]+|\d)\}")


def compiled(pattern: str | list[str]) -> re.Pattern[str]:
    """Return a rule's pattern with its word lists filled in."""

    def filled(match: re.Match[str]) -> str:
        name = match[1]
        return rf"(?:[a-z']+ ){{0,{name}}}" if name.isdigit() else f"(?:{joined(BOOK['words'][name])})"

    return re.compile(rf" (?:{PLACEHOLDER.sub(filled, joined(pattern))})")


def joined(pattern: str | list[str]) -> str:
    """Return a pattern that is written over several lines as one."""
    return pattern if isinstance(pattern, str) else "|".join(pattern)


RULES = {name: compiled(rule["pattern"]) for name, rule in BOOK["rules"].items()}
RULE_LABELS: dict[str, str] = {name: rule["label"] for name, rule in BOOK["rules"].items()}
SUPPOSING = compiled(BOOK["supposing"])


def rules_in(sentences: list[list[str]]) -> list[tuple[tuple[str, ...], str]]:
    """Return for each sentence the rules that hold in it, and in what manner: asserted or supposed."""
    lines = [" " + " ".join(sentence) for sentence in sentences]
    text, starts = "\n".join(lines), list(accumulate((len(line) + 1 for line in lines), initial=0))
    rules = rules_by_line(text, starts)
    supposed = lines_with(SUPPOSING, text, starts) if rules else frozenset()
    return [
        (tuple(rules.get(line, ())), "supposed" if line in supposed else "asserted")
        for line in range(len(sentences))
    ]


def rules_by_line(text: str, starts: list[int]) -> dict[int, list[str]]:
    """Return for the numbers of lines in which a rule holds the names of those that do."""
    rules: dict[int, list[str]] = {}
    for name, pattern in RULES.items():
        for line in lines_with(pattern, text, starts):
            rules.setdefault(line, []).append(name)
    return rules


def lines_with(pattern: re.Pattern[str], text: str, starts: list[int]) -> frozenset[int]:
    """Return the numbers of the lines in which a pattern holds; none reaches over a line's end.

    ``starts`` are the offsets in ``text`` at which its lines start.
    """
    return frozenset(bisect_right(starts, match.start()) - 1 for match in pattern.finditer(text))


def in_one_sentence(names: Sequence[str], manner: str) -> Counter[str]:
    """Return the features of the rules that hold in one sentence."""
    stated = (f"{name} ({manner})" for name in names)
    together = (f"{one} with {other}" for one, other in combinations(names, 2))
    return Counter([*names, *stated, *together])


def held_together(held: frozenset[str]) -> Iterator[str]:
    """Yield the features of the rules that hold anywhere in a window, and of those that do not."""
    yield from (f"{one} and {other}" for one, other in combinations(filter(held.__contains__, RULES), 2))
    yield from (f"no {name}" for name in RULES if name not in held)
