"""The preview of a policy: every clause can be changed, and what is wrong is said where it is put right."""

import io
import logging
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from django.http import QueryDict
from django.test import Client

from guidance.clause_boxes import boxes
from guidance.clause_forms import ClauseWordsForm
from guidance.form_fields import OWN_WORDS_MAX_LENGTH
from guidance.policies.answers import Answers
from guidance.policies.clause_markdown import to_markdown
from guidance.policies.schema import FrozenClause, Template
from guidance.policies.tailor import TailoredClause
from tests.document import Document, Element
from tests.guidance import policies
from tests.guidance.policies import SLUGS, opened
from tests.guidance.test_policy_tailoring import MARKER, everything_stored, text_of

NEEDED = {"setting_name": "Elm School", "setting_type": "primary"}
SLUG = "social-media"
OLD, NEW = "Ms A. Finch", "Mr D. Shah"


def url(slug: str = SLUG) -> str:
    return f"/policies/{slug}/tailor/"


def sent(page: Document) -> dict[str, list[str]]:
    """What a browser would send from a page, but for its button."""
    fields: dict[str, list[str]] = {}
    for element in page.select("form[method=post] :is(input, textarea, select)"):
        kind, name = element.attributes.get("type", "text"), element.attributes["name"]
        if element.tag == "textarea":
            value = (element.node.text or "").removeprefix("\n")
        elif element.tag == "select":
            value = next((one.attributes["value"] for one in element.select("option[selected]")), "")
        elif kind in {"checkbox", "radio"} and "checked" not in element.attributes:
            continue
        else:
            value = element.attributes.get("value", "on" if kind == "checkbox" else "")
        # As the HTML standard has forms sent.
        fields.setdefault(name, []).append(value.replace("\r\n", "\n").replace("\n", "\r\n"))
    return fields


def clauses(slug: str = SLUG, **answers: str) -> Iterator[tuple[FrozenClause, TailoredClause]]:
    """The clauses of a policy, each as its template has it and as it stands."""
    frozen = {clause.key: clause for _, clause in policies.template(slug).clauses()}
    for section in policies.policy(slug, **{**NEEDED, **answers}).sections:
        for clause in section.clauses:
            yield frozen[clause.key], clause


def key_of(wanted: Callable[[FrozenClause], bool], slug: str = SLUG, **answers: str) -> str:
    return next(frozen.key for frozen, _ in clauses(slug, **answers) if wanted(frozen))


def optional(clause: FrozenClause) -> bool:
    return not clause.required


@pytest.fixture
def step(client, content):
    """Send the fields of a page, changed, with the button of a step; the answer as a page, or as it came."""

    def go(name: str, page: Document | None = None, *, slug: str = SLUG, status: int = 200, **changes):
        fields = sent(page) if page else NEEDED
        response = client.post(url(slug), {**fields, **changes, "step": name})
        assert response.status_code == status
        return Document.of(response) if response["Content-Type"].startswith("text/html") else response

    return go


def box(page: Document, name: str) -> Element:
    """The box with a name, which must stand open."""
    [found] = page.select(f"#{name}")
    assert all("open" in one.attrib for one in found.node.iterancestors("details"))
    return found


def described(page: Document, element: Element) -> str:
    """What a screen reader says after the name of a field."""
    ids = element.attributes["aria-describedby"].split()
    return " ".join(page.select(f"#{one}")[0].text for one in ids)


def summary(page: Document) -> list[Element]:
    return page.select(".error-summary a")


def clause(page: Document, key: str) -> str:
    [found] = page.select(f"#c-{key}")
    return found.text


@pytest.mark.parametrize("slug", SLUGS)
def test_every_clause_can_be_changed_and_untouched_ones_stay_as_they_are(step, slug):
    page = step("preview", slug=slug)
    for _, one in clauses(slug):
        [area] = page.select(f"#own_{one.key}")
        assert (area.node.text or "").removeprefix("\n") == to_markdown(one.blocks)
    assert page.faults == []
    assert len(page.ids) == len(set(page.ids))
    assert not page.select("details[open]")
    assert step("download", page, slug=slug).content == step("download", slug=slug).content


