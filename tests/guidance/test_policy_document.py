"""What a policy holds besides its clauses: approval, people and contacts, sources, annexes."""

from dataclasses import replace
from datetime import date
from itertools import takewhile

import pytest

from guidance.blocks import Paragraph, Run, plain
from guidance.policies.annexes import of_sheet
from guidance.policies.answers import Answers
from guidance.policies.chart_telegrams import IN_FULL
from guidance.policies.document import ClauseBlocks, SectionHeading
from guidance.policies.docx.flow import ContentsItem, TextLine, items
from guidance.policies.docx.one_page import fits_one_page
from guidance.policies.policy_document import of_policy
from guidance.policies.tailor import tailor
from guidance.routes.chart import chart_of
from guidance.routes.pages import Screens
from tests.guidance.policies import (
    SLUGS,
    laid_out,
    policy,
    portal,
    rows,
    shipped_book,
    source,
    template,
    words,
)

INSIDE, OUTSIDE = "People inside our setting", "Services outside"
SOURCES = "Sources of this policy"


def approval(**answers) -> dict[str, str]:
    return dict(rows(laid_out("social-media", **answers), "Approval"))


def inside(**answers) -> dict[str, str]:
    return {role: name for role, name, _ in rows(laid_out("social-media", **answers), INSIDE)}


def outside(**answers) -> dict[str, str]:
    return {who: where for who, _, where in rows(laid_out("social-media", **answers), OUTSIDE)}


def test_the_first_page_has_room_for_whatever_a_board_must_decide():
    block = approval()
    empty = {label for label, value in block.items() if not value}
    assert {"Approved by", "Date and minute", "Version", "Next review, and by whom", "Signed"} <= empty
    assert laid_out("social-media").logo


def test_the_first_page_says_who_approved_which_version_and_when_it_is_looked_at_again():
    block = approval(
        setting_type="primary",
        governance="trust",
        dsl="Ms Priya Nair",
        version="2",
        adopted_on=date(2026, 12, 1),
        review_on=date(2027, 12, 1),
    )
    assert block["Approved by"] == "The trust board"
    assert block["Date and minute"] == "1 December 2026, minute"
    assert (block["Version"], block["Kept up to date by"]) == ("2", "Ms Priya Nair")
    assert block["Next review, and by whom"] == "1 December 2027, by the trust board"


def test_who_runs_a_setting_alone_keeps_no_minutes():
    block = approval(setting_type="childminder", leader="Ann Day", adopted_on=date(2026, 12, 1))
    assert (block["Approved by"], block["Date"]) == ("Ann Day", "1 December 2026")
    assert block["Kept up to date by"] == "Ann Day"


@pytest.mark.parametrize(
    ("setting_type", "keys"),
    [
        ("nursery", ["eyfs-framework"]),
        ("nursery-school", ["kcsie", "eyfs-framework"]),
        ("childminder", ["eyfs-framework"]),
        ("out-of-school", ["out-of-school-settings"]),
        ("primary", ["kcsie", "eyfs-framework"]),
        ("secondary", ["kcsie"]),
        ("college", ["kcsie"]),
        ("", ["kcsie", "eyfs-framework"]),
    ],
)
def test_a_policy_says_which_edition_of_what_binds_the_setting_it_follows(setting_type, keys):
    named = "\n".join(f"Title of {key}, edition of September 2026" for key in keys)
    assert approval(setting_type=setting_type)["Follows"] == named


def test_a_loose_page_says_what_it_is_of_and_whether_it_was_approved():
    elm = {"setting_name": "Elm", "setting_type": "primary"}
    draft = laid_out("social-media", **elm)
    assert (draft.header_left, draft.header_right) == (
        "Social media policy, Elm",
        "Draft of 26 November 2026",
    )
    approved = laid_out("social-media", **elm, adopted_on=date(2026, 11, 26), version="2")
    assert approved.header_right == "Approved 26 November 2026, version 2"
    assert laid_out("social-media").header_right.startswith("Template, edition")


def test_nothing_is_called_approved_before_its_day():
    day = date(2026, 12, 1)
    elm = {"setting_name": "Elm", "adopted_on": day}
    made = laid_out("social-media", setting_type="nursery", governance="committee", **elm)
    assert made.header_right == "For approval on 1 December 2026"
    alone = laid_out("social-media", setting_type="childminder", **elm)
    assert alone.header_right == "In use from 1 December 2026"


def test_a_version_left_empty_is_the_first():
    assert approval(setting_name="Elm")["Version"] == "1"
    assert approval(setting_name="Elm", version="3")["Version"] == "3"
    assert approval()["Version"] == ""


