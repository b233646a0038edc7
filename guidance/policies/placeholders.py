"""What placeholders say: the one list of them, and their words for one setting."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache

from guidance import markup
from guidance.apostrophes import printed
from guidance.blocks import Block, Bullets, Paragraph, Pictures, Runs, SubHeading
from guidance.policies.answers import Answers
from guidance.policies.questions import LOCAL_CHOICES, SMALL
from guidance.policies.setting_types import LEARNER_WORDS
from guidance.policies.typed_names import in_sentence, opening, place_in_sentence, same_person

PLACEHOLDER = re.compile(r"\{([A-Za-z_]+)\}")

# What may stand in braces in the text of a clause. The value says what it becomes, for the admin's help text.
PLACEHOLDERS = {
    "setting": "the setting's name, or “our setting”",
    "kind": "school, nursery, club, college or setting",
    "leader": "the headteacher, manager or principal, by role or name",
    "dsl": "the designated safeguarding lead, by role or name",
    "dsl_team": "the designated safeguarding lead “or a deputy”",
    "deputies": "the deputy designated safeguarding leads, by role or name",
    "governance": "the governing body, trust board, proprietor, owner or committee: one of them",
    "board_members": "governors, trustees, committee members, the owner or the proprietor",
    "governor": "who leads on safeguarding for them, by role or name",
    "concern_person": "who hears a concern about the leader: the chair, trust, proprietor or owner",
    "learners": "children, pupils, students or learners",
    "learners_own": "children’s, pupils’, students’ or learners’",
    "learner": "child, pupil, student or learner",
    "learner_own": "child’s, pupil’s, student’s or learner’s",
    "adult": "an adult, or a member of staff in a college, whose students are adults or nearly so",
    "review": "when the policy is next reviewed",
    **{name: question.label for name, question in LOCAL_CHOICES.items() if not question.choices},
}
LADO = "the local authority designated officer (LADO)"


def fill_text(text: str, values: Mapping[str, str]) -> str:
    """Return ``text`` with its placeholders filled, once: braces in what people typed stay as typed.

    So do their apostrophes; ours are printed ones, whatever an older edition has. Raises KeyError for an
    unknown placeholder.
    """
    return PLACEHOLDER.sub(lambda match: values[match[1]], printed(text))


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
    """Return what each placeholder says. Capitalised, it opens a sentence; names stay."""
    values = _values(answers)
    opened = {name.capitalize(): opening(value) for name, value in values.items()}
    stock = _values(Answers(**{name: getattr(answers, name) for name in KIND_FIELDS}))
    opened |= {name.capitalize(): _opened(value) for name, value in values.items() if value == stock[name]}
    return {**values, **opened}


KIND_FIELDS = ("setting_type", "governance", "phases", "learners")


def _values(answers: Answers) -> dict[str, str]:
    """What each placeholder says: what was typed, else the words of the type."""
    learners = answers.learners or answers.type_words.learners
    return {
        "setting": answers.setting_name or "our setting",
        "kind": answers.type_words.noun,
        **_people(answers),
        "learners": learners,
        "learners_own": f"{learners}’" if learners.endswith("s") else f"{learners}’s",
        "learner": LEARNER_WORDS[learners],
        "learner_own": f"{LEARNER_WORDS[learners]}’s",
        "adult": "a member of staff" if answers.setting_type == "college" else "an adult",
        "review": f"by {long_date(answers.review_on)}" if answers.review_on else "at least once a year",
        **_local_words(answers),
    }


def _people(answers: Answers) -> dict[str, str]:
    kind, board = answers.type_words, answers.governance_words
    leader = in_sentence(answers.leader) or kind.leader
    dsl = in_sentence(answers.dsl) or (leader if kind.sole else "the designated safeguarding lead")
    deputies = in_sentence(answers.deputies)
    stand_in = deputies if kind.sole else "a deputy"
    return {
        "leader": leader,
        "dsl": dsl,
        "dsl_team": f"{dsl} or {stand_in}" if answers.all_choices["deputies"] == "yes" else dsl,
        "deputies": deputies or "the deputy designated safeguarding leads",
        "governance": in_sentence(answers.board) or board.body,
        "board_members": board.members,
        "governor": in_sentence(answers.governor) or board.safeguarding,
        "concern_person": answers.concern_words or LADO,
    }


def _local_words(answers: Answers) -> dict[str, str]:
    """The short texts among the local choices, as they stand in a sentence."""
    words = {}
    for name, choice in LOCAL_CHOICES.items():
        if choice.choices:
            continue
        typed = answers.choices.get(name, "")
        is_person = name in {"it_lead", "data_lead"}
        default = choice.default_for(answers.setting_type)
        # A small setting has nobody for data protection but whoever runs it; a childminder nobody for IT.
        if is_person and (answers.type_words.sole or name == "data_lead" and answers.setting_type in SMALL):
            default = in_sentence(answers.leader) or answers.type_words.leader
        words[name] = (in_sentence(typed) if is_person else place_in_sentence(typed)) or default
    return words


def _opened(text: str) -> str:
    return text[:1].upper() + text[1:]


def key_people(answers: Answers) -> tuple[tuple[str, str], ...]:
    """Return (roles, name) of everyone the setting named, a row a person: roles of one person are merged."""
    kind, board = answers.type_words, answers.governance_words
    rows: list[tuple[str, str]] = []
    for role, typed in (
        (_role(kind.leader), answers.leader),
        ("Designated safeguarding lead", answers.dsl),
        ("Deputy designated safeguarding leads", answers.deputies),
        (_role(board.safeguarding), answers.governor),
        (f"Hears a concern about {kind.leader}", answers.concern_person),
    ):
        place = next((at for at, (_, name) in enumerate(rows) if same_person(name, typed)), None)
        if place is not None:
            roles, name = rows[place]
            rows[place] = (f"{roles}; {role[:1].lower()}{role[1:]}", name)
        elif in_sentence(typed):
            rows.append((role, typed.strip()))
    return tuple(rows)


def key_details(answers: Answers) -> tuple[tuple[str, str], ...]:
    """Return the rows of the key details: only what the setting told, so none waits to be filled in."""
    dates = (("Adopted on", answers.adopted_on), ("Next review", answers.review_on))
    return (*key_people(answers), *((label, long_date(day)) for label, day in dates if day))


def _role(words: str) -> str:
    return _opened(words.removeprefix("the "))


def long_date(day: date | None) -> str:
    """Return ``day`` as 3 September 2026; nothing for None."""
    return f"{day.day} {day:%B %Y}" if day else ""
