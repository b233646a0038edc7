"""What a board looks for before it approves a policy: what was chosen, and what it must do itself."""

from collections.abc import Iterator, Mapping, Sequence

from guidance.policies.choice_words import CHOICE_WORDS, chosen
from guidance.policies.placeholders import PLACEHOLDER, placeholder_values
from guidance.policies.schema import FrozenClause
from guidance.policies.tailor import Policy, TailoredClause

MATTERS = (
    *("concern", "phones", "monitoring", "ai", "own_devices", "parent_photos", "image_names"),
    *("official_accounts", "lent_devices", "press", "remote", "wifi", "boarding"),
)
"""The choices that a board is told of, the weightiest first."""
BODY, MEMBERS = {"governance", "governor"}, {"board_members"}


def choices_of(policy: Policy) -> Mapping[str, str]:
    """Return what was chosen in ``policy``, a sentence for each question that changes something in it."""
    answers, values = policy.answers, placeholder_values(policy.answers)
    found = {}
    for name in MATTERS:
        answer = answers.all_choices[name]
        if answer in CHOICE_WORDS[name] and _is_in(policy, name, answer):
            found[name] = chosen(name, answer, values)
    return found


def asked_of_board(policy: Policy) -> Sequence[TailoredClause]:
    """Return the numbered clauses that ask something of those who govern, of the body before its members."""
    named = {clause.key: _names(clause) for _, clause in policy.template.clauses()}
    clauses = [clause for clause in _as_written(policy) if clause.number]
    by_body = [clause for clause in clauses if named.get(clause.key, set()) & BODY]
    by_members = [clause for clause in clauses if named.get(clause.key, set()) & MEMBERS]
    return by_body or by_members


def _as_written(policy: Policy) -> list[TailoredClause]:
    clauses = (clause for section in policy.sections for clause in section.clauses)
    return [clause for clause in clauses if not clause.has_custom_text]


def _names(clause: FrozenClause) -> set[str]:
    return {name.lower() for name in PLACEHOLDER.findall(clause.text)}


def _is_in(policy: Policy, name: str, answer: str) -> bool:
    """Whether the policy says it: the clauses that this answer brings are there, as they were written."""
    depending = list(_depending(policy, name))
    if not depending:
        return False
    wanted = {clause.key for clause, answers in depending if f"{name}:{answer}" in answers}
    return not wanted or bool(wanted & {clause.key for clause in _as_written(policy)})


def _depending(policy: Policy, name: str) -> Iterator[tuple[FrozenClause, tuple[str, ...]]]:
    """The clauses that such a setting can have and that depend on ``name``, each with all it depends on."""
    for section, clause in policy.template.clauses():
        named = (*section.condition.answers, *clause.condition.answers)
        of_kind = all(one.condition.covers_kind(policy.answers) for one in (section, clause))
        if of_kind and any(one.startswith(f"{name}:") for one in named):
            yield clause, named