@pytest.mark.parametrize(
    ("setting_type", "governance", "label"),
    [
        ("nursery", "committee", "Signed for the committee"),
        ("nursery", "owner", "Signed for the owner"),
        ("nursery", "nobody", "Signed"),
        ("primary", "governing-body", "Signed for the governing body"),
        ("primary", "trust", "Signed for the trust board"),
        ("primary", "proprietor", "Signed for the proprietor"),
        ("childminder", "", "Signed"),
        ("", "", "Signed"),
    ],
)
def test_a_policy_is_signed_for_those_who_govern(setting_type, governance, label):
    block = approval(setting_type=setting_type, governance=governance)
    assert [row for row in block if row.startswith("Signed")] == [label]


def test_people_and_contacts_have_a_page_of_their_own():
    headings = [part for part in laid_out("social-media").parts if isinstance(part, SectionHeading)]
    assert headings[0].text == "Key people and contacts"
    assert [heading.new_page for heading in headings[:3]] == [True, True, False]


def test_a_person_in_two_roles_has_one_row():
    people = inside(setting_type="nursery", governance="owner", leader="Ms R. Okafor", dsl="R. Okafor")
    assert people["Manager · Designated safeguarding lead (DSL)"] == "Ms R. Okafor"
    assert "Manager" not in people


def test_whoever_was_not_named_has_an_empty_row():
    people = inside(setting_type="primary", leader="Headteacher", dsl="N/A", deputies="-")
    roles = ("Headteacher", "Designated safeguarding lead (DSL)", "Deputy DSL")
    for role in (*roles, "Whom to ring when we are closed"):
        assert people[role] == ""


@pytest.mark.parametrize(
    ("answers", "hears"),
    [
        ({"setting_type": "primary", "governance": "governing-body"}, "The chair of governors"),
        ({"setting_type": "secondary", "governance": "trust"}, "The chair of the trust board"),
        ({"setting_type": "nursery", "governance": "nobody"}, "Straight to the LADO"),
        ({"setting_type": "nursery", "governance": "owner", "concern_route": "lado"}, "Straight to the LADO"),
    ],
)
def test_a_concern_about_the_leader_has_a_row_of_its_own(answers, hears):
    people = inside(leader="Mr T. Lunn", governor="Dr P. Lane", **answers)
    assert [name for role, name in people.items() if role.startswith("Concern about")] == [hears]


def test_where_the_trust_hears_a_concern_there_is_room_for_a_name():
    trust = {"setting_type": "secondary", "governance": "trust-local", "concern_route": "trust"}
    assert inside(**trust)["Concern about the headteacher"].startswith("The trust. Name or role there: __")
    named = inside(**trust, concern_person="Mr A. Hart")
    assert named["Concern about the headteacher"] == "Mr A. Hart (trust)"


def test_a_typed_role_names_the_rows_of_whoever_is_in_charge():
    people = inside(setting_type="secondary", governance="trust", leader="Principal")
    assert people["Principal"] == ""
    assert "Concern about the principal" in people
    assert not any("eadteacher" in role for role in people)
    assert "Headteacher" in inside(setting_type="secondary", governance="trust", leader="Mrs A. Low")


def test_an_owner_who_hears_concerns_is_named_as_the_owner_too():
    owned = {"setting_type": "out-of-school", "governance": "owner", "leader": "Mr D. Price"}
    assert inside(**owned, concern_person="Ms L. Webb")["Owner"] == "Ms L. Webb"
    assert inside(**owned, concern_person="Ms L. Webb", governor="Mr O. Fox")["Owner"] == "Mr O. Fox"


@pytest.mark.parametrize(
    ("answers", "who"),
    [
        ({"setting_type": "college"}, "Kent adult social care"),
        ({"setting_type": "secondary", "phases": ("ks3-4",)}, ""),
        (
            {"setting_type": "college", "choices": {"area": "elsewhere"}},
            "Adult social care where the student lives",
        ),
    ],
)
def test_a_student_of_18_or_over_has_services_too(answers, who):
    table = rows(laid_out("social-media", **answers), OUTSIDE)
    assert [row[0] for row in table if row[1] == "A student of 18 or over at risk"] == [who] * bool(who)


@pytest.mark.parametrize(
    ("setting_type", "slug", "is_named"),
    [
        ("secondary", "mobile-and-smart-technology", True),
        ("secondary", "social-media", False),
        ("college", "mobile-and-smart-technology", False),
        ("nursery", "mobile-and-smart-technology", False),
    ],
)
def test_a_school_follows_the_guidance_on_phones_in_its_policy_on_phones(setting_type, slug, is_named):
    block = dict(rows(laid_out(slug, setting_type=setting_type), "Approval"))
    assert ("Title of mobile-phones" in block["Follows"]) == is_named


