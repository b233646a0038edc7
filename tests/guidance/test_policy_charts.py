"""The charts behind a policy: the people and rows of the setting, no words of a school where none is."""

from dataclasses import replace

import pytest

from guidance.models import PolicyTemplate
from guidance.policies.annexes import of_sheet
from guidance.policies.answers import Answers
from guidance.policies.chart_annex import first_advice
from guidance.policies.chart_telegrams import IN_FULL, INSTEAD_OF_CHART
from guidance.policies.chart_words import phrases_for
from guidance.policies.docx.one_page import fits_one_page
from guidance.policies.docx.writer import write_docx
from guidance.policies.policy_document import of_policy, standing_of
from guidance.policies.tailor import tailor
from guidance.services.policy_files import portal_of
from tests.guidance import policies
from tests.guidance.policies import part, rows, shipped_book, template, words

SLUG = "online-safety-in-child-protection"
TITLES = {
    "adult": "An adult who works with children worries me",
    "nudes": "A nude or sexual picture, real or fake",
}


def chart(route: str, **answers):
    made = tailor(template(SLUG), Answers(setting_name="Elm", **answers))
    return of_sheet(f"chart-{route}", made, policies.portal(made, SLUG))


def table(route: str, **answers) -> dict[str, str]:
    """Each answer with what to do; the first below a question opens with it."""
    found, question = {}, ""
    for row in rows(chart(route, **answers), f"What to do: {TITLES[route]}"):
        if len(row) == 1:
            question = f"{row[0]} "
        else:
            found[question + row[0]] = row[1]
            question = ""
    return found


def whole(route: str, **answers) -> str:
    document = chart(route, **answers)
    return " ".join([*words(document), *(f"{one} {two}" for one, two in table(route, **answers).items())])


NURSERY = {"setting_type": "nursery", "governance": "committee", "concern_person": "Mr Hale"}
CLUB = {"setting_type": "out-of-school", "governance": "nobody", "leader": "Ms Webb"}


@pytest.mark.parametrize("route", TITLES)
def test_who_works_alone_gets_no_chart_that_sends_to_a_head_or_colleagues(route):
    assert chart(route, setting_type="childminder") is None


def test_who_works_alone_finds_on_the_contacts_page_where_the_steps_are():
    made = tailor(template(SLUG), Answers(setting_type="childminder"))
    outside = {
        who: where for who, _, where in rows(of_policy(made, policies.portal(made, SLUG)), "Services outside")
    }
    assert outside["LESAS portal"] == "portal.example.org/what-has-happened/adult/do/a5"


@pytest.mark.parametrize("setting_type", ["nursery", "nursery-school"])
def test_with_under_fives_only_there_is_no_chart_on_pictures_of_their_own(setting_type):
    assert chart("nudes", setting_type=setting_type) is None
    assert chart("nudes", setting_type=setting_type, phases=("early-years", "ks2")) is not None
    assert chart("adult", setting_type=setting_type) is not None


@pytest.mark.parametrize(("route", "answers"), [("adult", NURSERY), ("adult", CLUB), ("nudes", CLUB)])
def test_a_nursery_or_club_reads_nothing_of_a_school(route, answers):
    said = whole(route, **answers)
    for word in ("Head", " head", "trust", "Supply", "Childminder", "a class", "a year", "Many procedures"):
        assert word not in said, word
    assert "anager" in said


def test_a_concern_about_the_leader_goes_to_whom_the_setting_named():
    said = table("adult", **NURSERY)
    assert said["3  Who is it? Manager"].startswith("Today. Mr Hale (chair of the committee).")
    assert not any(row.startswith("Owner") for row in said)
    assert any(
        "Manager: tell Mr Hale (chair of the committee)." in text for text in words(chart("adult", **NURSERY))
    )


def test_where_nobody_stands_over_the_leader_it_goes_straight_to_the_lado():
    said = table("adult", **CLUB)
    assert said["3  Who is it? Manager, family or unsure"] == "Today. LADO yourself. Tell nobody at work."
    assert any("Manager or family: straight to the LADO." in text for text in words(chart("adult", **CLUB)))
    assert said["It is about me"].startswith("Today. Tell the manager, or the LADO, today.")


def test_the_leader_too_reads_whom_to_tell_about_themselves():
    told = table("adult", setting_type="primary", governance="governing-body")["It is about me"]
    assert told.startswith("Today. Tell your manager today (headteacher: the chair of governors).")
    told = table("adult", **NURSERY)["It is about me"]
    assert told.startswith("Today. Tell the manager today (manager: Mr Hale (chair of the committee)).")


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (NURSERY, "Ofsted: within 14 days"),
        (CLUB, "Ofsted or agency, if we are registered: within 14 days"),
        ({"setting_type": "secondary"}, ""),
    ],
)
def test_only_registered_childcare_is_told_of_the_14_days(answers, told):
    line = next(text for text in words(chart("adult", **answers)) if text.startswith("Today, every time"))
    assert told in line if told else "Ofsted" not in line


def test_a_school_with_a_governing_body_has_no_row_for_an_owner():
    said = table("adult", setting_type="primary", governance="governing-body")
    assert said["3  Who is it? Headteacher"].startswith("Today. The chair of governors.")
    assert "Owner" not in " ".join(said)
    owned = table("adult", setting_type="primary", governance="proprietor")
    assert "3  Who is it? Owner, family or unsure" in owned


