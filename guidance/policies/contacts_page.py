"""Key people and contacts: the page to open when something happens. Numbers come from the portal's rows."""

from collections.abc import Iterator

from guidance import paper
from guidance.blocks import Run, Runs, SubHeading, Table
from guidance.policies.answers import Answers
from guidance.policies.document import Part, SectionHeading, cell, paragraph, unnumbered
from guidance.policies.people import people_of
from guidance.policies.portal import Portal

TITLE = "Key people and contacts"
COUNCIL = "report-child-abuse-to-council"  # GOV.UK's service, which finds the team for any address
CHILDCARE_INCIDENT = "report-childcare-incident"
LEAD = "Tell someone at once. You need no proof. Anyone may ring children’s services or go to the LADO."
LADO_FOR = "An adult who may harm children: without delay, within one working day at most"
SERIOUS = "A serious allegation: as soon as practicable, within 14 days at most"


def contacts_page(answers: Answers, portal: Portal) -> list[Part]:
    """Return the second page of a policy."""
    return [SectionHeading(TITLE, numbered=False, new_page=True), *contacts_parts(answers, portal)]


def contacts_parts(answers: Answers, portal: Portal) -> list[Part]:
    """Return inside, with blanks for what nobody gave, and outside, with numbers or addresses."""
    note = f"Numbers as on the portal on {portal.today}. Check them each September."
    return [
        unnumbered(paragraph(f"{LEAD} {note}")),
        unnumbered(SubHeading(cell("Inside our setting")), inside(answers)),
        unnumbered(SubHeading(cell("Outside our setting")), outside(answers, portal)),
    ]


def inside(answers: Answers) -> Table:
    """Return the table of people with room for their numbers."""
    rows = tuple((cell(person.role), cell(person.name), ()) for person in people_of(answers))
    return Table((cell("Role"), cell("Name"), cell("Phone")), rows, "People inside our setting")


def outside(answers: Answers, portal: Portal) -> Table:
    """Return the table of services: who, for what, number or address."""
    rows = tuple((cell(who), cell(what), where) for who, what, where in _outside(answers, portal) if where)
    return Table((cell("Who"), cell("For what"), cell("Phone or address")), rows, "Services outside")


def danger_line(answers: Answers, portal: Portal) -> str:
    """Return the numbers for the foot of every page."""
    first = f"In danger now: {portal.phone('emergency-999')}"
    if not _is_kent(answers):
        return f"{first} · Police, no danger now: {portal.phone('police-non-emergency')}"
    office, other = portal.phone("front-door"), portal.phone("front-door-out-of-hours")
    return f"{first} · Front Door {office}, at other times {other}"


def _outside(answers: Answers, portal: Portal) -> Iterator[tuple[str, str, Runs]]:
    def known(slug: str) -> Runs:
        return _where(slug, portal)

    yield "Emergency services", "A child or anyone else in danger now", known("emergency-999")
    yield from _social_care(answers, portal)
    yield from _adult_care(answers, portal)
    yield "Police, no danger now", "A crime, or advice", known("police-non-emergency")
    yield _lado(answers, portal)
    yield from _registration(answers, portal)
    yield from _step_by_step(answers, portal)
    who = "Assistants" if answers.type_words.sole else "Staff"
    aim = f"{who}: a concern about a child that is not dealt with here"
    yield "NSPCC Whistleblowing Advice Line", aim, known("nspcc-whistleblowing")
    yield "Childline, for children", "Anything, at any time", known("childline")
    aim = "A nude of a child: the child asks for it to be taken down"
    yield "Report Remove", aim, known("report-remove")
    name = "Professionals Online Safety Helpline (POSH)"
    yield name, "Advice for adults who work with children, on anything online", known("posh")


def _social_care(answers: Answers, portal: Portal) -> Iterator[tuple[str, str, Runs]]:
    worry = "A worry about a child’s safety"
    if not _is_kent(answers):
        yield "Children’s services where the child lives", worry, _where(COUNCIL, portal)
        return
    yield "Kent Front Door", worry, _front_door(portal)
    yield "Medway First Response", "A child who lives in Medway", _where("medway", portal)
    yield "Another council", "A child who lives anywhere else", _where(COUNCIL, portal)


def _adult_care(answers: Answers, portal: Portal) -> Iterator[tuple[str, str, Runs]]:
    """A student of 18 or over is no child to children’s services."""
    if not answers.setting_type or "post-16" not in answers.ages:
        return
    what, number = "A student of 18 or over at risk", portal.phone("adult-social-care")
    if _is_kent(answers) and number:
        yield "Kent adult social care", what, cell(number, bold=True)
    else:
        who = "Adult social care where the student lives"
        yield who, what, cell("The council’s website: look for “adult social care”")


def _front_door(portal: Portal) -> Runs:
    """Both numbers in one cell: who rings needs the one that answers now."""
    office, later = _where("front-door", portal), _where("front-door-out-of-hours", portal)
    if not (office and later):
        return office or later
    return *office, Run(" office hours\n"), *later, Run(" other times")


def _lado(answers: Answers, portal: Portal) -> tuple[str, str, Runs]:
    who = "LADO (local authority designated officer)"
    if _is_kent(answers):
        return who, LADO_FOR, _where("lado", portal)
    return who, LADO_FOR, cell("The council where the adult works: look on its website for “LADO”")


def _registration(answers: Answers, portal: Portal) -> Iterator[tuple[str, str, Runs]]:
    """Who registers childcare hears of a serious allegation within 14 days (Welfare Requirements, 2012)."""
    place = _where(CHILDCARE_INCIDENT, portal)
    if answers.setting_type == "childminder":
        yield "Ofsted, or the childminder agency", SERIOUS, place
    elif answers.setting_type == "nursery":
        yield "Ofsted", SERIOUS, place
    elif answers.setting_type == "out-of-school":
        yield "Ofsted or a childminder agency", f"Only if we are registered. {SERIOUS}", place
    elif not answers.setting_type:
        yield (
            "Ofsted, or the childminder agency",
            "In registered childcare, a serious allegation: within 14 days at most",
            place,
        )


def _step_by_step(answers: Answers, portal: Portal) -> Iterator[tuple[str, str, Runs]]:
    """Where who works alone finds what the charts of other settings show."""
    if answers.type_words.sole and portal.book.outcome("adult", "a5"):
        href = portal.outcome_page("adult", "a5")
        what = "What to do, step by step: a concern about a childminder, an assistant or the household"
        yield "LESAS portal", what, cell(portal.address(href), href)


def _where(slug: str, portal: Portal) -> Runs:
    """The number where one is confirmed, else the site and what to look for there; nothing if unknown."""
    phone, helpline = portal.phone(slug), portal.book.helplines.get(slug)
    if phone:
        return cell(phone, bold=True)
    found = portal.book.resources.get(slug) or helpline
    if found is None or not found.url:
        return ()
    site = paper.address(found.url, "").partition("/")[0].removeprefix("www.")
    return cell(f"{site}: “{found.title}”", found.url)


def _is_kent(answers: Answers) -> bool:
    return answers.all_choices["area"] == "kent"