def test_a_clause_that_is_too_long_comes_back_in_its_own_box(step):
    first, second = [one.key for _, one in list(clauses())[:2]]
    label = next(frozen.label for frozen, _ in clauses() if frozen.key == first)
    typed = {f"own_{first}": "x" * (OWN_WORDS_MAX_LENGTH + 1), f"own_{second}": "Ours."}
    for name in ("preview", "download"):
        page = step(name, step("preview"), status=422, dsl="Jo Day", **typed)
        area = box(page, f"own_{first}")
        message = f"{label} must be 4,000 characters or fewer; it has 4,001"
        assert message in described(page, area)
        assert area.attributes["aria-invalid"] == "true"
        assert (area.node.text or "").strip() == typed[f"own_{first}"]
        assert [(one.attributes["href"], one.text) for one in summary(page)] == [(f"#own_{first}", message)]
        assert (box(page, f"own_{second}").node.text or "").strip() == "Ours."
        assert sent(page)["dsl"] == ["Jo Day"]
    mended = step("preview", page, **{f"own_{first}": "Short now."})
    assert "Short now." in clause(mended, first)


def test_too_many_lines_are_refused_in_the_same_way(step):
    key = key_of(lambda clause: True)
    page = step("preview", step("preview"), status=422, **{f"own_{key}": "- a\n" * 1000})
    assert "must be 200 lines or fewer; it has 1,000" in described(page, box(page, f"own_{key}"))


def test_every_clause_too_long_is_named_once(step):
    page = step("preview", slug="acceptable-use")
    names = [name for name in sent(page) if name.startswith("own_")]
    page = step("preview", page, slug="acceptable-use", status=422, **dict.fromkeys(names, "y" * 4001))
    assert [one.attributes["href"] for one in summary(page)] == [f"#{name}" for name in names]
    assert len(names) > 40


def test_words_for_a_clause_that_is_not_in_the_policy_hold_nothing_up(step):
    key = next(
        clause.key
        for _, clause in policies.template(SLUG).clauses()
        if clause.key not in {one.key for _, one in clauses()}
    )
    page = step("preview", **NEEDED, **{f"own_{key}": "z" * 4001})
    assert page.select("#elsewhere")
    assert sent(page)[f"own_{key}"] == ["z" * 4001]
    assert step("download", page)["Content-Type"].endswith("document")


@pytest.mark.parametrize("typed", ["", "  \r\n \r\n", "\u2060", "-"])
def test_an_emptied_clause_asks_what_is_meant(step, typed):
    key = key_of(optional)
    page = step("preview", step("preview"), **{f"own_{key}": typed})
    [choice] = page.select(f"#empty_{key}_0")
    assert all("open" in one.attrib for one in choice.node.iterancestors("details"))
    assert not page.select(".error-summary")
    refused = step("download", page, status=422)
    assert [one.attributes["href"] for one in summary(refused)] == [f"#empty_{key}_0"]
    assert "leave it out, or put the words back?" in refused.select(f"#empty_{key}_error")[0].text
    words = text_of(step("download"))
    back = step("download", refused, **{f"empty_{key}": "back"})
    assert text_of(back) == words
    gone = step("preview", refused, **{f"empty_{key}": "out"})
    assert f"out_{key}" in sent(gone)
    assert not gone.select(f"#c-{key}")
    assert text_of(step("download", gone)) != words


def test_the_question_about_an_emptied_clause_waits_while_answers_are_changed(step):
    key = key_of(optional)
    questions = step("edit", step("preview"), **{f"own_{key}": ""})
    assert sent(questions)[f"own_{key}"] == [""]
    refused = step("download", questions, status=422)
    assert refused.select(f"#empty_{key}_0")


def test_a_required_clause_that_was_emptied_is_back_and_says_so(step):
    key = key_of(lambda clause: clause.required)
    [standing] = [one for _, one in clauses() if one.key == key]
    refused = step("download", step("preview"), status=422, **{f"own_{key}": " "})
    assert "This clause cannot go" in clause(refused, key)
    assert (box(refused, f"own_{key}").node.text or "").strip() == to_markdown(standing.blocks)
    assert [one.attributes["href"] for one in summary(refused)] == [f"#own_{key}"]
    assert step("download", refused).content == step("download").content
    page = step("preview", step("preview"), **{f"own_{key}": " "})
    assert "This clause cannot go" in clause(page, key)


