"""Governors: what to ask term by term, what to see in a year, and a briefing of seven minutes."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from django.urls import reverse
from docx import Document as WordFile

from guidance.models import Duty, GovernorQuestion, Update
from guidance.services import publishing
from tests.document import Document
from tests.factories import make_duty, make_page, make_resource, make_update
from tests.guidance.test_admin_forms import form_data

DOOR, BRIEFING = "/for/governors/", "/for/governors/briefing/"
AUTUMN, SPRING = datetime(2026, 11, 27, 12, tzinfo=UTC), datetime(2027, 2, 1, 12, tzinfo=UTC)


def words(response) -> str:
    """Everything that stands in a Word file."""
    assert response.status_code == 200
    file = WordFile(BytesIO(response.content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in file.paragraphs), *cells])


# Questions


@pytest.mark.parametrize(("now", "first"), [(AUTUMN, "autumn"), (SPRING, "spring")])
def test_the_questions_of_this_term_come_first(portal, client, freeze, now, first):
    freeze(now)
    page = Document.of(client.get(DOOR))
    (asked,) = page.select("section[aria-labelledby='ask-1']")
    assert asked.select("h2")[0].text == "Ask this term"
    rows = GovernorQuestion.objects.filter(term=first)
    assert [one.text for one in asked.select("h3")] == [row.ask for row in rows]
    for row in rows:
        assert row.good_answer in asked.text
        assert row.poor_answer in asked.text
    assert len(page.select("section[aria-labelledby^='ask-']")) == 3


def test_other_doors_have_no_questions_for_a_board(portal, client):
    assert "Ask this term" not in client.get("/for/dsl/").text


def test_the_board_sees_what_it_must_see_in_a_year(portal, client):
    (sees,) = Document.of(client.get(DOOR)).select("section[aria-labelledby='sees']")
    proofs = Duty.objects.exclude(proof="")
    assert proofs.count() > 6
    for duty in proofs:
        assert duty.title in sees.text
        assert duty.proof in sees.text
    assert "Once a school year:" in sees.text
    assert "In September:" in sees.text


def test_the_door_stands_without_questions_and_duties(portal, client):
    GovernorQuestion.objects.all().delete()
    Duty.objects.all().delete()
    page = client.get(DOOR)
    assert page.status_code == 200
    assert "Ask this term" not in page.text
    assert "These questions in Word" not in page.text


def test_the_questions_in_word_have_room_to_write(portal, client, freeze):
    freeze(AUTUMN)
    answer = client.get(reverse("guidance:governor_questions"))
    text = words(answer)
    for row in GovernorQuestion.objects.all():
        assert row.ask in text
        assert row.poor_answer in text
    assert "What we heard" in text
    assert "No child and no case is named in this paper." in "".join(
        paragraph.text
        for section in WordFile(BytesIO(answer.content)).sections
        for paragraph in section.footer.paragraphs
    )


def test_an_adviser_changes_a_question_and_readers_have_it_at_once(portal, adviser_client, client):
    row = GovernorQuestion.objects.first()
    form = reverse("admin:guidance_governorquestion_change", args=[row.pk])
    sent = {**form_data(adviser_client.get(form)), "ask": "What do you see, and when?"}
    assert adviser_client.post(form, sent).status_code == 302
    assert "What do you see, and when?" in client.get(DOOR).text


def test_a_page_that_is_none_is_refused_beside_a_question(portal, adviser_client):
    form = reverse("admin:guidance_governorquestion_change", args=[GovernorQuestion.objects.first().pk])
    answer = adviser_client.post(form, {**form_data(adviser_client.get(form)), "page": "/nothing/here/"})
    assert "There is no public page at /nothing/here/" in answer.text


# The briefing


def heard(page: Document, heading: str) -> list[str]:
    """What one part of the briefing says, by the beginning of its heading."""
    sections = [one for one in page.select("main section") if one.select("h2")[0].text.startswith(heading)]
    return [title.text for title in sections[0].select("h3")]


def test_it_takes_seven_minutes_and_says_since_when(portal, client, freeze):
    freeze(AUTUMN)
    page = Document.of(client.get(BRIEFING))
    assert "Since 1 September 2026, in about 7 minutes." in page.main


def test_law_and_statutory_guidance_stand_apart_from_other_news(db, client, freeze):
    freeze(AUTUMN)
    law = make_resource(statutory=True)
    binding = make_update(
        title="A new duty", happened_on=AUTUMN.date(), publish_at=AUTUMN, first_public_at=AUTUMN
    )
    binding.sources.add(law)
    make_update(title="Some news", happened_on=AUTUMN.date(), publish_at=AUTUMN, first_public_at=AUTUMN)
    page = Document.of(client.get(BRIEFING))
    assert heard(page, "Law and statutory guidance") == ["A new duty"]
    assert heard(page, "Other news") == ["Some news"]


def test_the_day_of_a_change_is_said_once_and_at_the_end(db, client, freeze):
    freeze(AUTUMN)
    law = make_resource(statutory=True)
    for summary in ("It binds schools.", "It binds schools from 27 November 2026."):
        row = make_update(
            summary=summary, happened_on=AUTUMN.date(), publish_at=AUTUMN, first_public_at=AUTUMN
        )
        row.sources.add(law)
    page = Document.of(client.get(BRIEFING))
    assert "It binds schools. Date of the change: 27 November 2026." in page.main
    law_part = next(one for one in page.select("main section") if "It binds schools" in one.text)
    assert law_part.text.count("27 November 2026") == 2


def test_a_day_that_only_ends_like_the_day_of_a_change_does_not_stand_for_it(db, client, freeze):
    freeze(AUTUMN)
    row = make_update(
        summary="Ask us until 17 November 2026.",
        happened_on=date(2026, 11, 7),
        publish_at=AUTUMN,
        first_public_at=AUTUMN,
    )
    row.sources.add(make_resource(statutory=True))
    assert "Date of the change: 7 November 2026." in Document.of(client.get(BRIEFING)).main


def test_what_is_to_come_is_law_only_where_it_rests_on_law(db, client, freeze):
    freeze(AUTUMN)
    to_come = {"happened_on": date(2027, 2, 9), "publish_at": AUTUMN, "first_public_at": AUTUMN}
    make_update(title="A new duty", **to_come).sources.add(make_resource(statutory=True))
    make_update(title="A day of action", **to_come)
    page = Document.of(client.get(BRIEFING))
    assert heard(page, "Law and statutory guidance") == ["A new duty"]
    assert heard(page, "Other news") == ["A day of action"]


def test_what_was_told_before_the_day_is_not_told_again(db, client, freeze):
    freeze(AUTUMN)
    make_update(title="Old news", happened_on=date(2026, 2, 1))
    page = client.get(f"{BRIEFING}?since=2026-11-01")
    assert "Old news" not in page.text
    assert "Nothing else is new here since then." in page.text
    assert "Since 1 November 2026" in page.text


def test_what_stands_here_since_the_day_about_one_before_it_is_not_new(db, client, freeze):
    freeze(AUTUMN)
    make_update(title="Of June", happened_on=date(2026, 6, 1), publish_at=AUTUMN, first_public_at=AUTUMN)
    assert "Of June" not in client.get(BRIEFING).text
    assert heard(Document.of(client.get(f"{BRIEFING}?since=2026-05-01")), "Other news") == ["Of June"]


def test_other_news_has_its_day_and_the_newest_is_first(db, client, adviser, freeze):
    freeze(AUTUMN)
    make_update(title="Of October", happened_on=date(2026, 10, 5), publish_at=AUTUMN, first_public_at=AUTUMN)
    publishing.note_change(obj=make_page(title="A page of ours"), by=adviser, note="It is shorter.")
    page = Document.of(client.get(BRIEFING))
    assert heard(page, "Other news") == ["Guidance page changed: A page of ours", "Of October"]
    news = next(one for one in page.select("main section") if "Other news" in one.text)
    assert "It is shorter. Changed 27 November 2026." in news.text
    assert "Date of the change: 5 October 2026." in news.text


def test_a_changed_page_is_told_once(db, client, adviser, freeze):
    freeze(AUTUMN)
    page = make_page(title="A page of ours")
    for note in ("First change.", "Second change."):
        publishing.note_change(obj=page, by=adviser, note=note)
    assert heard(Document.of(client.get(BRIEFING)), "Other news") == ["Guidance page changed: A page of ours"]


def test_what_there_is_no_time_for_is_counted(db, client, freeze):
    freeze(AUTUMN)
    for number in range(7):
        make_update(
            title=f"News {number}", happened_on=AUTUMN.date(), publish_at=AUTUMN, first_public_at=AUTUMN
        )
    page = Document.of(client.get(BRIEFING))
    assert len(heard(page, "Other news")) == 4
    assert "And 3 more on the site" in page.main


def test_duties_of_these_months_come_first_and_an_unknown_day_is_said(db, client, freeze):
    freeze(datetime(2027, 1, 10, 12, tzinfo=UTC))
    make_duty(title="Later", month=9)
    make_duty(title="Any time", rhythm="year", month=None)
    make_duty(title="Soon", month=2, day_is_announced=True)
    page = Document.of(client.get(BRIEFING))
    assert heard(page, "Due") == ["Soon", "Any time"]
    assert "The day is to be confirmed." in page.main


@pytest.mark.parametrize(("day", "waits"), [(date(2026, 9, 10), True), (date(2027, 9, 9), False)])
def test_in_summer_what_is_due_in_september_waits_for_its_day_of_the_next_school_year(
    db, client, freeze, day, waits
):
    freeze(datetime(2027, 7, 10, 12, tzinfo=UTC))
    make_duty(title="Soon", month=9, day=day, day_is_announced=True)
    page = Document.of(client.get(BRIEFING))
    assert heard(page, "Due") == ["Soon"]
    assert ("The day is to be confirmed." in page.main) == waits


def test_three_questions_of_this_term_are_asked(portal, client, freeze):
    freeze(SPRING)
    asked = heard(Document.of(client.get(BRIEFING)), "Ask")
    assert asked == [row.ask for row in GovernorQuestion.objects.filter(term="spring")[:3]]


@pytest.mark.parametrize("day", ["never", "2090-01-01", "1 January 1999", ""])
def test_a_day_that_cannot_be_meant_is_refused_beside_the_box(portal, client, day):
    answer = client.get(BRIEFING, {"since": day})
    assert answer.status_code == 400
    page = Document.of(answer)
    assert page.one("title").text.startswith("Error: ")
    assert page.select("[aria-invalid='true']")
    assert client.get("/for/governors/briefing.docx", {"since": day}).status_code == 400


def test_a_day_may_be_typed_as_people_write_it(portal, client):
    assert "Since 3 October 2026" in client.get(BRIEFING, {"since": "3 October 2026"}).text


def test_the_word_file_says_what_the_page_says(portal, client, freeze):
    freeze(AUTUMN)
    page = Document.of(client.get(f"{BRIEFING}?since=2026-10-01"))
    (link,) = [link for link in page.links if "Word" in link.text]
    text = words(client.get(link.attributes["href"]))
    for title in page.select("main section h3"):
        assert title.text in text, title.text
    assert "7 minutes. New since 1 October 2026" in text


def test_what_is_withdrawn_is_not_told(db, client, freeze):
    freeze(AUTUMN)
    make_update(title="Gone", publish_at=AUTUMN, first_public_at=AUTUMN)
    Update.objects.update(status="withdrawn", withdrawn_reason="It was wrong.")
    assert "Gone" not in client.get(BRIEFING).text
