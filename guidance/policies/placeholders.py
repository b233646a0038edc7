"""What placeholders say: the one list of them, and their words for one setting."""

import re
from dataclasses import dataclass, field, replace
from datetime import date

from guidance.markup import Block, Bullets, Paragraph, Run, Table
from guidance.policies.questions import QUESTIONS
from guidance.policies.setting_types import ANY_SETTING, LEARNER_WORDS, SETTING_TYPES, SettingType

PLACEHOLDER = re.compile(r"\{([A-Za-z_]+)\}")

# What may stand in braces in the text of a clause. The value says what it becomes, for the admin's help text.
PLACEHOLDERS = {
    "setting": "the setting's name, or “our setting”",
    "kind": "school, nursery, college or setting",
    "leader": "the headteacher, manager or principal, by role or name",
    "dsl": "the designated safeguarding lead, by role or name",
    "dsl_team": "the designated safeguarding lead “or a deputy”",
    "deputies": "the deputy designated safeguarding leads, by role or name",
    "governance": "the governing body, owner or committee",
    "governor": "the governor or owner who leads on safeguarding",
    "learners": "children, pupils, students or learners",
    "learner": "child, pupil, student or learner",
    "review": "when the policy is next reviewed",
    **{name: question.label for name, question in QUESTIONS.items() if not question.choices},
}


@dataclass(frozen=True)
class Answers:
    """What a setting answered. Everything may be empty: that makes the plain template."""

    setting_name: str = ""
    setting_type: str = ""
    phases: tuple[str, ...] = ()
    learners: str = ""
    leader: str = ""
    dsl: str = ""
    deputies: str = ""
    governor: str = ""
    adopted_on: date | None = None
    review_on: date | None = None
    choices: dict[str, str] = field(default_factory=dict)
    left_out: frozenset[str] = frozenset()
    own_words: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> SettingType:
        """The kind of setting, with the words that stand in for its people."""
        return SETTING_TYPES.get(self.setting_type, ANY_SETTING)


def say(text: str, words: dict[str, str]) -> str:
    """Return ``text`` with its placeholders filled, once: braces in what people typed stay as typed."""
    return PLACEHOLDER.sub(lambda found: words[found[1]], text)


def fill(blocks: tuple[Block, ...], words: dict[str, str]) -> tuple[Block, ...]:
    """Return ``blocks`` with placeholders filled after the markup was read, so that no answer is markup."""

    def runs(old: tuple[Run, ...]) -> tuple[Run, ...]:
        return tuple(replace(run, text=say(run.text, words)) for run in old)

    filled: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            filled.append(Paragraph(runs(block.runs)))
        elif isinstance(block, Bullets):
            filled.append(Bullets(tuple(runs(item) for item in block.items)))
        else:
            rows = tuple(tuple(runs(cell) for cell in row) for row in block.rows)
            filled.append(Table(tuple(runs(cell) for cell in block.head), rows))
    return tuple(filled)


def generic_words() -> dict[str, str]:
    """Return the words of the plain template, which fit any setting."""
    return words_of(Answers())


def words_of(answers: Answers) -> dict[str, str]:
    """Return what each placeholder says. With a capital it opens a sentence; typed words are left alone."""
    kind = answers.kind
    learners = answers.learners or kind.learners
    dsl = answers.dsl or (kind.leader if kind.sole else "the designated safeguarding lead")
    alone = kind.sole and not answers.deputies
    stock = {
        "setting": "our setting",
        "kind": kind.kind,
        "leader": kind.leader,
        "dsl": dsl,
        "dsl_team": dsl if alone else f"{dsl} or a deputy",
        "deputies": "the deputy designated safeguarding leads",
        "governance": kind.governance,
        "governor": kind.governor,
        "learners": learners,
        "learner": LEARNER_WORDS[learners],
        "review": f"by {long_date(answers.review_on)}" if answers.review_on else "at least once a year",
        **{name: question.default for name, question in QUESTIONS.items() if not question.choices},
    }
    if kind.sole:
        stock |= {"it_lead": kind.leader, "data_lead": kind.leader}
    typed = {
        "setting": answers.setting_name,
        **{name: getattr(answers, name) for name in ("leader", "dsl", "deputies", "governor")},
        **{name: value for name, value in answers.choices.items() if name in stock},
    }
    words = {name: typed.get(name) or stock[name] for name in stock}
    opening = {name.capitalize(): typed.get(name) or _opened(stock[name]) for name in stock}
    if answers.dsl:
        opening["Dsl_team"] = words["dsl_team"]
    return {**words, **opening}


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]


def details(answers: Answers) -> tuple[tuple[str, str], ...]:
    """Return the rows of the key details table: only what the setting told, so none waits to be filled in."""
    kind = answers.kind
    rows = [
        (_role(kind.leader), answers.leader),
        ("Designated safeguarding lead", answers.dsl),
        ("Deputy designated safeguarding leads", answers.deputies),
        (_role(kind.governor), answers.governor),
        ("Adopted on", long_date(answers.adopted_on)),
        ("Next review", long_date(answers.review_on)),
    ]
    return tuple((label, value) for label, value in rows if value)


def _role(words: str) -> str:
    return _opened(words.removeprefix("the "))


def long_date(day: date | None) -> str:
    """Return ``day`` as 3 September 2026; nothing for None."""
    return f"{day.day} {day:%B %Y}" if day else ""
