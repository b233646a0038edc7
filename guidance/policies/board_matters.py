"""What a board looks for before it approves a policy: what was chosen, and what it must do itself."""

from collections.abc import Iterator, Mapping, Sequence

from guidance.policies.answers import TRUST
from guidance.policies.choice_words import CHOICE_WORDS, chosen
from guidance.policies.placeholders import placeholder_values
from guidance.policies.schema import FrozenClause
from guidance.policies.tailor import Policy, TailoredClause

MATTERS = (
    *("concern", "phones", "monitoring", "ai", "own_devices", "parent_photos", "image_names"),
    *("official_accounts", "lent_devices", "press", "remote", "wifi", "boarding"),
)
"""The choices that a board is told of, the weightiest first."""
BOARD_DOES: Mapping[str, Mapping[str, str]] = {
    "AT": {
        "review-check": "hear a report each term",
        "review-check-governor": "see one check each year",
    },
    "MT": {
        "learners-kept-away-schools": "look each term at why phones are not stored",
        "review-report": "hear a report each term, and ask",
        "review-report-board": "hear a report each term, and choose who asks",
    },
    "SM": {
        "review-report": "hear a report each term, and ask",
        "review-report-board": "hear a report each term, and choose who asks",
    },
    "PH": {"roles-approve": "hear once a year what the check of consent found"},
    "CP": {
        "roles-governance": "be trained",
        "roles-governance-settings": "be trained",
        "roles-governor": "meet the DSL each term",
        "roles-governor-board": "meet the DSL each term",
        "review-check": "hear a report each year",
    },
}
"""What each template asks of those who govern, and when: by its code and the key of the clause."""


def choices_of(policy: Policy) -> Mapping[str, str]:
    """Return what was chosen in ``policy``, a sentence for each question that changes something in it."""
    answers, values = policy.answers, placeholder_values(policy.answers)
    if answers.concern_words == TRUST:
        # A board should see before it approves that staff would not know whom to ring.
        values = {**values, "concern_person": f"{TRUST} (name still to be given)"}
    found = {}
    for name in MATTERS:
        answer = answers.all_choices[name]
        if answer in CHOICE_WORDS[name] and _is_in(policy, name, answer):
            found[name] = chosen(name, answer, values)
    return found


def asked_of_board(policy: Policy) -> Sequence[str]:
    """Return what ``policy`` asks of those who govern, each with the number of the clause that says it."""
    acts = BOARD_DOES.get(policy.template.code, {})
    return [
        f"{acts[clause.key]} ({clause.number})"
        for clause in _as_written(policy)
        if clause.number and clause.key in acts
    ]


def as_sentence(acts: Sequence[str]) -> str:
    """Return ``acts`` as one line that begins with a capital letter; empty for none."""
    line = "; ".join(acts)
    return f"{line[:1].upper()}{line[1:]}"


def _as_written(policy: Policy) -> list[TailoredClause]:
    clauses = (clause for section in policy.sections for clause in section.clauses)
    return [clause for clause in clauses if not clause.has_custom_text]


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
