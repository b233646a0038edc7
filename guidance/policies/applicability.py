"""Which questions matter to a setting: one that changes nothing of its policies is not asked."""

from collections.abc import Iterable

from guidance.policies.answers import Answers
from guidance.policies.placeholders import PLACEHOLDER
from guidance.policies.questions import LOCAL_CHOICES
from guidance.policies.schema import FrozenClause, Template

Choices = tuple[tuple[str, str], ...]


def questions_for(templates: Iterable[Template], answers: Answers) -> dict[str, Choices]:
    """Return the questions to ask a setting of this type, governance and ages, with the answers to offer.

    An answer that gives the same clauses as one before it is not offered, and a question with fewer than two
    answers left is not asked. A short text, whose answers are empty, is asked where some clause holds it.
    """
    clauses = [clause for template in templates for clause in _possible(template, answers)]
    wanted = dict.fromkeys(name for template in templates for name in template.questions)
    asked: dict[str, Choices] = {}
    for name in (name for name in LOCAL_CHOICES if name in wanted):
        choices = LOCAL_CHOICES[name].choices
        offered = _different(name, choices, clauses, answers)
        if len(offered) > 1 or (not choices and _is_said(name, clauses)):
            asked[name] = offered
    return asked


def _possible(template: Template, answers: Answers) -> list[tuple[tuple[str, ...], FrozenClause]]:
    """The clauses that such a setting can have, each with the answers it and its section depend on."""
    return [
        ((*section.condition.answers, *clause.condition.answers), clause)
        for section, clause in template.clauses()
        if section.condition.covers_kind(answers) and clause.condition.covers_kind(answers)
    ]


def _different(
    name: str, choices: Choices, clauses: list[tuple[tuple[str, ...], FrozenClause]], answers: Answers
) -> Choices:
    """The choices that bring other clauses than those before them. The usual answer is always among them."""
    usual = LOCAL_CHOICES[name].default_for(answers.setting_type)
    seen: set[frozenset[int]] = set()
    offered = set()
    for value, _ in sorted(choices, key=lambda choice: choice[0] != usual):
        brought = frozenset(
            place for place, (conditions, _) in enumerate(clauses) if _allows(conditions, name, value)
        )
        if brought not in seen:
            seen.add(brought)
            offered.add(value)
    return tuple(choice for choice in choices if choice[0] in offered)


def _allows(conditions: tuple[str, ...], name: str, value: str) -> bool:
    named = [answer for answer in conditions if answer.startswith(f"{name}:")]
    return not named or f"{name}:{value}" in named


def _is_said(name: str, clauses: list[tuple[tuple[str, ...], FrozenClause]]) -> bool:
    return any(name in map(str.lower, PLACEHOLDER.findall(clause.text)) for _, clause in clauses)