def test_a_concern_about_a_childminder_goes_to_the_lado():
    people = inside(setting_type="childminder", leader="Ann Day")
    assert people["Concern about Ann Day, an assistant or the household"] == "Straight to the LADO"
    assert people["Childminder · Designated safeguarding lead (DSL)"] == "Ann Day"


@pytest.mark.parametrize(
    "answers",
    [
        {"setting_type": "all-through", "governance": "trust-local"},
        {"setting_type": "special", "governance": "trust"},
        {"setting_type": "childminder"},
    ],
)
def test_contacts_with_long_names_stay_on_one_page(answers):
    made = policy(
        "social-media",
        setting_name="Elm",
        leader="Mrs Rosalind Okafor-Featherstonehaugh",
        dsl="Mr Tobias Beckinsale",
        deputies="Ms L. Dayworth, Mr O. Foxglove",
        governor="Dr Penelope Lane",
        concern_person="Mr Hale Harrington",
        choices={"data_lead": "Mrs Olivia Greystone", "it_lead": "Brightwater IT Services Ltd"},
        **answers,
    )
    assert fits_one_page(of_sheet("contacts", made, portal(made, "social-media")))


def test_schools_name_who_leads_on_health_education_too():
    assert "Relationships, sex and health education" in inside(setting_type="primary")
    assert "Relationships, sex and health education" not in inside(setting_type="college")


def test_who_works_alone_writes_down_who_stays_with_the_children():
    assert "Who minds the children during a call" in inside(setting_type="childminder")
    assert "Who minds the children during a call" not in inside(setting_type="nursery")


def test_a_number_that_changes_on_the_portal_changes_in_the_next_file():
    made = policy("social-media", setting_type="primary")
    known = portal(made, "social-media")
    helplines = {**known.book.helplines, "posh": replace(known.book.helplines["posh"], phone="01234 567890")}
    del helplines["childline"]
    changed = replace(known, book=replace(known.book, helplines=helplines))
    table = {who: where for who, _, where in rows(of_policy(made, changed), OUTSIDE)}
    assert table["Professionals Online Safety Helpline (POSH)"] == "01234 567890"
    assert table["Childline, for children"].startswith("childline.org.uk: “")


def test_in_kent_both_numbers_of_the_front_door_stand_on_the_page_and_at_every_foot():
    book = shipped_book()
    numbers = [book.helplines[slug].phone for slug in ("front-door", "front-door-out-of-hours")]
    contacts = outside(setting_type="primary")
    said = f"{numbers[0]} office hours\n{numbers[1]} other times"
    assert contacts["Kent Front Door"] == said
    foot = laid_out("social-media", setting_type="primary").footer
    assert all(number in foot for number in ("999", *numbers))


@pytest.mark.parametrize("slug", SLUGS)
def test_elsewhere_nothing_that_is_kents_is_named(slug):
    document = laid_out(
        slug,
        charts=("adult", "nudes"),
        log=True,
        setting_name="Elm",
        setting_type="primary",
        choices={"area": "elsewhere"},
    )
    said = [*words(document), document.footer]
    # The portal's sources may be Kent's: a test of their own guards clauses.
    named = [text for text in said if "Front Door" in text or "Kent" in text]
    assert named == []


def test_a_number_nobody_confirmed_is_not_printed_but_where_to_find_it_is():
    contacts = outside(setting_type="primary")
    assert contacts["LADO (local authority designated officer)"].startswith("kscmp.org.uk: “")
    assert contacts["NSPCC Whistleblowing Advice Line"].startswith("nspcc.org.uk: “")


@pytest.mark.parametrize(
    ("setting_type", "is_told"),
    [("nursery", True), ("childminder", True), ("out-of-school", True), ("secondary", False), ("", True)],
)
def test_registered_childcare_finds_where_a_serious_allegation_is_told(setting_type, is_told):
    table = rows(laid_out("social-media", setting_type=setting_type), OUTSIDE)
    told = [what for who, what, _ in table if "Ofsted" in who]
    assert bool(told) == is_told
    assert all("within 14 days" in what for what in told)


def test_each_source_prints_its_own_address_and_what_it_is_itself():
    changed = template("social-media")
    first = changed.sections[0]
    clauses = (replace(first.clauses[0], source="posh", basis="good-practice"), *first.clauses[1:])
    changed = replace(changed, sections=(replace(first, clauses=clauses),))
    made = tailor(changed, Answers())
    document = of_policy(made, replace(portal(made, "social-media"), sources={"posh": source("posh")}))
    assert rows(document, SOURCES) == [
        [
            "Title of posh, edition of September 2026\nwww.example.org/posh",
            "A publisher",
            "Statutory guidance",
        ]
    ]


