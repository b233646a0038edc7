"""The paper that goes to governors with a policy: one page, from what is asked to the signature."""

import re
from dataclasses import replace
from datetime import date

import pytest

from guidance.blocks import Bullets, plain
from guidance.models import PolicyTemplate
from guidance.policies.answers import Answers
from guidance.policies.board_matters import BOARD_DOES
from guidance.policies.change import Change, ChangeType, DiffSegment
from guidance.policies.docx.one_page import fits_one_page
from guidance.policies.folder_paper import of_folder_paper
from guidance.policies.governor_paper import of_governor_paper, paper_name
from guidance.policies.known_setting import Applies
from guidance.policies.paper_reasons import why_now
from guidance.policies.schema import GovernorQuestion
from guidance.policies.tailor import tailor
from guidance.services.policy_files import portal_of
from tests.guidance.policies import SLUGS, opened, portal, rows, template, words

QUESTIONS = tuple(GovernorQuestion(f"Question {number}?", f"Answer {number}") for number in (1, 2, 3))


def paper(changes=(), **answers):
    text = replace(
        template("social-media"),
        purpose="It is for this.",
        why_now="It is time.",
        governor_questions=QUESTIONS,
    )
    made = tailor(text, Answers(**answers))
    return of_governor_paper(text, made, made.answers, changes, portal=portal(made, "social-media"))


def change(number: int, **values) -> Change:
    given = {"change_type": ChangeType.CHANGED, "notes": ("It is clearer.",), **values}
    old, new = (DiffSegment(f"{word} words.", is_changed=True) for word in ("Old", "New"))
    return Change(
        key=f"clause-{number}",
        section="Aims",
        label=f"Clause {number}",
        number="",
        before=() if given["change_type"] == ChangeType.NEW else (old,),
        after=() if given["change_type"] == ChangeType.GONE else (new,),
        what_to_do=(),
        has_custom_text=False,
        **given,
    )


def test_a_document_has_an_edition_and_a_helpline_has_none(portal):
    row = PolicyTemplate.objects.get(slug="acceptable-use")
    text = template("acceptable-use")
    section, *others = text.sections
    resting = replace(section.clauses[0], source="nspcc-whistleblowing")
    sections = (replace(section, clauses=(resting, *section.clauses[1:])), *others)
    made = tailor(replace(text, sections=sections), Answers())
    sources = portal_of(row, made).sources
    assert ", edition of " in sources["kcsie"].name
    helplines = [
        source.name for key, source in sources.items() if key in ("childline", "nspcc-whistleblowing")
    ]
    assert not [name for name in helplines if "edition of" in name]


@pytest.mark.parametrize("slug", SLUGS)
def test_every_template_has_a_paper_beside_it(client, portal, slug):
    response = client.get(f"/policies/{slug}/governor-paper.docx")
    assert response["Content-Disposition"] == f'attachment; filename="{slug}-governor-paper.docx"'
    assert opened(response.content).paragraphs
    assert not response.cookies


def test_the_plain_paper_leaves_room_for_meeting_and_name():
    assert rows(paper(), "What is asked")[:2] == [["Meeting", ""], ["From", ""]]


def test_the_paper_says_what_is_asked_by_whom_and_when():
    made = paper(
        setting_name="Elm",
        setting_type="primary",
        governance="governing-body",
        dsl="Ms Priya Nair",
        version="2",
        adopted_on=date(2026, 12, 1),
        review_on=date(2027, 12, 1),
    )
    asked = dict(rows(made, "What is asked"))
    assert asked["Meeting"] == "1 December 2026"
    assert asked["From"] == "Ms Priya Nair"
    assert (
        asked["We ask you to"] == "Approve version 2 of this policy, and set the review for 1 December 2027"
    )
    assert made.subtitle == "Elm · Paper for the governing body: for decision"
    assert made.footer == "For decision. No child or case is named in this paper."


def test_the_paper_says_what_it_is_for_why_now_and_what_to_ask():
    said = words(paper())
    assert "It is for this." in said
    assert "It is time." in said
    assert rows(paper(), "Questions to ask") == [[one.ask, one.good_answer] for one in QUESTIONS]


def test_the_paper_rests_on_the_most_binding_documents_first():
    asked = dict(rows(paper(setting_type="primary"), "What is asked"))
    titles = asked["It rests on"].split("; ")
    assert titles[0] == "Title of kcsie"
    assert len(titles) == 3