def test_everything_that_holds_the_file_up_is_named_at_once_in_the_order_of_the_page(step):
    required = [frozen.key for frozen, _ in clauses() if frozen.required]
    long, emptied, optional_one = required[0], required[-1], key_of(optional)
    typed = {f"own_{long}": "x" * 4001, f"own_{emptied}": "", f"own_{optional_one}": ""}
    page = step("download", step("preview"), status=422, **typed)
    names = {f"own_{long}", f"own_{emptied}", f"empty_{optional_one}_0"}
    order = [f"#{one}" for one in page.ids if one in names]
    assert [one.attributes["href"] for one in summary(page)] == order
    assert len(order) == 3


def with_statutory(key: str) -> Template:
    """The template with its optional clause ``key`` asked for by law, which the validation would refuse."""
    whole = policies.template(SLUG)
    sections = (
        replace(
            section,
            clauses=tuple(
                replace(clause, basis="statutory") if clause.key == key else clause
                for clause in section.clauses
            ),
        )
        for section in whole.sections
    )
    return replace(whole, sections=tuple(sections))


def test_what_the_law_asks_for_cannot_go(db):
    key = key_of(optional)
    for typed in (f"own_{key}=", f"own_{key}=&empty_{key}=out", f"out_{key}=on"):
        words = ClauseWordsForm(QueryDict(typed), template=with_statutory(key), answers=Answers(**NEEDED))
        made = [clause.key for section in words.policy.sections for clause in section.clauses]
        assert key in made
        assert words.is_ready() == typed.startswith("out")
        [one] = [row for section in boxes(words, {}) for row in section.rows if row.key == key]
        assert (one.is_statutory, one.may_go) == (True, False)
        assert one.state == ("" if typed.startswith("out") else "restored")
    words = ClauseWordsForm(
        QueryDict(f"own_{key}=Ours&drop_{key}=on"), template=with_statutory(key), answers=Answers(**NEEDED)
    )
    assert words.answers().custom_text == {key: "Ours"}
    assert not words.answers().dropped_sources


def test_no_forged_field_takes_a_required_clause_out(step):
    key = key_of(lambda clause: clause.required)
    forged = {f"out_{key}": "on", f"empty_{key}": "out"}
    assert step("download", **NEEDED, **forged).content == step("download").content


def test_one_changed_word_keeps_links_and_source_unless_the_source_is_taken_out(step):
    slug, one = next((slug, found) for slug in SLUGS if (found := next(iter_linked(slug), None)) is not None)
    page = step("preview", slug=slug)
    name = f"own_{one.key}"
    page = step("preview", page, slug=slug, **{name: f"Mind: {sent(page)[name][0]}"})
    assert "In your own words." in clause(page, one.key)
    assert page.select(f"#c-{one.key} > p a[href]") or page.select(f"#c-{one.key} > ul a[href]")
    title = page.select(f"label[for=drop_{one.key}]")[0].text.split("“")[1].split("”")[0]
    assert title in text_of(step("download", page, slug=slug))
    dropped = step("preview", page, slug=slug, **{f"drop_{one.key}": "on"})
    assert sent(dropped)[f"drop_{one.key}"] == ["on"]
    assert title not in [link.text for link in dropped.select("section[aria-labelledby^=after] a")]


def iter_linked(slug: str) -> Iterator[TailoredClause]:
    found = [one for _, one in clauses(slug)]
    sources = [one.source for one in found]
    for one in found:
        if "](/" in to_markdown(one.blocks) and one.basis != "statutory" and sources.count(one.source) == 1:
            yield one