def test_a_row_that_leads_to_another_chart_says_what_to_do_first():
    said = table("nudes", setting_type="primary")
    threat = next(text for row, text in said.items() if "threaten" in row)
    assert threat.startswith(
        "Now. Ring the police. Pay nothing, stop replying, keep the messages, then block."
    )
    assert "Desperate or missing: 999, and stay." in threat
    assert threat.endswith("More: portal.example.org/what-has-happened/blackmail/chart")
    assert not any("Go to the chart" in text for text in said.values())


def test_what_stands_for_the_chart_on_blackmail_is_what_its_outcomes_say():
    route = shipped_book().routes["blackmail"]
    common, worst = route.outcome("s3"), route.outcome("s1")
    level, what, how = INSTEAD_OF_CHART["blackmail"]
    assert (level, what) == (common.level, common.short)
    assert "Pay nothing, keep, block." in common.chart
    assert worst.short == "Ring 999, stay"
    assert how.endswith("Desperate or missing: 999, and stay.")


def test_a_question_stands_across_the_table_above_its_answers():
    made = chart("adult", setting_type="primary")
    found = [row for row in rows(made, f"What to do: {TITLES['adult']}") if len(row) == 1]
    assert found == [["1  With children now?"], ["2  What is the worry?"], ["3  Who is it?"]]
    xml = part(write_docx(made, site_url=policies.SITE), "word/document.xml")
    assert xml.count('<w:gridSpan w:val="2"/>') == len(found)


@pytest.mark.parametrize("route", TITLES)
def test_no_telegram_is_left_that_only_its_author_can_read(route):
    said = whole(route, setting_type="primary")
    for telegram in IN_FULL:
        assert telegram not in said, telegram


def test_another_chart_whose_question_has_no_answer_for_who_is_unsure_gives_no_advice():
    book = shipped_book()
    target = book.find("blackmail/s2", "nudes")
    sure = tuple(replace(answer, unsure=False) for answer in target.question.answers)
    assert first_advice(target, book).key == "s1"
    assert first_advice(replace(target, node=replace(target.question, answers=sure)), book) is None


def test_no_row_repeats_that_the_next_one_follows():
    said = table("adult", setting_type="primary")
    assert said["No"] == "Go to 2"
    assert not any("Next row" in text for text in said.values())


@pytest.mark.parametrize("route", TITLES)
def test_a_chart_stays_on_one_page(route):
    for answers in ({"setting_type": "primary"}, {"setting_type": "college", "governance": "trust"}, CLUB):
        assert fits_one_page(chart(route, **answers)), answers


def test_every_phrase_that_is_put_in_other_words_stands_in_a_route():
    book = shipped_book()
    said = []
    for route in (book.routes["adult"], book.routes["nudes"]):
        said += [*route.chart.texts(), *(rule.label for rule in route.chart.rules)]
        said += [answer.short for question in route.questions for answer in question.answers]
        said += [f"{one.short} {one.chart}" for one in route.outcomes]
    for phrase in {**phrases_for(Answers(**NURSERY)), **IN_FULL}:
        assert any(phrase in f"{text} " for text in said), phrase


def test_the_plain_template_keeps_the_words_of_the_route():
    assert "3  Who is it? Owner, family or unsure" in table("adult")
    assert "Head or manager" in table("adult")


def test_whoever_helps_a_childminder_finds_the_advice_line_that_the_policy_names():
    for setting_type, who in (("childminder", "Assistants: "), ("nursery", "Staff: ")):
        made = tailor(template(SLUG), Answers(setting_type=setting_type))
        found = {
            one: what
            for one, what, _ in rows(of_policy(made, policies.portal(made, SLUG)), "Services outside")
        }
        assert found["NSPCC Whistleblowing Advice Line"].startswith(who)


def test_a_club_tells_ofsted_or_its_agency_only_where_it_is_registered():
    made = tailor(template(SLUG), Answers(**CLUB))
    found = {
        one: what for one, what, _ in rows(of_policy(made, policies.portal(made, SLUG)), "Services outside")
    }
    assert found["Ofsted or a childminder agency"].startswith("Only if we are registered.")


@pytest.mark.parametrize(
    ("setting_type", "kcsie", "eyfs"),
    [
        ("primary", "Statutory guidance", "Statutory guidance"),
        ("nursery", "Guidance", "Statutory guidance"),
        ("out-of-school", "Guidance", "Guidance"),
        ("secondary", "Statutory guidance", "Guidance"),
        ("", "Statutory guidance", "Statutory guidance"),
    ],
)
def test_guidance_is_statutory_only_for_those_whom_it_binds(setting_type, kcsie, eyfs):
    made = tailor(template(SLUG), Answers(setting_type=setting_type))
    known = policies.portal(made, SLUG)
    assert standing_of(known.sources["kcsie"], made) == kcsie
    assert standing_of(known.sources["eyfs-framework"], made) == eyfs
    assert standing_of(replace(known.sources["kcsie"], key="posh", standing="Helpline"), made) == "Helpline"


def test_an_act_is_law_whatever_kind_of_document_it_is_filed_under(portal):
    made = tailor(template("mobile-and-smart-technology"), Answers(setting_type="secondary"))
    row = PolicyTemplate.objects.get(slug="mobile-and-smart-technology")
    standings = {key: one.standing for key, one in portal_of(row, made).sources.items()}
    assert standings["cwsa-2026-s36"] == "Law"
    assert standings["filtering-monitoring-standards"] == "National standard"
