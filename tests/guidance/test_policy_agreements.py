"""The acceptable use policy: agreements of one sheet each, and words that are true of each setting."""

import re
import shutil

import pytest

from guidance.blocks import Pictures, SubHeading, Table, plain
from guidance.policies import validation
from guidance.policies.setting_types import SETTING_TYPES
from guidance.readability import SENTENCE_END, WORD, measure
from tests.guidance.policies import policy, template, word
from tests.guidance.word_files import sheets

SLUG = "acceptable-use"
EVERYTHING = {
    **dict.fromkeys(("lent_devices", "monitoring", "wifi", "remote", "easy_read"), "yes"),
    **{"own_devices": "everyone", "official_accounts": "yes", "ai": "approved"},
}
LONG_ANSWERS = {
    "setting_name": "St Bartholomew and All Angels Church of England Academy",
    "leader": "Mrs Alexandra Featherstonehaugh-Robinson",
    "dsl": "Mr Christopher Abernathy-Llewellyn",
    "concern_person": "Sir Bartholomew Fitzgerald-Hughes",
    "choices": EVERYTHING | {"it_lead": "Mr Jagdeep Singh-Bhattacharya (network manager)"},
}
# What adults, children and young people can read: the grade of edition 2026.2, or lower.
GRADES = {
    **{"agreement-pictures": 2.8, "agreement-ks2": 3.7, "agreement-ks3-5": 6.2, "agreement-easy-read": 1.5},
    **{"agreement-parents": 6.1, "agreement-staff": 7.8, "agreement-visitors": 7.8},
    **{"agreement-accounts": 7.8, "agreement-household": 7.8, "terms-wifi": 7.8},
}
TYPES_AND_GOVERNANCES = [
    (setting_type, governance)
    for setting_type, kind in SETTING_TYPES.items()
    for governance in ("", *kind.governances)
]


def made(setting_type="", governance="", **more):
    named = {"setting_name": "Elm", **more}
    return policy(SLUG, setting_type=setting_type, governance=governance, **named)


def text_of(sections) -> str:
    return "\n".join(
        text for one in sections for clause in one.clauses for text in validation.texts(clause.blocks)
    )


def sheet(name, setting_type="all-through", **more):
    choices = more.pop("choices", EVERYTHING)
    sections = made(setting_type, choices=choices, **more).sections
    return next(one for one in sections if one.sheet == name)


def blocks_of(section):
    return [block for clause in section.clauses for block in clause.blocks]


def type_of(name):
    return "childminder" if name == "agreement-household" else "all-through"


def test_every_agreement_is_a_sheet_whose_grade_is_known():
    assert {one.sheet for one in template(SLUG).sections if one.annex} == set(GRADES)


@pytest.mark.parametrize("name", GRADES)
def test_an_agreement_is_as_easy_to_read_as_it_was(name):
    assert measure(text_of([sheet(name, type_of(name))])).grade <= GRADES[name]


@pytest.mark.parametrize("name", GRADES)
def test_an_agreement_has_no_sentence_of_more_than_20_words(name):
    for line in text_of([sheet(name, type_of(name))]).splitlines():
        for sentence in SENTENCE_END.split(line):
            assert len(WORD.findall(sentence)) <= 20, sentence


@pytest.mark.parametrize("name", [name for name in GRADES if name != "terms-wifi"])
def test_an_agreement_has_its_own_sign_off_under_a_heading(name):
    found = blocks_of(sheet(name, type_of(name)))
    tables = [block for block in found if isinstance(block, Table)]
    assert [table.use for table in tables] == ["form"]
    assert tables[0].title.startswith("Sign-off of the ")
    assert isinstance(found[found.index(tables[0]) - 1], SubHeading)


@pytest.mark.parametrize("name", ["agreement-ks2", "agreement-ks3-5", "agreement-easy-read"])
def test_a_learner_signs_what_was_talked_about_and_has_the_number_of_childline(name):
    text = text_of([sheet(name)])
    assert "I have talked about this with an adult, and I will do my best" in text
    assert "Childline 0800 1111" in text


@pytest.mark.parametrize(("name", "rows"), [("agreement-pictures", 2), ("agreement-easy-read", 3)])
def test_a_picture_agreement_has_whole_rows_of_pictures_that_are_all_different(name, rows):
    found = [block for block in blocks_of(sheet(name)) if isinstance(block, Pictures)]
    assert [len(row.items) for row in found] == [3] * rows
    names = {picture.name for row in found for picture in row.items}
    assert len(names) == 3 * rows
    assert names >= {"grown-up-near", "ask-first", "keep-private", "be-kind", "stop", "tell"}