def test_tables_and_consent_rows_are_changed_like_any_words(step):
    slug, key, typed = next(
        (slug, one.key, to_markdown(one.blocks))
        for slug in SLUGS
        for _, one in clauses(slug)
        if any(block.kind == "table" for block in one.blocks)
    )
    lines = typed.splitlines()
    cells = lines[-1].count("|") - 1
    changed = "\r\n".join([*lines[:-1], f"| Our school app |{' |' * (cells - 1)}"])
    made = step("download", step("preview", slug=slug), slug=slug, **{f"own_{key}": changed})
    rows = [row.cells[0].text for table in opened(made.content).tables for row in table.rows]
    assert "Our school app" in rows


def test_a_clause_of_ones_own_is_added_to_a_section_with_its_number(step):
    section = policies.policy(SLUG, **NEEDED).sections[0]
    own = {f"add_{section.key}": "We keep a boat.\r\n- with oars\r\n\r\nIt is <b>red</b>."}
    page = step("preview", step("preview"), **own)
    numbers = [one.text for one in page.select(f"section[aria-labelledby=s-{section.key}] .clause__number")]
    assert numbers == [f"1.{place}" for place in range(1, len(section.clauses) + 3)]
    assert "Added in your own words." in clause(page, f"add-{section.key}-1")
    assert (box(page, f"add_{section.key}").node.text or "").strip().startswith("We keep a boat.")
    text = text_of(step("download", page))
    for words in (
        "We keep a boat.",
        "with oars",
        "It is <b>red</b>.",
        f"In our own words: {', '.join(numbers[-2:])}.",
    ):
        assert words in text
    questions = step("edit", page)
    assert sent(questions)[f"add_{section.key}"] == [own[f"add_{section.key}"]]


def test_an_added_clause_that_is_too_long_comes_back_in_its_box(step):
    key = policies.policy(SLUG, **NEEDED).sections[0].key
    page = step("download", step("preview"), status=422, **{f"add_{key}": "w" * 4001})
    assert "must be 4,000 characters or fewer; it has 4,001" in described(page, box(page, f"add_{key}"))


def test_an_old_name_in_own_words_is_pointed_out_before_the_file(step):
    key = key_of(lambda clause: True)
    page = step("preview", **NEEDED, dsl=OLD)
    questions = step("edit", page, **{f"own_{key}": f"Tell {OLD} at once."})
    assert sent(questions)["was"] == [OLD]
    refused = step("download", questions, status=422, dsl=NEW)
    area = box(refused, f"own_{key}")
    assert f"{OLD} still stands in this clause." in described(refused, area)
    assert [one.attributes["href"] for one in summary(refused)] == [f"#own_{key}"]
    # Once it was said, the setting decides.
    assert f"Tell {OLD} at once." in text_of(step("download", refused))
    again = step("preview", refused)
    assert f"{OLD} still stands" in clause(again, key)
    mended = step("preview", again, **{f"own_{key}": f"Tell {NEW} at once."})
    assert "still stands" not in clause(mended, key)
    assert sent(mended)["was"] == [NEW]


def test_names_that_stay_are_not_pointed_out(step):
    key = key_of(lambda clause: True)
    page = step("preview", **NEEDED, dsl=OLD, leader="Headteacher", deputies="Jo Day and Al Fox")
    words = f"{OLD}, Jo Day and the headteacher of Elm School decide."
    questions = step("edit", page, **{f"own_{key}": words})
    for changes in ({}, {"leader": ""}, {"deputies": "Jo Day"}, {"governor": "Dr P. Lane"}):
        assert "still stands" not in step("preview", questions, **changes).main
    assert "Al Fox" not in sent(questions)["was"]
    moved = step("preview", questions, setting_name="Elm School Academy", **{f"own_{key}": words})
    assert "Elm School still stands" in clause(moved, key)
    kept = step(
        "preview", questions, setting_name="Elm School Academy", **{f"own_{key}": f"{words[:-7]}Academy."}
    )
    assert "Elm School still stands" not in clause(kept, key)


def test_the_preview_shows_what_the_file_ends_with(step):
    page = step("preview")
    headings = [one.text for one in page.select("main h2, h2")]
    assert "Sources" in headings
    assert "About this document" in headings
    code = policies.policy(SLUG, **NEEDED).code
    assert code in page.main
    assert "Only in the Word file" in page.main