def test_the_law_stands_first_among_what_a_policy_rests_on():
    text = template("mobile-and-smart-technology")
    made = tailor(text, Answers(setting_type="primary"))
    known = portal(made, "mobile-and-smart-technology")
    act = replace(known.sources["cwsa-2026-s36"], standing="Law")
    known = replace(known, sources={**known.sources, "cwsa-2026-s36": act})
    document = of_governor_paper(text, made, made.answers, portal=known)
    assert dict(rows(document, "What is asked"))["It rests on"].startswith("Title of cwsa-2026-s36")


CHOSEN = {"setting_type": "primary", "governance": "governing-body", "concern_person": "Dr Ann Lowe"}


def real_paper(slug, **answers):
    made = tailor(template(slug), Answers(**{**CHOSEN, **answers}))
    return dict(
        rows(of_governor_paper(made.template, made, made.answers, portal=portal(made, slug)), "What is asked")
    )


def test_the_paper_says_what_was_chosen_in_words():
    chosen = real_paper("mobile-and-smart-technology", choices={"phones": "locked-away"})["What we chose"]
    assert chosen.startswith("A concern about the headteacher goes to Dr Ann Lowe (chair of governors).")
    assert "Pupils’ phones are locked away." in chosen
    no = real_paper("mobile-and-smart-technology", choices={"monitoring": "no"})["What we chose"]
    assert "We do not use a monitoring product." in no


def test_a_choice_whose_clause_the_setting_wrote_anew_or_left_out_is_not_claimed():
    slug = "mobile-and-smart-technology"
    keys = [
        clause.key for _, clause in template(slug).clauses() if "phones:handed-in" in clause.condition.answers
    ]
    assert "Pupils hand their phones in" in real_paper(slug)["What we chose"]
    own = dict.fromkeys(keys, "Something else.")
    assert "Pupils hand their phones in" not in real_paper(slug, custom_text=own)["What we chose"]


SAID_IN = {
    ("acceptable-use", "review-check"): "each term, and reports to {governance}",
    ("acceptable-use", "review-check-governor"): "sees at least one of the checks below each year",
    ("mobile-and-smart-technology", "learners-kept-away-schools"): "{governance} looks at this each term",
    (
        "mobile-and-smart-technology",
        "review-report",
    ): "each term, without the names of {learners}. {Governor} asks",
    ("mobile-and-smart-technology", "review-report-board"): "each term, without the names",
    ("social-media", "review-report"): "each term, without the names of {learners}. {Governor} asks",
    ("social-media", "review-report-board"): "each term, without the names",
    ("image-use", "roles-approve"): "Once a year {data_lead} checks a sample",
    (
        "online-safety-in-child-protection",
        "roles-governance",
    ): "training on safeguarding and online safety for",
    ("online-safety-in-child-protection", "roles-governance-settings"): "online safety for {board_members}",
    ("online-safety-in-child-protection", "roles-governor"): "meets {dsl} at least once a term",
    ("online-safety-in-child-protection", "roles-governor-board"): "meets {dsl} at least once a term",
    ("online-safety-in-child-protection", "review-check"): "reports to {governance} at least once a year",
}


def test_whatever_a_paper_asks_of_a_board_is_asked_by_the_clause_of_the_shipped_template():
    acts = {(slug, key) for slug in SLUGS for key in BOARD_DOES[template(slug).code]}
    assert acts == SAID_IN.keys()
    for (slug, key), said in SAID_IN.items():
        texts = {clause.key: clause.text for _, clause in template(slug).clauses()}
        assert said in texts[key], (slug, key)


@pytest.mark.parametrize(
    ("slug", "asked"),
    [
        ("acceptable-use", r"Hear a report each term \(N\); see one check each year \(N\)"),
        ("mobile-and-smart-technology", r"Hear a report each term, and ask \(N\)"),
        ("social-media", r"Hear a report each term, and ask \(N\)"),
        ("image-use", r"Hear once a year what the check of consent found \(N\)"),
        (
            "online-safety-in-child-protection",
            r"Be trained \(N\); meet the DSL each term \(N\); hear a report each year \(N\)",
        ),
    ],
)
def test_the_paper_says_in_words_and_by_number_what_the_board_is_to_do_and_when(slug, asked):
    said = real_paper(slug, **FULL)["What it asks of the governing body"]
    assert re.fullmatch(asked.replace("N", r"\d+\.\d+"), said)


def test_what_the_setting_wrote_anew_is_not_asked_of_the_board():
    said = real_paper("acceptable-use", custom_text={"review-check": "We look at it."})
    assert said["What it asks of the governing body"].startswith("See one check each year")


@pytest.mark.parametrize(
    ("setting_type", "governance", "label"),
    [
        ("nursery", "committee", "What it asks of the committee"),
        ("nursery", "owner", "What it asks of you"),
        ("secondary", "trust", "What it asks of the trust board"),
        ("primary", "", "What it asks of the board"),
    ],
)
def test_the_paper_calls_those_who_decide_what_they_are_called(setting_type, governance, label):
    assert label in real_paper("social-media", setting_type=setting_type, governance=governance)


