"""Names that a setting changed in its answers, and that still stand in words of its own."""

import re
from collections.abc import Iterable
from dataclasses import fields

from guidance.policies.answers import Answers
from guidance.policies.placeholders import placeholder_values
from guidance.policies.questions import LOCAL_CHOICES
from guidance.policies.typed_names import is_filler

# Answers that are chosen from a list name nobody.
CHOSEN = {"setting_type", "learners", "governance", "concern_route", "version"}
TYPED_CHOICES = {name for name, choice in LOCAL_CHOICES.items() if not choice.choices}
BETWEEN_NAMES = re.compile(r"\s*[,;/\n]\s*|\s+(?:and|&)\s+")
SHORTEST_NAME = 3


def typed_names(answers: Answers) -> set[str]:
    """Return what was typed into ``answers``, whole and name by name."""
    found = (getattr(answers, one.name) for one in fields(answers) if one.name not in CHOSEN)
    typed = [value for value in found if isinstance(value, str)]
    typed += [value for key, value in answers.choices.items() if key in TYPED_CHOICES]
    parts = {part for value in typed for part in (value, *BETWEEN_NAMES.split(value))}
    return {part for part in parts if len(part) >= SHORTEST_NAME and not is_filler(part)}


def standing_in(names: Iterable[str], text: str) -> list[str]:
    """Return those of ``names`` that ``text`` has as whole words, the longest first, none inside another."""
    found = []
    # Most names are in no clause, and that is found much faster than whether they are whole words.
    folded = text.casefold()
    names = [name for name in names if name.casefold() in folded]
    for name in sorted(names, key=lambda name: (-len(name), name)):
        text, count = _word(name).subn(" ", text)
        if count:
            found.append(name)
    return found


def old_names_in(text: str, names: Iterable[str], answers: Answers) -> list[str]:
    """Return those of ``names`` that ``text`` has although no answer has them any longer."""
    now = typed_names(answers) | set(placeholder_values(answers).values())
    return [name for name in standing_in(names, text) if _is_old(name, text, now)]


def _is_old(name: str, text: str, now: set[str]) -> bool:
    """Whether ``name`` stands in ``text`` by itself, and not only inside a longer name that is right."""
    for current in now:
        if _word(name).search(current):
            text = _word(current).sub(" ", text)
    return bool(_word(name).search(text))


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
