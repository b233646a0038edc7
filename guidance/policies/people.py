"""The people of a policy as rows: role and name, one row a person, with room for what was not given."""

import re
from dataclasses import dataclass, replace

from guidance.policies.answers import OWNED, TRUST, Answers
from guidance.policies.setting_types import TYPE_GROUPS
from guidance.policies.typed_names import ARTICLES, in_sentence, opening, same_person

DSL = "Designated safeguarding lead (DSL)"
ON_CHARTS = {"leader", "dsl", "deputies", "it_lead"}
"""The people of whom charts speak. Who hears of the leader stands in a rule of the chart."""
CLOSED = "Whom to ring when we are closed"
SEVERAL = re.compile(r",|;|&|\band\b")
STRAIGHT_TO_LADO = "Straight to the LADO"
NAME_THERE = "Name or role there: ____________"  # "the trust" alone is nobody whom one can ring


@dataclass(frozen=True)
class Person:
    """A role, or several that one person has, and the name; empty to fill in by hand."""

    key: str
    role: str
    name: str = ""


def people_of(answers: Answers) -> list[Person]:
    """Return the people inside, a row each, with who hears a concern about the leader."""
    # Who works alone must know who stays with the children while they ring.
    last = "Who minds the children during a call" if answers.type_words.sole else CLOSED
    people = [*_merged(_roles(answers)), _concern(answers), *_systems(answers)]
    if answers.setting_type in TYPE_GROUPS["schools"]:
        people.append(Person("rshe", "Relationships, sex and health education"))
    return [*people, Person("stand-in", last)]


def _roles(answers: Answers) -> list[Person]:
    words = answers.type_words
    leader = Person("leader", _role(leader_words(answers)), answers.leader)
    dsl = Person("dsl", DSL, answers.dsl or (answers.leader if words.sole else ""))
    if words.sole and not dsl.name:
        return [Person("leader", f"{leader.role} · {dsl.role}")]
    roles = [leader, dsl]
    if answers.deputies or not words.sole:
        role = "Assistant or deputy" if words.sole else _deputy_role(answers.deputies)
        roles.append(Person("deputies", role, answers.deputies))
    if answers.governed_by != "nobody":
        role = _role(answers.governance_words.safeguarding)
        named = answers.governor or (answers.concern_person if answers.governed_by in OWNED else "")
        roles.append(Person("governor", role, named))
    return roles


def leader_words(answers: Answers) -> str:
    """Return the role of the person in charge: as typed where only a role was, else that of the type."""
    typed = in_sentence(answers.leader)
    first, _, rest = typed.partition(" ")
    return f"the {rest}" if first in ARTICLES and typed == typed.lower() else answers.type_words.leader


def _deputy_role(typed: str) -> str:
    return "Deputy DSLs" if SEVERAL.search(typed) else "Deputy DSL"


def _systems(answers: Answers) -> list[Person]:
    """Who looks after data and systems. Where one person does everything, only whom that person named."""
    roles = {"data_lead": "Data protection", "it_lead": "IT, filtering and monitoring"}
    people = [Person(key, role, _shown(answers.choices.get(key, ""), role)) for key, role in roles.items()]
    return [person for person in people if person.name or not answers.type_words.sole]


def _concern(answers: Answers) -> Person:
    """A row of its own, whoever it is: nobody may have to look for it."""
    if answers.type_words.sole:
        about = opening(in_sentence(answers.leader)) or "the childminder"
        return Person("concern", f"Concern about {about}, an assistant or the household", STRAIGHT_TO_LADO)
    hears = opening(answers.concern_words)
    if hears and not answers.setting_type:
        hears = f"{hears}; or straight to the LADO"
    if answers.concern_words == TRUST:
        hears = f"{hears}. {NAME_THERE}"
    return Person("concern", f"Concern about {leader_words(answers)}", hears or STRAIGHT_TO_LADO)


def _merged(roles: list[Person]) -> list[Person]:
    """Put the roles of one person into one row. Who typed only the role leaves the name to be filled in."""
    people: list[Person] = []
    for person in roles:
        place = next((at for at, one in enumerate(people) if same_person(one.name, person.name)), None)
        if place is None:
            people.append(person)
        else:
            people[place] = replace(people[place], role=f"{people[place].role} · {person.role}")
    return [replace(person, name=_shown(person.name, person.role)) for person in people]


def _shown(name: str, role: str) -> str:
    """The name as it stands in a cell: nothing for a filler, or for the words of the role alone."""
    name = in_sentence(name)
    is_role = any(one.casefold() in role.casefold() for one in (name, name.removeprefix("the ")) if one)
    return "" if is_role else opening(name)


def _role(words: str) -> str:
    words = words.removeprefix("the ")
    return words[:1].upper() + words[1:]