@pytest.mark.parametrize("slug", SLUGS)
def test_every_heading_of_the_file_is_in_the_preview_once(step, slug):
    page = step("preview", slug=slug)
    shown = [one.text for one in page.select("form h2, #file-only + ul li")]
    shown = [re.sub(r"^(\d+\.|Annex [A-Z]:) ", "", text) for text in shown]
    document = opened(step("download", slug=slug).content)
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings
    for heading in headings:
        assert shown.count(re.sub(r"^Annex [A-Z]:? *", "", heading)) == 1, heading


def test_what_stands_on_lines_of_its_own_in_a_cell_does_so_in_the_preview(step):
    page = step("preview")
    assert page.select("section[aria-labelledby=details] td br")


def test_sheets_and_the_paper_are_downloaded_from_the_preview(step):
    page = step("preview", slug="acceptable-use")
    buttons = [one.attributes["value"] for one in page.select("button[name=step]")]
    sheets = [value for value in buttons if value.startswith("sheet:")]
    assert {"download", "preview", "edit", "paper", "answers"} <= set(buttons)
    assert len(sheets) >= 3
    for name in (*sheets[:2], "paper"):
        assert opened(step(name, page, slug="acceptable-use").content).paragraphs


@pytest.mark.parametrize("name", ["\u2060", "\u3164", "...", "🌞", "\u2800 -"])
def test_a_name_that_nobody_can_read_is_no_name(client, content, name):
    response = client.post(url(), {**NEEDED, "setting_name": name})
    assert response.status_code == 422
    assert "Enter the name of your setting" in response.content.decode()


HOSTILE = [
    *(
        "<script>alert(1)</script>",
        "[x](javascript:alert(1))",
        "![x](picture:../../x)",
        "{{ 7 }} {% now %} {dsl}",
    ),
    *(
        "| " * 1900,
        "**" * 1900,
        "[" * 3900,
        "\x00\x1b\u202e",
        "| a |\r\n\r\n| b |",
        "- \r\n" * 150,
        "```\r\n<b>",
    ),
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_is_pasted_breaks_a_page_or_a_file(client, content, typed):
    key = key_of(lambda clause: clause.required)
    section = policies.policy(SLUG, **NEEDED).sections[0].key
    fields = {**NEEDED, f"own_{key}": f"Kept. {typed}", f"add_{section}": f"a\r\n{typed}"}
    page = client.post(url(), {**fields, "step": "preview"})
    assert page.status_code == 200
    assert "<script>alert" not in page.content.decode()
    assert 'href="javascript' not in page.content.decode()
    assert Document.of(page).faults == []
    made = client.post(url(), fields)
    assert made.status_code == 200
    assert opened(made.content).paragraphs


def test_what_is_typed_in_the_preview_is_nowhere_afterwards(client, content):
    heard = io.StringIO()
    handler = logging.StreamHandler(heard)
    logging.getLogger().addHandler(handler)
    level = logging.getLogger().level
    logging.getLogger().setLevel(logging.DEBUG)
    key, section = key_of(optional), policies.policy(SLUG, **NEEDED).sections[0].key
    typed = [
        {f"own_{key}": MARKER, f"add_{section}": MARKER, "was": MARKER, f"drop_{key}": MARKER},
        {f"own_{key}": MARKER * 1000, "told": MARKER},
        {f"own_{key}": "", f"empty_{key}": MARKER, f"add_{section}": MARKER * 1000},
    ]
    try:
        for fields in typed:
            for step in ("preview", "edit", "download"):
                response = client.post(url(), {**NEEDED, **fields, "step": step})
                assert response.status_code in {200, 422}
                assert MARKER not in str(response.headers)
                assert "no-store" in response["Cache-Control"]
                assert not response.cookies
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(level)
    assert MARKER not in heard.getvalue()
    assert MARKER not in everything_stored()


def test_a_reader_without_a_token_may_preview(content):
    client = Client(enforce_csrf_checks=True)
    assert client.post(url(), {**NEEDED, "step": "preview"}).status_code == 200
