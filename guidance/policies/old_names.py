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
BETWEEN_NAMES = re.compile(r"\s*[,;/\n]\s*|\s+(?:and|&)\s+")
SHORTEST_NAME = 3


def typed_names(answers: Answers) -> set[str]:
    """Return what was typed into ``answers``, whole and name by name."""
    found = (getattr(answers, one.name) for one in fields(answers) if one.name not in CHOSEN)
    typed = [value for value in found if isinstance(value, str)]
    typed += [value for key, value in answers.choices.items() if not LOCAL_CHOICES[key].choices]
    parts = {part for value in typed for part in (value, *BETWEEN_NAMES.split(value))}
    return {part for part in parts if len(part) >= SHORTEST_NAME and not is_filler(part)}


def standing_in(names: Iterable[str], text: str) -> list[str]:
    """Return those of ``names`` that ``text`` has as whole words, the longest first, none inside another."""
    found = []
    for name in sorted(names, key=lambda name: (-len(name), name)):
        text, count = _word(name).subn(" ", text)
        if count:
            found.append(name)
    return found


def old_names_in(text: str, names: Iterable[str], answers: Answers) -> list[str]:
    """Return those of ``names`` that ``text`` has although no answer has them any longer."""
    now = typed_names(answers) | set(placeholder_values(answers).values())
    for name in sorted(now, key=len, reverse=True):
        text = _word(name).sub(" ", text)
    return standing_in((name for name in names if name not in now), text)


def _word(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE)
