"""Which school a sender means, however they spell its name, and what is found for a part of a name."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from enquiries.establishment_names import key
from enquiries.models import Enquiry, Establishment
from enquiries.services import gias, suggestions
from enquiries.services.suggestions import Directory
from enquiries.triage import Route, classify, load_reader

HERE = Path(__file__).parent / "screen"
SCHOOLS = (HERE / "kent_schools.txt").read_text(encoding="utf-8").splitlines()
TOWNS = (HERE / "kent_places.txt").read_text(encoding="utf-8").splitlines()
# As in GIAS: every school with a town and a postcode.
REGISTER = tuple(
    (100_000 + number, name, TOWNS[number % len(TOWNS)], f"CT{number % 21 + 1} {number % 10}AB")
    for number, name in enumerate(SCHOOLS)
)
DIRECTORY = Directory(REGISTER)
SPELLINGS = [
    (r"['\u2019]", ["'", "\u2019", "\u2018", "`", "\u00b4", ""]),
    (r"\bSaint\b|\bSt\b\.?", ["St", "St.", "Saint", "SAINT", "st"]),
    (
        r"\bChurch of England\b|\bCofE\b|\bCE\b",
        ["CE", "C.E.", "C of E", "CofE", "c. of e.", "Church of England"],
    ),
    (r"(?:\bRoman )?\bCatholic\b", ["RC", "R.C.", "Roman Catholic", "Catholic"]),
    (r"\bVoluntary Aided\b", ["VA", "V.A.", "(VA)", "voluntary aided"]),
    (r"\bVoluntary Controlled\b", ["VC", "V.C.", "Voluntary Controlled"]),
    (r" and ", [" and ", " & ", " AND ", " + "]),
    (r"\bSchool\b", ["School", "Sch", "Sch.", "school"]),
    (r"\bPrimary\b", ["Primary", "Pri", "Pri.", "Prim"]),
    (r"\bInfants?\b", ["Infant", "Infants", "Inf.", "Infants'"]),
    (r"\bJunior\b", ["Junior", "Jun.", "Jnr", "Juniors"]),
    (r"\bAcademy\b", ["Academy", "Acad.", "academy"]),
    (r"\bCollege\b", ["College", "Coll.", "COLLEGE"]),
    (r"\bThe ", ["The ", "the ", ""]),
    (r" ", [" ", "  "]),
]


@st.composite
def spellings(draw):
    """A school of the list, and its name as somebody may type it."""
    urn, name, town, postcode = draw(st.sampled_from(REGISTER))
    for pattern, ways in SPELLINGS:
        way = draw(st.sampled_from(ways))
        name = re.sub(pattern, lambda _, way=way: way, name)
    name = draw(st.sampled_from([name, name.upper(), name.lower()]))
    close = postcode.replace(" ", "")
    where = draw(
        st.sampled_from(["", f", {town}", f" {postcode}", f", {close.lower()}", f", {town}, {postcode}"])
    )
    return urn, name + where


@given(spellings())
def test_every_usual_spelling_of_a_name_is_that_school(spelling):
    urn, typed = spelling
    assert DIRECTORY.match(typed) == urn


def test_no_two_schools_of_kent_have_one_name_however_it_is_spelt():
    assert len({key(name) for name in SCHOOLS}) == len(set(SCHOOLS))


@given(st.text(max_size=200))
def test_any_text_at_all_is_looked_up(typed):
    DIRECTORY.match(typed)
    found = DIRECTORY.find(typed)
    assert len(found.suggestions) <= 20


def test_every_suggestion_is_found_by_what_it_says_and_links_to_its_school():
    for suggestion in DIRECTORY.suggestions:
        assert DIRECTORY.match(suggestion.label) == suggestion.urn
        assert DIRECTORY.find(suggestion.label).suggestions[0] == suggestion


@pytest.fixture
def register(db):
    """Makes establishments of (URN, name, town, postcode)."""

    def made(*rows, **others):
        for urn, name, town, postcode in rows:
            place = {"town": town, "postcode": postcode, "local_authority": "Kent"}
            Establishment.objects.create(urn=urn, name=name, **place, **others)

    return made


@pytest.mark.parametrize(
    ("typed", "urn"),
    [
        ("St Augustine's CE Primary", 1),
        ("ST. AUGUSTINE’S C OF E PRI. SCH.", 1),
        ("saint augustines church of england primary school", 1),
        ("Oak School", None),
        ("Oak School, CT1 1AA", 2),
        ("oak sch ct11aa", 2),
        ("Oak School, Dover", 3),
        ("Oak School, Dover, CT16 2BB", 3),
        ("Oak School, CT9 9ZZ", None),
        ("St Augustine's CE Primary, CT9 9ZZ", None),
        ("Oak", None),
        ("Elm School", None),
        ("Somewhere else", None),
    ],
)
def test_an_enquiry_is_linked_to_the_school_that_was_typed_and_never_to_a_guess(register, sender, typed, urn):
    register(
        (1, "St Augustine’s Church of England Primary School", "Ashford", "TN23 1AA"),
        (2, "Oak School", "Canterbury", "CT1 1AA"),
        (3, "Oak School", "Dover", "CT16 2BB"),
    )
    register((4, "Elm School", "Dover", "CT16 2BC"), is_closed=True)
    sender.send(setting_name=typed)
    assert (Enquiry.objects.get().establishment_id, Enquiry.objects.get().setting_name) == (urn, typed)


def labels(found) -> list[str]:
    return [suggestion.label for suggestion in found.suggestions]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("augus", "St Augustine’s Church of England Primary School, Ashford, TN23 1AA"),
        ("st augustines ce", "St Augustine’s Church of England Primary School, Ashford, TN23 1AA"),
        ("tn23", "St Augustine’s Church of England Primary School, Ashford, TN23 1AA"),
        ("TN231AA", "St Augustine’s Church of England Primary School, Ashford, TN23 1AA"),
        ("oak dover", "Oak School, Dover, CT16 2BB"),
        ("Oak Primary", "Oak School, Canterbury, CT1 1AA"),
        ("Dover", "Dover Grange, Ramsgate, CT11 1AA"),
        ("ecole", "École, The, Deal, CT14 7AA"),
    ],
)
def test_a_part_of_a_name_town_or_postcode_finds_the_school(register, typed, first):
    register(
        (1, "St Augustine’s Church of England Primary School", "Ashford", "TN23 1AA"),
        (2, "Oak School", "Canterbury", "CT1 1AA"),
        (3, "Oak School", "Dover", "CT16 2BB"),
        (4, "Dover Grange", "Ramsgate", "CT11 1AA"),
        (5, "École, The", "Deal", "CT14 7AA"),
    )
    assert labels(suggestions.find(typed))[0] == first


def test_a_name_of_a_closed_school_is_not_found_and_too_little_is_said_to_be(register):
    register((4, "Elm School", "Dover", "CT16 2BC"), is_closed=True)
    assert suggestions.find("Elm").count == 0
    assert suggestions.find(" e ’ ").is_too_short


def test_a_new_list_is_searched_at_once(register):
    assert suggestions.find("Elm").count == 0
    register((4, "Elm School", "Dover", "CT16 2BC"))
    assert suggestions.find("Elm").count == 1


def test_no_suggestion_is_read_as_a_report(db):
    Establishment.objects.bulk_create(
        Establishment(urn=urn, name=name, town=town, postcode=postcode, local_authority="Kent")
        for urn, name, town, postcode in REGISTER
    )
    known = gias.known_names()
    stopped = [
        row.label
        for row in DIRECTORY.suggestions
        if classify({"setting_name": known.taken_out_of(row.label)}, load_reader()).route != Route.STRATEGIC
    ]
    assert stopped == []
