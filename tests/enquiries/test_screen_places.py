"""Names of schools and places, postcodes, numbers and short answers are labels: none of them is a report."""

import json
from itertools import cycle
from pathlib import Path

import pytest
from django.core.cache import cache

from enquiries.models import Establishment
from enquiries.services import screen
from enquiries.triage import KnownNames, Route, classify, load_reader
from enquiries.triage.tokeniser import tokenise

HERE = Path(__file__).parent / "screen"
# Names of schools of Kent and Medway as the Department for Education's register had them, and places there.
SCHOOLS = (HERE / "kent_schools.txt").read_text(encoding="utf-8").splitlines()
PLACES = (HERE / "kent_places.txt").read_text(encoding="utf-8").splitlines()
DISTRICTS = [
    *(f"ME{number}" for number in range(1, 21)),
    *(f"CT{number}" for number in range(1, 22)),
    *(
        f"TN{number}"
        for number in (1, 2, 3, 4, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 23, 24, 25, 26, 27, 30)
    ),
    *(f"DA{number}" for number in range(1, 14)),
    "BR8",
]


def stopped(texts):
    return [text for text in texts if classify(text, load_reader()).route != Route.STRATEGIC]


# Of five ways to name each of 700 schools every fourth here, so that each way is there; all in the proofs.
@pytest.mark.parametrize("step", [4, pytest.param(1, marks=pytest.mark.proof)], ids=["some", "all"])
def test_no_name_of_a_school_is_a_report_with_or_without_its_postcode(step):
    named = [
        {field: text}
        for name, district in zip(SCHOOLS, cycle(DISTRICTS), strict=False)
        for field, text in (
            ("setting_name", name),
            ("setting_name", name.lower()),
            ("setting_name", f"{name}, {district} 4AB"),
            ("setting_name", f"{name} {district}"),
            ("role", f"Headteacher, {name}"),
        )
    ]
    assert stopped(named[::step]) == []


@pytest.mark.parametrize("district", DISTRICTS)
def test_no_postcode_district_is_a_person(district):
    schools = [{"setting_name": f"Test Primary School, {code}"} for code in (district, f"{district} 4XX")]
    assert stopped([*schools, {"setting_name": f"Childminder, {district} 4XX"}]) == []


def test_no_place_is_a_report():
    texts = [
        text
        for place in PLACES
        for text in (
            {"setting_name": place},
            {"setting_name": f"{place} Nursery, {place}"},
            {"subject": f"Training in {place}"},
            {"message": f"Do you run training for childminders in {place}?"},
        )
    ]
    assert stopped(texts) == []


def test_short_answers_that_were_never_taught_are_labels_and_reports_in_their_place_are_not():
    rows = [json.loads(line) for line in (HERE / "fields_unseen.jsonl").read_text("utf-8").splitlines()]
    answers = [{row["field"]: row["value"]} for row in rows if row["label"] == "strategic"]
    reports = [{row["field"]: row["value"]} for row in rows if row["label"] != "strategic"]
    assert stopped(answers) == []
    assert len(stopped(reports)) >= 0.75 * len(reports)


@pytest.mark.parametrize(
    "texts",
    [
        {"setting_name": "Deal Parochial Church of England Primary School"},
        {"setting_name": "Deal Nursery, Golf Road, Deal"},
        {"phone": "please ring the office, I teach Year 6 until 3pm"},
        {"phone": "07700 900000 or my wife 07700 900001"},
        {"preferred_dates": "when she is back from maternity leave"},
        {"name": "Mrs Hurt"},
        {"attendees": "40, all staff of Room ME2"},
    ],
)
def test_an_answer_that_holds_a_telling_word_is_a_label(texts):
    assert classify(texts).route == Route.STRATEGIC


@pytest.mark.parametrize(
    "texts",
    [
        {"message": "One of our pupils is dealing drugs for an older boy."},
        {"phone": "she told me her dad hits her"},
        {"message": "A boy at Deal Nursery, CT14 7AA told me that his uncle hits him every night."},
    ],
)
def test_a_report_beside_a_name_is_a_report(texts):
    assert classify(texts).route == Route.FRONT_DOOR


@pytest.mark.parametrize(
    ("typed", "tokens"),
    [
        ("ME10 4XX", ["postcodetoken"]),
        ("at me10 4xx now", ["at", "postcodetoken", "now"]),
        ("send me 10 pens", ["send", "me", "smallnumber", "pens"]),
        ("01622 123456 or +44 7700 900000", ["phonetoken", "or", "phonetoken"]),
        ("12 Gore Court Road, Maidstone", ["addresstoken", "maidstone"]),
        ("Mrs Hurt was hurt", ["mrs", "surnametoken", "was", "hurt"]),
        ("room HE10", ["room", "codetoken"]),
        ("ref ME-2041 and HE204", ["ref", "codetoken", "and", "codetoken"]),
        ("SHE15 IS SCARED", ["she", "smallnumber", "is", "scared"]),
        ("Battle Road and a battle", ["placetoken", "road", "and", "a", "battle"]),
        ("Deal with it", ["deal", "with", "it"]),
    ],
)
def test_what_names_a_place_or_a_person_is_one_token(typed, tokens):
    assert tokenise(typed) == tokens


def test_a_name_of_the_register_is_taken_out_of_a_text_however_it_is_spelt():
    names = KnownNames(["St Mary's Infant School", "Deal School", "Astor", "Deal School for Girls"])
    assert names.taken_out_of("At St. Mary\u2019s infant school, we") == "At  placetoken , we"
    assert names.taken_out_of("Deal School for Girls") == " placetoken "
    assert names.taken_out_of("Astor, and a deal") == "Astor, and a deal"


@pytest.mark.django_db
def test_a_school_of_the_register_is_no_report_even_as_the_subject():
    name = "Hurt and Threat Boys' Infant School"
    assert screen.screen({"subject": name}).route != Route.STRATEGIC
    Establishment.objects.create(urn=100001, name=name, local_authority="Kent")
    cache.clear()
    assert screen.screen({"subject": name}).route == Route.STRATEGIC
