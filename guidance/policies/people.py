"""The people of a policy as rows: role and name, one row a person, with room for what was not given."""

from dataclasses import dataclass

from guidance.policies.answers import Answers
from guidance.policies.typed_names import in_sentence, opening, same_person

DATA_PROTECTION = "Data protection"
STRAIGHT_TO_LADO = "Straight to the LADO"


@dataclass(frozen=True)
class Person:
    """A role, or several that one person has, and the name; empty to fill in by hand."""

    role: str
    name: str = ""


def people_of(answers: Answers) -> list[Person]:
    """Return those inside the setting, one row a person, who hears a concern about the leader, and who
    answers when it is closed."""
    concern = _concern(answers)
    return [*_merged(_roles(answers)), concern, *_systems(answers), Person("When we are closed")]


def _roles(answers: Answers) -> list[Person]:
    words = answers.type_words
    roles = [
        Person(_role(words.leader), answers.leader),
        Person("Designated safeguarding lead (DSL)", answers.dsl or (answers.leader if words.sole else "")),
    ]
    if answers.deputies or not words.sole:
        roles.append(Person("Assistant or deputy" if words.sole else "Deputy DSL", answers.deputies))
    if answers.governed_by != "nobody":
        roles.append(Person(_role(answers.governance_words.safeguarding), answers.governor))
    if words.sole and not answers.leader:
        return [Person(" · ".join(one.role for one in roles[:2])), *roles[2:]]
    return roles


def _systems(answers: Answers) -> list[Person]:
    """Who looks after data and systems. Where one person does everything, only whom that person named."""
    roles = {"data_lead": DATA_PROTECTION, "it_lead": "IT, filtering and monitoring"}
    people = [Person(role, _shown(answers.choices.get(name, ""), role)) for name, role in roles.items()]
    return [person for person in people if person.name or not answers.type_words.sole]


def _concern(answers: Answers) -> Person:
    """A row of its own, whoever it is: nobody may have to look for it."""
    if answers.type_words.sole:
        return Person("Concern about me, an assistant or my household", STRAIGHT_TO_LADO)
    hears = opening(answers.concern_words)
    if hears and not answers.setting_type:
        hears = f"{hears}; or straight to the LADO"
    return Person(f"Concern about {answers.type_words.leader}", hears or STRAIGHT_TO_LADO)


def _merged(roles: list[Person]) -> list[Person]:
    """Put the roles of one person into one row. Who typed only the role leaves the name to be filled in."""
    people: list[Person] = []
    for person in roles:
        place = next((at for at, one in enumerate(people) if same_person(one.name, person.name)), None)
        if place is None:
            people.append(person)
        else:
            people[place] = Person(f"{people[place].role} · {person.role}", people[place].name)
    return [Person(person.role, _shown(person.name, person.role)) for person in people]


def _shown(name: str, role: str) -> str:
    """The name as it stands in a cell: nothing for a filler, or for the words of the role alone."""
    name = in_sentence(name)
    is_role = any(one.casefold() in role.casefold() for one in (name, name.removeprefix("the ")) if one)
    return "" if is_role else opening(name)


def _role(words: str) -> str:
    words = words.removeprefix("the ")
    return words[:1].upper() + words[1:]
