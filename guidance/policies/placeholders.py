"""What placeholders say: the one list of them, and their words for one setting."""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

from guidance import markup
from guidance.blocks import Block, Bullets, Paragraph, Pictures, Runs, SubHeading
from guidance.policies.questions import LOCAL_CHOICES
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
    **{name: question.label for name, question in LOCAL_CHOICES.items() if not question.choices},
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
    omitted: frozenset[str] = frozenset()
    custom_text: dict[str, str] = field(default_factory=dict)
    # By the key of the section: clauses that are not in the template, as one text.
    added: dict[str, str] = field(default_factory=dict)
    # Reworded clauses that no longer rest on their source.
    dropped_sources: frozenset[str] = frozenset()

    @property
    def type_words(self) -> SettingType:
        """The kind of setting, with the words that stand in for its people."""
        return SETTING_TYPES.get(self.setting_type, ANY_SETTING)


def fill_text(text: str, values: dict[str, str]) -> str:
    """Return ``text`` with its placeholders filled, once: braces in what people typed stay as typed.

    Raises KeyError for an unknown placeholder.
    """
    return PLACEHOLDER.sub(lambda match: values[match[1]], text)


def fill_blocks(blocks: tuple[Block, ...], values: dict[str, str]) -> tuple[Block, ...]:
    """Return ``blocks`` with placeholders filled after the markup was read, so that no answer is markup."""

    def runs(old: Runs) -> Runs:
        return tuple(replace(run, text=fill_text(run.text, values)) for run in old)

    filled: list[Block] = []
    for block in blocks:
        if isinstance(block, Paragraph | SubHeading):
            filled.append(replace(block, runs=runs(block.runs)))
        elif isinstance(block, Bullets):
            filled.append(replace(block, items=tuple(runs(item) for item in block.items)))
        elif isinstance(block, Pictures):
            pictures = (replace(picture, caption=runs(picture.caption)) for picture in block.items)
            filled.append(replace(block, items=tuple(pictures)))
        else:
            rows = tuple(tuple(runs(cell) for cell in row) for row in block.rows)
            head = tuple(runs(cell) for cell in block.head)
            filled.append(replace(block, head=head, rows=rows, title=fill_text(block.title, values)))
    return tuple(filled)


def fill_markdown(text: str, values: dict[str, str]) -> tuple[Block, ...]:
    """Return the blocks of Markdown ``text`` with placeholders filled.

    Raises KeyError for an unknown placeholder and block_reader.UnknownMarkupError for markup without a form.
    """
    return fill_blocks(markup.blocks(text), values)


@cache
def default_values() -> dict[str, str]:
    """Return what each placeholder says in the plain template, which fits any setting."""
    return placeholder_values(Answers())


def placeholder_values(answers: Answers) -> dict[str, str]:
    """Return what each placeholder says. With a capital it opens a sentence; typed words are left alone."""
    defaults = _defaults(answers)
    given = {
        "setting": answers.setting_name,
        **{name: getattr(answers, name) for name in ("leader", "dsl", "deputies", "governor")},
        **{name: value for name, value in answers.choices.items() if name in defaults},
    }
    values = {name: given.get(name) or defaults[name] for name in defaults}
    opening = {name.capitalize(): given.get(name) or _opened(defaults[name]) for name in defaults}
    if answers.dsl:
        opening["Dsl_team"] = values["dsl_team"]
    return {**values, **opening}


def _defaults(answers: Answers) -> dict[str, str]:
    """What each placeholder says where the setting told nothing, in the words of its type."""
    type_words = answers.type_words
    learners = answers.learners or type_words.learners
    dsl = answers.dsl or (type_words.leader if type_words.sole else "the designated safeguarding lead")
    alone = type_words.sole and not answers.deputies
    defaults = {
        "setting": "our setting",
        "kind": type_words.noun,
        "leader": type_words.leader,
        "dsl": dsl,
        "dsl_team": dsl if alone else f"{dsl} or a deputy",
        "deputies": "the deputy designated safeguarding leads",
        "governance": type_words.governance,
        "governor": type_words.governor,
        "learners": learners,
        "learner": LEARNER_WORDS[learners],
        "review": f"by {long_date(answers.review_on)}" if answers.review_on else "at least once a year",
        **{name: question.default for name, question in LOCAL_CHOICES.items() if not question.choices},
    }
    if type_words.sole:
        defaults |= {"it_lead": type_words.leader, "data_lead": type_words.leader}
    return defaults


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]


def key_details(answers: Answers) -> tuple[tuple[str, str], ...]:
    """Return the rows of the key details table: only what the setting told, so none waits to be filled in."""
    type_words = answers.type_words
    rows = [
        (_role(type_words.leader), answers.leader),
        ("Designated safeguarding lead", answers.dsl),
        ("Deputy designated safeguarding leads", answers.deputies),
        (_role(type_words.governor), answers.governor),
        ("Adopted on", long_date(answers.adopted_on)),
        ("Next review", long_date(answers.review_on)),
    ]
    return tuple((label, value) for label, value in rows if value)


def _role(words: str) -> str:
    return _opened(words.removeprefix("the "))


def long_date(day: date | None) -> str:
    """Return ``day`` as 3 September 2026; nothing for None."""
    return f"{day.day} {day:%B %Y}" if day else ""