def test_a_section_of_the_child_protection_policy_is_not_called_a_policy():
    section, whole = real_paper("online-safety-in-child-protection"), real_paper("social-media")
    asked = "Approve this section of our child protection policy, and set the day of its review"
    assert section["We ask you to"] == asked
    assert whole["We ask you to"] == "Approve this policy, and set the day of its review"


def test_a_concern_that_goes_to_a_trust_without_a_name_is_said_to_lack_one():
    trust = {"setting_type": "secondary", "governance": "trust-local", "concern_route": "trust"}
    unnamed = real_paper("social-media", **trust, concern_person="")["What we chose"]
    assert "goes to the trust (name still to be given)." in unnamed
    named = real_paper("social-media", **trust, concern_person="Dr Ann Lowe")["What we chose"]
    assert "still to be given" not in named


def test_of_statutory_guidance_that_on_phones_stands_first_in_the_phones_policy_of_a_school():
    slug = "mobile-and-smart-technology"
    assert real_paper(slug)["It rests on"].startswith("Title of mobile-phones")
    assert "mobile-phones" not in real_paper(slug, setting_type="college")["It rests on"]


@pytest.mark.parametrize(
    ("setting_type", "follows", "never"),
    [("nursery", "eyfs-framework", "kcsie"), ("out-of-school", "out-of-school-settings", "kcsie")],
)
def test_a_paper_rests_on_what_the_setting_follows_and_not_on_what_binds_others(setting_type, follows, never):
    lines = dict(rows(paper(setting_type=setting_type), "What is asked"))["It rests on"]
    assert lines.startswith(f"Title of {follows}")
    assert never not in lines


def test_no_helpline_is_called_a_ground_of_the_policy():
    text = template("social-media")
    made = tailor(text, Answers(setting_type="nursery"))
    known = portal(made, "social-media")
    sources = {key: replace(one, standing="Helpline") for key, one in known.sources.items()}
    document = of_governor_paper(text, made, made.answers, portal=replace(known, sources=sources))
    assert "It rests on" not in dict(rows(document, "What is asked"))


@pytest.mark.parametrize("version", ["1", "2"])
def test_the_paper_of_a_first_version_says_why_now_as_well(version):
    asked = dict(rows(paper(setting_type="primary", version=version), "What is asked"))
    assert asked["Why now"] == "It is time."


@pytest.mark.parametrize(
    ("setting_type", "schools", "early_years"),
    [
        ("primary", True, True),
        ("secondary", True, False),
        ("nursery", False, True),
        ("college", False, False),
        ("out-of-school", False, False),
    ],
)
def test_a_paper_gives_no_duty_of_others_as_a_reason(setting_type, schools, early_years):
    text = template("mobile-and-smart-technology")
    why = " ".join(why_now(text, Answers(setting_type=setting_type)))
    assert ("head or proprietor of a school must by law" in why) == schools
    assert ("Early years providers must" in why) == early_years
    assert "Watches, glasses and earbuds" in why


def test_the_plain_paper_gives_every_reason():
    text = template("mobile-and-smart-technology")
    assert " ".join(why_now(text, Answers())) == text.why_now


@pytest.mark.parametrize(
    ("setting_type", "governance", "name"),
    [
        ("childminder", "", ""),
        ("nursery", "nobody", "Record of a decision"),
        ("nursery", "committee", "Paper for the committee"),
        ("primary", "governing-body", "Paper for the governing body"),
        ("primary", "proprietor", "Paper for the proprietor"),
        ("", "", "Paper for governors"),
    ],
)
def test_the_paper_is_named_after_those_who_decide(setting_type, governance, name):
    answers = Answers(setting_type=setting_type, governance=governance)
    assert paper_name(answers) == name
    assert answers.has_paper == bool(name)


def test_a_first_version_has_room_for_what_it_replaces_and_a_later_version_says_how_to_see_what_changed():
    replaces = "It replaces (name and date, or “none”)"
    assert dict(rows(paper(version="1"), "What is asked"))[replaces] == ""
    later = words(paper(version="2"))
    assert replaces not in later
    assert any(text.endswith("portal.example.org/policies/changes") for text in later)


def test_at_most_five_changes_are_shown_and_the_law_comes_first():
    made = paper([*(change(number) for number in range(6)), change(7, basis="statutory")])
    shown = [row[0] for row in rows(made, "What changed")]
    assert shown == [f"Clause {number}" for number in (7, 0, 1, 2, 3)]
    assert "And 2 more. The report of changes lists them." in words(made)


