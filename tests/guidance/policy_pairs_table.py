"""What answers bring into a policy, and what of it stands together: tables that a person reads each edition.

``python -m tests.guidance.write_policy_pairs`` writes them anew into ``tests/guidance/policy_pairs/``. What
then differs is what has to be read: sentences that a pair of answers brings together must not contradict
each other, nor what the same answer brings into the other policies of a setting.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from guidance.policies.answers import Answers
from guidance.policies.placeholders import default_values, fill_markdown
from guidance.policies.questions import LOCAL_CHOICES
from guidance.policies.schema import FrozenClause, FrozenSection, Template
from guidance.policies.setting_types import SETTING_TYPES
from guidance.policies.validation import texts
from guidance.policies.wording_checks import sentences
from tests.guidance.policies import SLUGS, template

FOLDER = Path(__file__).resolve().parent / "policy_pairs"
ACROSS = "across-the-five"
Answer = tuple[str, str]


@dataclass(frozen=True)
class Brought:
    """A clause that depends on answers, in the words of the plain template, and who can have it."""

    key: str
    answers: dict[str, frozenset[str]]
    words: tuple[str, ...]
    types: frozenset[str]

    @property
    def kinds(self) -> str:
        """Which types have it, or which have not, whichever is shorter to say."""
        others = set(SETTING_TYPES) - self.types
        if not others:
            return ""
        word, named = ("only", self.types) if len(self.types) <= len(others) else ("not", others)
        return f" ({word}: {', '.join(sorted(named))})"


def tables() -> dict[str, str]:
    """Return every table as it has to be now, by the name of its file."""
    made = {slug: _file(_of_template(template(slug))) for slug in SLUGS}
    return {**made, ACROSS: _file(_across([template(slug) for slug in SLUGS]))}


def _file(lines: Iterator[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _of_template(made: Template) -> Iterator[str]:
    yield f"{made.title}: what each answer brings, and what stands together\n"
    clauses = _brought(made)
    for answer in _answers(made):
        yield from _words(":".join(answer), answer, clauses)
    yield "Together: what stands above for the answers to two questions, read side by side\n"
    for one, two in combinations([name for name in made.questions if LOCAL_CHOICES[name].choices], 2):
        yield from _pair(one, two, clauses)


def _across(templates: list[Template]) -> Iterator[str]:
    yield "What the same answer brings into the policies of one setting\n"
    clauses = {made.title: _brought(made) for made in templates}
    for name in LOCAL_CHOICES:
        using = [title for title, found in clauses.items() if any(name in one.answers for one in found)]
        for value, _ in LOCAL_CHOICES[name].choices if len(using) > 1 else ():
            yield f"=== {name}:{value}\n"
            for title in using:
                yield from _words(title, (name, value), clauses[title])


def _brought(made: Template) -> list[Brought]:
    """The clauses of a template that depend on a question, by themselves or by their section."""
    found = []
    for section, clause in made.clauses():
        answers: dict[str, frozenset[str]] = {}
        for condition in (section.condition, clause.condition):
            for name, values in _asked(condition.answers).items():
                answers[name] = answers.get(name, values) & values
        if answers:
            words = tuple(filter(None, texts(fill_markdown(clause.text, default_values()))))
            found.append(Brought(clause.key, answers, words, _types(section, clause)))
    return found


def _asked(conditions: tuple[str, ...]) -> dict[str, frozenset[str]]:
    named = [condition.split(":") for condition in conditions]
    names = dict.fromkeys(name for name, _ in named if name in LOCAL_CHOICES)
    return {name: frozenset(value for other, value in named if other == name) for name in names}


def _types(section: FrozenSection, clause: FrozenClause) -> frozenset[str]:
    kinds = ((name, Answers(setting_type=name)) for name in SETTING_TYPES)
    conditions = (section.condition, clause.condition)
    return frozenset(name for name, kind in kinds if all(one.covers_kind(kind) for one in conditions))


def _answers(made: Template) -> list[Answer]:
    return [(name, value) for name in made.questions for value, _ in LOCAL_CHOICES[name].choices]


def _words(head: str, answer: Answer, clauses: list[Brought]) -> Iterator[str]:
    """The clauses that stand for an answer, with their sentences and with what else they depend on."""
    yield f"--- {head}\n"
    name, value = answer
    standing = [clause for clause in clauses if value in clause.answers.get(name, ())]
    for clause in standing:
        more = [
            f", and {key}:{' or '.join(sorted(values))}"
            for key, values in clause.answers.items()
            if key != name
        ]
        yield "".join((clause.key, *more, clause.kinds))
        yield from (f"    {sentence}" for text in clause.words for sentence in sentences(text))
        yield ""
    if not standing:
        yield "nothing\n"


def _pair(one: str, two: str, clauses: list[Brought]) -> Iterator[str]:
    """Two questions of which some setting has clauses of both, and the clauses that depend on both."""
    first, second = ([clause for clause in clauses if name in clause.answers] for name in (one, two))
    if any(mine.types & other.types for mine in first for other in second):
        both = [clause.key for clause in first if clause in second]
        yield f"{one} with {two}" + (f": only together: {', '.join(both)}" if both else "")