def test_what_a_setting_wrote_itself_is_named_at_the_end():
    made = laid_out("social-media", setting_type="primary", custom_text={"aims-purpose": "Ours."})
    assert "In our own words: 1.1." in words(made)


def test_annexes_stand_after_the_sources_each_with_a_letter_and_a_page():
    document = laid_out("social-media", charts=("adult",), log=True)
    headings = [part for part in document.parts if isinstance(part, SectionHeading)]
    titles = [heading.text for heading in headings]
    annexes = [heading for heading in headings if heading.annex]
    assert [heading.annex for heading in annexes] == list("AB")
    assert all(heading.new_page and not heading.numbered for heading in annexes)
    assert titles.index("Sources") < titles.index(annexes[0].text)


def test_what_a_policy_is_made_from_stands_on_its_first_page_below_the_contents():
    made = policy("social-media", setting_name="Elm", setting_type="primary")
    flow = items(of_policy(made, portal(made, "social-media")))
    place = next(at for at, one in enumerate(flow) if isinstance(one, ContentsItem))
    first_page = list(takewhile(lambda one: not one.new_page, flow[place + 1 :]))
    said = [plain(one.runs) for one in first_page]
    assert {one.style for one in first_page} == {"Note"}
    assert said[0] == "About this document"
    assert any(text.startswith(f"Code: {made.code}. ") for text in said)
    assert said[-1].endswith("press F9.")


def test_only_the_plain_template_says_that_it_has_clauses_for_every_type_of_setting():
    said = "This plain template has clauses for every type of setting"
    elm = {"setting_name": "Elm", "setting_type": "primary"}
    for answers, is_told in (({}, True), (elm, False)):
        told = any(text.startswith(said) for text in words(laid_out("social-media", **answers)))
        assert told == is_told


def test_whoever_has_it_approved_reads_how_to_say_so_at_the_head_of_every_page():
    elm = {"setting_name": "Elm", "setting_type": "primary"}
    said = "Once it is approved, change “For approval on” to “Approved” at the top of page 2"
    later, today = (laid_out("social-media", **elm, adopted_on=date(2026, 11, day)) for day in (27, 26))
    assert any(text.startswith(said) for text in words(later))
    assert not any(text.startswith(said) for text in words(today))


def test_a_sentence_that_ends_in_a_colon_stays_with_what_it_announces():
    blocks = tuple(Paragraph((Run(text),)) for text in ("We keep to this rule:", "No phones.", "Ever."))
    made = replace(laid_out("social-media"), parts=(ClauseBlocks(blocks),), opening=(), about=())
    lines = [one for one in items(made) if isinstance(one, TextLine)][-3:]
    assert [line.keep_next for line in lines] == [True, False, False]


@pytest.mark.parametrize("slug", ["adult", "nudes", "bullying", "contact"])
def test_the_chart_of_a_route_says_every_question_and_every_way_of_it(slug):
    screens = Screens(shipped_book(), slug)
    document = laid_out("online-safety-in-child-protection", charts=(slug,))
    table = rows(document, f"What to do: {screens.route.title}")
    for box in chart_of(screens).boxes:
        assert any(row[0].startswith(f"{box.number}  {box.title}") for row in table)
        for way in box.ways:
            goal = f"Go to {way.go_to}" if way.go_to else way.title
            goal = IN_FULL.get(goal, goal)
            if way.elsewhere:
                goal = f"More: portal.example.org/what-has-happened/{way.elsewhere.slug}/chart"
            assert any(goal in cell for row in table for cell in row[1:]), way
    assert all(cell for row in table for cell in row)


def test_two_deputies_are_called_deputies():
    assert "Deputy DSL" in inside(setting_type="primary", deputies="Mr T. Beck")
    assert "Deputy DSLs" in inside(setting_type="primary", deputies="Mr T. Beck and Ms L. Day")


def test_the_people_of_the_setting_stand_below_a_chart():
    document = laid_out("social-media", charts=("adult",), setting_type="primary", dsl="Ms Priya Nair")
    line = next(text for text in words(document) if text.startswith("Our people: "))
    assert "DSL: Ms Priya Nair" in line
    assert "Deputy DSL" not in line


def test_a_route_that_is_not_public_has_no_chart():
    headings = [
        part.annex for part in laid_out("social-media", charts=("gone",)).parts if hasattr(part, "annex")
    ]
    assert not any(headings)
