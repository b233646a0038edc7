"""The words of the portal: long enough to help, short enough to read, and careful."""

import re
from collections import Counter

import pytest
from django.apps import apps

from guidance import markup
from guidance.models import GuidancePage, Handout, Publishable, Resource, RiskArea, Update

pytestmark = pytest.mark.usefixtures("portal")
PHASES = ("early years", "primary", "secondary", "16", r"send\b|special educational")
# Challenges and hoaxes are never named: naming one sends children to look for it.
NAMED_CHALLENGE = re.compile(
    r"\b[a-z]+ (?!Harmful|Online|Dangerous|Internet)[A-Z][\w’-]+ ([A-Z]\w+ )?[Cc]hallenge\b"
)
NEVER_SAID = (
    *("click here", "please note", "in order to", "going forward", "stakeholder", "child pornography"),
    *("commit suicide", "committed suicide", "underage woman", "lorem ipsum", "tbc", "todo", "xxx"),
)
ABBREVIATIONS = {
    "DSL": "designated safeguarding lead",
    "LADO": "local authority designated officer",
    "KCSIE": "keeping children safe in education",
}


def words(text):
    return len(re.findall(r"[\w’'-]+", text))


def titled(model):
    return {row.slug: row for row in model.objects.published()}


def test_every_guidance_page_is_as_long_as_its_matter():
    lengths = {slug: words(markup.plain(page.body)) for slug, page in titled(GuidancePage).items()}
    assert {slug: length for slug, length in lengths.items() if not 200 <= length <= 1200} == {}
    assert min(lengths.values()) < max(lengths.values()) / 2, "length was set, not found"


def test_every_newsletter_piece_fits_a_newsletter():
    lengths = {slug: words(handout.newsletter) for slug, handout in titled(Handout).items()}
    assert {slug: length for slug, length in lengths.items() if not 60 <= length <= 90} == {}


def test_a_newsletter_piece_is_plain_text():
    for slug, handout in titled(Handout).items():
        assert not re.search(r"[*_#<>\[\]]|https?:|www\.", handout.newsletter), slug


def test_every_hand_out_fits_a_page():
    for slug, handout in titled(Handout).items():
        assert 200 <= words(markup.plain(handout.body)) <= 375, slug


def test_every_risk_area_has_signs_for_every_phase_its_route_four_links_and_three_helplines():
    areas = titled(RiskArea)
    assert list(areas) == ["content", "contact", "conduct", "commerce"]
    for slug, area in areas.items():
        signs = markup.plain(area.signs).lower()
        assert [phase for phase in PHASES if not re.search(phase, signs)] == [], slug
        assert re.search(r"^\*\*\[.+\]\(route:[a-z]+\)\*\*$", area.first_steps, re.MULTILINE), slug
        assert len(re.findall(r"^- .*\]\(", area.links, re.MULTILINE)) == 4, slug
        assert len(re.findall(r"^- \*\*.+:\*\* ", area.roles, re.MULTILINE)) == 5, slug
        assert area.heading, slug
        assert area.helplines.count() == 3, slug


def test_everything_has_a_summary_that_fits_a_list():
    for model in (RiskArea, GuidancePage, Handout, Resource, Update):
        for slug, row in titled(model).items():
            assert 20 <= len(row.summary) <= 300, slug
            assert row.summary.endswith((".", "?", "!")), slug


def test_every_guidance_page_stands_on_sources():
    for slug, page in titled(GuidancePage).items():
        assert page.sources.published().exists(), slug


def test_titles_fit_a_heading():
    for model in (GuidancePage, Handout):
        assert all(len(row.title) <= 70 for row in titled(model).values())


def test_nothing_is_said_that_the_house_avoids(pages):
    for path, visit in pages.items():
        text = visit.document.one("body").text.lower()
        for phrase in NEVER_SAID:
            assert not re.search(rf"\b{phrase}\b", text), f"{path}: {phrase}"


def test_no_challenge_is_named(pages):
    for path, visit in pages.items():
        assert not NAMED_CHALLENGE.search(visit.document.main), path


@pytest.mark.parametrize("short", ABBREVIATIONS)
def test_an_abbreviation_is_spelled_out_where_it_is_first_used(short):
    for slug, page in titled(GuidancePage).items():
        text = f"{page.summary}\n{markup.plain(page.body)}"
        first = re.search(rf"\b{short}s?\b", text)
        if first:
            before = text[: first.start()].lower()
            assert ABBREVIATIONS[short] in before.replace("\n", " "), f"{slug}: {text[: first.end()][-60:]}"


def test_dates_and_times_are_written_one_way(pages):
    odd = re.compile(
        r"\b\d{1,2}(st|nd|rd|th) (January|February|March|April|May|June|July|August)|\d [ap]\.?m\b"
    )
    for path, visit in pages.items():
        assert not odd.search(visit.document.main), path


def test_no_page_claims_a_check_that_nobody_made(pages):
    for path, visit in pages.items():
        assert not re.search(r"\bChecked \d", visit.document.main), path


def test_no_two_things_have_one_title():
    for model in (model for model in apps.get_models() if issubclass(model, Publishable)):
        titles = Counter(row.title for row in model.objects.published())
        assert [title for title, count in titles.items() if count > 1] == []


def test_no_sentence_runs_on():
    for slug, page in titled(GuidancePage).items():
        for block in markup.plain(page.body).splitlines():
            for sentence in re.split(r"(?<=[.?!:]) ", block):
                assert words(sentence) <= 45, f"{slug}: {sentence}"