def test_a_young_child_has_one_short_sentence_under_each_picture():
    rows = [
        block for block in blocks_of(sheet("agreement-pictures", "nursery")) if isinstance(block, Pictures)
    ]
    for picture in (picture for row in rows for picture in row.items):
        assert len(SENTENCE_END.split(plain(picture.caption))) == 1
        assert len(WORD.findall(plain(picture.caption))) <= 11


@pytest.mark.office
@pytest.mark.slow  # LibreOffice lays each file out
@pytest.mark.parametrize(
    "kind",
    [
        {"setting_type": "secondary", "phases": ("ks3-4", "post-16"), "governance": "trust-local"},
        {"setting_type": "special", "phases": ("ks1", "ks2", "ks3-4", "post-16")},
        {"setting_type": "college", "governance": "governing-body"},
        {"setting_type": "all-through", "governance": "proprietor"},
        {},
    ],
    ids=str,
)
def test_every_agreement_stays_on_one_page_with_the_longest_answers(kind, tmp_path):
    if not shutil.which("soffice") or not shutil.which("pdftotext"):
        pytest.skip("Laying out files needs LibreOffice and poppler-utils.")
    answers = {**kind, **(LONG_ANSWERS if kind else {})}
    titles = [one.title for one in made(**answers).sections if one.annex]
    found = sheets(word(SLUG, **answers), tmp_path)[-len(titles) :]
    for title, page in zip(titles, found, strict=True):
        assert title.split(":")[0] in re.sub(r"\s+", " ", page)[:400]


def test_no_bold_paragraph_stands_in_for_a_heading_but_the_shared_rule():
    for _, clause in template(SLUG).clauses():
        if clause.key != "concerns-pictures":
            assert not re.search(r"^\*\*.*\*\*$", clause.text, re.MULTILINE), clause.key


@pytest.mark.parametrize(("setting_type", "governance"), TYPES_AND_GOVERNANCES)
def test_the_policy_itself_stays_short(setting_type, governance):
    sections = made(setting_type, governance, choices=EVERYTHING).sections
    assert sum(len(one.clauses) for one in sections if not one.annex) <= 45


@pytest.mark.parametrize(
    ("setting_type", "governance", "people", "hears"),
    [
        ("secondary", "trust", {"governor": "Dr P. Lane (trustee)"}, "the chair of the trust board"),
        (
            "secondary",
            "governing-body",
            {"concern_person": "Dr Ann Lowe"},
            "Dr Ann Lowe (chair of governors)",
        ),
        ("pru", "committee", {}, "the chair of the management committee"),
        ("college", "proprietor", {}, "the proprietor"),
        ("nursery", "committee", {}, "the chair of the committee"),
        ("out-of-school", "owner", {}, "the owner"),
    ],
)
def test_a_concern_about_the_person_in_charge_goes_to_whom_they_answer_to(
    setting_type, governance, people, hears
):
    text = text_of(made(setting_type, governance, leader="Mr T. Lunn", **people).sections)
    for words in (
        f"A concern about Mr T. Lunn goes to {hears}.",
        f"About Mr T. Lunn: I tell {hears}.",
        f"If it is about Mr T. Lunn, I tell {hears}.",
    ):
        assert words in text
    assert ("is related or close to Mr T. Lunn, or is the same person" in text) == (governance == "owner")
    assert ("is also the sole proprietor" in text) == (governance == "proprietor")


def test_a_head_beside_a_proprietor_who_was_named_is_not_asked_about_as_the_proprietor():
    answers = {"governance": "proprietor", "leader": "Mr T. Lunn"}
    assert "sole proprietor" in text_of(made("secondary", **answers).sections)
    assert "sole proprietor" in text_of(made("secondary", **answers, concern_person="Proprietor").sections)
    named = text_of(made("secondary", **answers, concern_person="Miss F. Grant").sections)
    assert "Miss F. Grant (proprietor)" in named
    assert "sole proprietor" not in named


def test_a_student_of_a_college_talks_with_a_member_of_staff_and_not_with_an_adult():
    text = text_of([sheet("agreement-easy-read", "college"), sheet("agreement-ks3-5", "college")])
    assert "I have talked about this with a member of staff" in text
    assert "I tell a member of staff." in text