def test_new_clauses_and_those_taken_out_say_so_in_words():
    changes = [change(1, change_type=ChangeType.NEW), change(2, change_type=ChangeType.GONE)]
    shown = rows(paper(changes), "What changed")
    assert shown[0] == ["Clause 1 (new)", "Not in your policy.", "Put in: New words.", "It is clearer."]
    assert shown[1][2] == "Not in the template any more."


def test_changes_of_others_and_of_reasons_alone_are_no_matter_for_a_board():
    made = paper([change(1), change(2, change_type=ChangeType.REASON)])
    assert [row[0] for row in rows(made, "What changed")] == ["Clause 1"]


def test_long_changes_are_cut_between_words_and_fewer_are_shown_so_that_the_paper_stays_one_page():
    text = (DiffSegment("word " * 100, is_changed=True),)
    long = [replace(change(number), before=text, after=text, notes=("why " * 100,)) for number in range(5)]
    made = paper(long)
    shown = rows(made, "What changed")
    assert shown[0][2].endswith("word …")
    assert len(shown[0][2]) < 140
    assert fits_one_page(made)


def test_of_a_clause_the_words_that_differ_are_shown_and_not_its_beginning():
    same = DiffSegment("This sentence stays as it was. ")
    put = (same, DiffSegment("Lock phones up.", is_changed=True))
    taken = (same, DiffSegment("Hand phones in.", is_changed=True))
    shown = rows(paper([replace(change(1), before=taken, after=put)]), "What changed")[0]
    assert shown[1:3] == ["… Taken out: Hand phones in.", "… Put in: Lock phones up."]


def test_what_depends_on_who_is_who_may_concern_a_board_and_is_never_among_the_first():
    unsure = replace(change(9), hangs_on_people=True, concerns=Applies.MAYBE, basis="statutory")
    made = paper([unsure, replace(change(1), concerns=Applies.MAYBE)])
    assert [row[0] for row in rows(made, "What changed")] == ["Clause 1"]
    assert "1 may concern you. The report of changes lists them." in words(made)


FULL = {"setting_name": "The Elm and Oak Academy, Maidstone", "dsl": "Ms P. Nair", "leader": "Mr T. Lunn"}
KINDS = (
    {},
    {"setting_type": "primary", "governance": "governing-body", "version": "1", **FULL},
    {"setting_type": "secondary", "governance": "trust", "version": "2", **FULL},
    {"setting_type": "nursery", "governance": "committee", **FULL},
    {"setting_type": "college", "governance": "governing-body", **FULL},
)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_paper_of_every_template_is_one_page(slug):
    for kind in KINDS:
        made = tailor(template(slug), Answers(**kind))
        document = of_governor_paper(made.template, made, made.answers, portal=portal(made, slug))
        assert fits_one_page(document), kind
        assert document.title == made.title
        assert document.subtitle.startswith(made.setting)


@pytest.mark.parametrize("kind", KINDS)
def test_the_paper_for_all_policies_is_one_page(kind):
    policies = [tailor(template(slug), Answers(**kind)) for slug in SLUGS]
    made = of_folder_paper(policies, policies[0].answers, made_on=date(2026, 12, 1))
    assert fits_one_page(made)
    number = f", version {kind.get('version', '1')}" if kind else ""
    named = [row[0] for row in rows(made, "Decision on each policy")]
    assert named == [f"{one.title}{number}" for one in policies]
    assert {one.template.governor_questions[0].ask for one in policies} <= set(words(made))


@pytest.mark.parametrize(
    ("governance", "signed"),
    [
        ("", "Signed"),
        ("governing-body", "Chair of governors, signed"),
        ("trust", "Chair of the trust board, signed"),
        ("proprietor", "Proprietor, signed"),
    ],
)
def test_whoever_governs_signs(governance, signed):
    assert rows(paper(setting_type="primary", governance=governance), "Signature")[0] == [signed, ""]


def test_the_decision_is_ticked_and_signed():
    made = paper(setting_type="primary")
    ticks = [block for part in made.parts for block in getattr(part, "blocks", ()) if block.kind == "ticks"]
    assert isinstance(ticks[0], Bullets)
    assert plain(ticks[0].items[0]) == "Approved as it stands"
    assert rows(made, "Signature") == [["Signed", ""], ["Date and minute", ""]]


def test_who_runs_a_setting_alone_records_a_decision_instead():
    made = paper(setting_type="childminder", leader="Ann Day")
    assert made.subtitle == "Record of a decision"
    assert rows(made, "Signature") == [["Signed", ""], ["Date", ""]]
