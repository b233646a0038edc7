"""Settings to build policies for: each type with each way of governing it, and people as they are typed."""

from collections.abc import Iterator

from guidance.policies.answers import Answers
from guidance.policies.questions import LOCAL_CHOICES
from guidance.policies.schema import Template
from guidance.policies.setting_types import LEARNER_WORDS, SETTING_TYPES

FINCH, SHAH, LOWE, OKAFOR = "Ms A. Finch", "Mr D. Shah", "Dr Ann Lowe", "Ms R. Okafor"
PEOPLE: dict[str, dict[str, str]] = {
    "nobody typed": {},
    "names": {"leader": FINCH, "dsl": SHAH, "deputies": "Mrs J. Bell and Mr T. Reed", "governor": LOWE},
    "the chair named": {"leader": FINCH, "dsl": SHAH, "governor": OKAFOR, "concern_person": LOWE},
    "bare roles": {
        **{
            "leader": "Headteacher",
            "dsl": "DSL",
            "deputies": "Deputy DSLs",
            "governor": "Safeguarding governor",
        },
        **{"concern_person": "Chair of governors", "board": "Board"},
    },
    "roles with articles": {
        **{
            "leader": "the headteacher",
            "dsl": "The Designated Safeguarding Lead",
            "governor": "the link governor",
        },
        **{"concern_person": "our chair", "deputies": "our two deputies", "board": "the Board of Trustees"},
    },
    "one person in every role": {
        "leader": OKAFOR,
        "dsl": OKAFOR,
        "governor": OKAFOR,
        "concern_person": OKAFOR,
    },
    "the leader is the DSL": {"leader": OKAFOR, "dsl": "R. Okafor", "governor": LOWE},
    "the DSL by the leader's role": {"leader": "Manager", "dsl": "the manager"},
    "the DSL leads for the board": {"leader": FINCH, "dsl": OKAFOR, "governor": OKAFOR},
    "fillers": dict.fromkeys(("leader", "dsl", "deputies", "governor", "concern_person", "board"), "N/A"),
    "other fillers": {"leader": "-", "dsl": "TBC", "deputies": "?", "governor": "not yet appointed"},
    "names of another kind": {
        "leader": "de Souza",
        "dsl": "Mrs O'Neill",
        "deputies": "Mr D'Arcy",
        "governor": "van Dijk",
    },
}
LOCAL_WORDS: dict[str, dict[str, str]] = {
    "bare": {
        "it_lead": "Network manager",
        "data_lead": "DPO",
        "staff_place": "Lockers",
        "contact_route": "Office phone or email",
    },
    "names": {"it_lead": "Mr P. Cole", "data_lead": "Schools ICT Ltd", "staff_place": "the office safe"},
    "fillers": dict.fromkeys(
        ("it_lead", "data_lead", "staff_place", "contact_route", "image_retention"), "tbc"
    ),
}


def kinds() -> Iterator[dict[str, str]]:
    """Yield each type without a governance and with each that it can have."""
    for name, kind in SETTING_TYPES.items():
        yield {"setting_type": name}
        if len(kind.governances) > 1:
            yield from ({"setting_type": name, "governance": governance} for governance in kind.governances)


def settings(template: Template) -> Iterator[tuple[str, Answers]]:
    """Yield answers with a name for each: every kind with all people, every type with every answer."""
    yield "any setting", Answers()
    for kind in kinds():
        named = {"setting_name": "Elmfield", **kind}
        name = " ".join(kind.values())
        for who, people in PEOPLE.items():
            yield f"{name}, {who}", Answers(**named, **people)
        yield f"{name}, straight to the LADO", Answers(**named, concern_route="lado")
        if "governance" not in kind:
            for number, choices in enumerate(every_choice(template)):
                yield f"{name}, choices {number}", Answers(**named, choices=choices)
            for words, typed in LOCAL_WORDS.items():
                yield f"{name}, local words: {words}", Answers(**named, choices=typed)
            for learners in LEARNER_WORDS:
                yield f"{name}, says {learners}", Answers(**named, learners=learners)


def every_choice(template: Template) -> Iterator[dict[str, str]]:
    """Yield answers to all questions at once, so often that each answer of each question is given."""
    asked = {name: [value for value, _ in LOCAL_CHOICES[name].choices] for name in template.questions}
    asked = {name: values for name, values in asked.items() if values}
    for number in range(max(map(len, asked.values()))):
        yield {name: values[number % len(values)] for name, values in asked.items()}