@pytest.mark.parametrize(
    "answers",
    [
        {"setting_type": "nursery", "governance": "nobody", "leader": "Ms R. Okafor"},
        {"setting_type": "nursery", "leader": "Ms R. Okafor", "governor": "R Okafor", "dsl": "Ms R. Okafor"},
        {"setting_type": "primary", "leader": "Ms R. Okafor", "concern_route": "lado"},
        {"setting_type": "primary", "leader": "Ms R. Okafor", "concern_person": "Ms R. Okafor"},
    ],
)
def test_a_concern_about_somebody_who_answers_to_nobody_goes_straight_to_the_lado(answers):
    text = text_of(made(**answers).sections)
    assert "A concern about Ms R. Okafor goes straight to the LADO" in text
    assert "About Ms R. Okafor: I go straight to the local authority designated officer (LADO)." in text
    assert not re.search("is also the (owner|sole proprietor)", text)
    assert not re.search(
        r"bout Ms R\. Okafor(:| goes to|, I tell) (I tell )?(Ms R|the chair|the owner)", text
    )


@pytest.mark.parametrize("setting_type", SETTING_TYPES)
def test_every_setting_hears_of_the_lado_by_when_and_of_the_line_for_whistleblowers(setting_type):
    text = text_of(made(setting_type).sections)
    assert "Anyone may go straight to the local authority designated officer (LADO)" in text
    assert "within one working day at the latest" in text
    assert "NSPCC Whistleblowing Advice Line" in text


@pytest.mark.parametrize("setting_type", SETTING_TYPES)
def test_only_registered_childcare_tells_ofsted_within_14_days(setting_type):
    text = text_of(made(setting_type).sections)
    assert ("within 14 days at the latest" in text) == (
        setting_type in {"nursery", "childminder", "out-of-school"}
    )


def test_nobody_is_sent_to_the_childminder_with_a_concern_about_the_childminder():
    sections = made("childminder", leader="Ms A. Finch").sections
    text = text_of(sections)
    assert (
        "A concern about Ms A. Finch, an assistant or anyone who lives here goes straight to the LADO" in text
    )
    assert "or our childminder agency if we are with one" in text
    for name in ("agreement-household", "agreement-visitors"):
        words = text_of([one for one in sections if one.sheet == name])
        assert re.search(
            "Ms A. Finch, an assistant or anyone who lives here: I go straight to the local", words
        )


@pytest.mark.parametrize("setting_type", ["nursery", "childminder", "out-of-school"])
def test_a_small_setting_that_answers_nothing_claims_no_product_network_lesson_or_tool(setting_type):
    text = text_of(made(setting_type).sections)
    for words in (
        "monitoring product",
        "network",
        "teach online",
        "AI tools approved",
        "Keeping children safe",
    ):
        assert words not in text
    assert "terms-wifi" not in {one.sheet for one in made(setting_type).sections}


def test_a_college_has_no_words_of_a_school_and_no_form_for_parents():
    sections = made("college", "governing-body").sections
    text = "\n".join([text_of(sections), *(one.title for one in sections)])
    assert not re.search(r"key stage|my child|teacher|pupil|\bschool", text)
    assert "agreement-parents" not in {one.sheet for one in sections}


def test_staff_who_may_use_their_own_device_may_teach_online_with_it():
    text = text_of(made("secondary", choices={"own_devices": "staff", "remote": "yes"}).sections)
    assert "on devices that are ours or approved for work" in text
    assert "never personal" not in text


def test_every_setting_has_its_own_plan_of_checks_as_a_table():
    for setting_type in SETTING_TYPES:
        plans = [
            block
            for one in made(setting_type).sections
            for block in blocks_of(one)
            if isinstance(block, Table) and block.title.startswith("Plan of checks")
        ]
        assert [plan.use for plan in plans] == ["read"], setting_type


@pytest.mark.parametrize("setting_type", SETTING_TYPES)
def test_the_parts_that_every_policy_has_are_there(setting_type):
    text = text_of(made(setting_type, choices={"monitoring": "yes"}).sections)
    for words in (
        "UK GDPR",
        "(DPIA)",
        "equality law",
        "complaints procedure",
        "72 hours",
        "Before a new device",
    ):
        assert words in text


def test_every_clause_says_what_it_rests_on():
    for _, clause in template(SLUG).clauses():
        assert clause.basis, clause.key
        assert clause.source or clause.basis == "good-practice", clause.key
