"""All policies from one set of answers: they agree, the answers can be taken along, and nothing is kept."""

import io
import json
import re
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from guidance.policies import answers_file
from tests.guidance.policies import SLUGS, opened
from tests.guidance.test_policy_tailoring import fields_of

URL = "/policies/all/"
PAPER = "paper-for-the-board.docx"
ANSWERS = {
    "setting_name": "Elm & Oak Academy",
    "setting_type": "secondary",
    "governance": "trust",
    "phases": ["ks3-4", "post-16"],
    "leader": "Mr T. Lunn",
    "dsl": "Ms P. Nair",
    "deputies": "Mr T. Beck",
    "concern_person": "Dr Ann Lowe",
    "adopted_on": "2026-12-01",
    "phones": "locked-away",
    "monitoring": "no",
}


def words_of(data: bytes) -> str:
    document = opened(data)
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def folder(client, **changes) -> dict[str, bytes]:
    response = client.post(URL, {**ANSWERS, "step": "folder", **changes})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(response.content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_who_works_alone_gets_no_papers_for_others_to_decide_on(client, portal):
    changes = {"setting_type": "childminder", "governance": "", "phases": [], "concern_person": ""}
    assert folder(client, **changes).keys() == {*(f"{slug}.docx" for slug in SLUGS), "policy-answers.json"}


def test_the_folder_holds_each_policy_one_paper_for_all_of_them_and_the_answers(client, portal):
    files = folder(client)
    assert files.keys() == {f"{slug}.docx" for slug in SLUGS} | {PAPER, "policy-answers.json"}
    assert answers_file.read(files["policy-answers.json"]).answers["leader"] == ["Mr T. Lunn"]


def test_the_paper_has_a_decision_for_each_policy_and_says_what_was_chosen(client, portal):
    document = opened(folder(client)[PAPER])
    _, to_tick, signed = document.tables
    assert [cell.text for cell in to_tick.rows[0].cells][2:] == ["Yes", "With changes", "No"]
    assert len(to_tick.rows) == 1 + len(SLUGS)
    said = words_of(folder(client)[PAPER])
    assert "A concern about Mr T. Lunn goes to Dr Ann Lowe (chair of the trust board)." in said
    assert "Pupils’ phones" in said or "Pupils' phones are locked away." in said
    assert signed.rows[1].cells[0].text == "Chair of the trust board, signed"


def test_an_owner_who_is_the_manager_gets_no_paper(client, portal):
    changes = {"setting_type": "nursery", "governance": "nobody", "phases": [], "concern_person": ""}
    assert PAPER not in folder(client, **changes)


@pytest.mark.parametrize("changes", [{}, {"monitoring": "yes", "phones": "handed-in"}])
def test_the_policies_of_a_folder_agree_with_each_other_and_with_those_made_one_by_one(
    client, portal, changes
):
    files = folder(client, **changes)
    for slug in SLUGS:
        alone = client.post(f"/policies/{slug}/tailor/", {**ANSWERS, **changes})
        assert files[f"{slug}.docx"] == alone.content
        words = words_of(files[f"{slug}.docx"])
        assert "Elm & Oak Academy" in words
        assert "Dr Ann Lowe" in words
        assert "governing body" not in words
    together = "\n".join(words_of(files[f"{slug}.docx"]) for slug in SLUGS)
    says_no = "We do not use a monitoring product" in together
    assert says_no == (changes.get("monitoring") != "yes")
    assert ("uses a monitoring product" in together or "use a monitoring product on" in together) != says_no


def test_every_question_is_asked_once_and_what_one_policy_alone_asks_stands_under_its_name(client, portal):
    page = client.post(URL, {**ANSWERS, "step": "questions"}).content.decode()
    names = re.findall(r'<(?:input|select)[^>]* name="([a-z_]+)"[^>]* id="id_[a-z_]+?(?:_0)?"', page)
    assert len(names) == len(set(names))
    after_own_heading = page[page.index("<legend>Image use policy") :]
    assert 'name="parent_photos"' in after_own_heading
    assert page.index('name="monitoring"') < page.index("<legend>Image use policy")


def test_the_answers_come_back_next_year(client, portal):
    kept = client.post(URL, {**ANSWERS, "step": "answers"})
    assert 'filename="policy-answers.json"' in kept["Content-Disposition"]
    file = SimpleUploadedFile("policy-answers.json", kept.content, "application/json")
    page = client.post(URL, {"step": "questions", "answers_file": file}).content.decode()
    assert 'value="Mr T. Lunn"' in page
    assert "Elm &amp; Oak Academy" in page
    again = folder(client, **fields_of(page), **shown_fields(page))
    first = folder(client)
    assert {slug: again[f"{slug}.docx"] == first[f"{slug}.docx"] for slug in SLUGS} == dict.fromkeys(
        SLUGS, True
    )


def shown_fields(page: str) -> dict:
    """What the browser would send of the boxes, choices and lists on the page."""
    texts = re.findall(r'<input type="text" name="([^"]+)" value="([^"]*)"', page)
    radios = re.findall(r'<input type="radio" name="([^"]+)" value="([^"]*)"[^>]* checked', page)
    return dict([*texts, *radios])


def test_reworded_clauses_of_one_policy_come_back_with_its_answers(client, portal):
    address = "/policies/social-media/tailor/"
    fields = {**ANSWERS, "own_aims-purpose": "Our own aims.", "step": "answers"}
    kept = client.post(address, fields).content
    file = SimpleUploadedFile("policy-answers.json", kept, "application/json")
    page = client.post(address, {"step": "questions", "answers_file": file}).content.decode()
    assert 'name="own_aims-purpose" value="Our own aims."' in page


BROKEN = {
    "no JSON": b"{",
    "another file": b'{"name": "x"}',
    "a list": b"[]",
    "too deep": b"[" * 60_000,
    "no text": json.dumps(
        {"format": "lesas-policy-answers", "version": 1, "answers": {"leader": [1]}}
    ).encode(),
    "too long": b" " * 65_537,
    "bytes": b"\xff\xfe\x00",
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_file_that_is_not_one_of_ours_is_named_beside_its_field(client, portal, name):
    file = SimpleUploadedFile("policy-answers.json", BROKEN[name], "application/json")
    response = client.post(URL, {"step": "questions", "answers_file": file})
    page = response.content.decode()
    assert response.status_code == 422
    assert 'id="id_answers_file_error"' in page
    assert "Enter the name of your setting" not in page


def test_what_a_file_says_is_checked_like_typed_words(client, portal):
    answers = {"setting_name": ["Elm"], "setting_type": ["primary"], "review_on": ["soon"], "odd": ["x"]}
    data = answers_file.write(answers_file.SavedAnswers(answers))
    file = SimpleUploadedFile("policy-answers.json", data, "application/json")
    response = client.post(URL, {"step": "questions", "answers_file": file})
    assert response.status_code == 422
    assert ": enter a date, like 3 September 2027" in response.content.decode()
    assert b'name="odd"' not in response.content


def test_the_way_back_to_the_first_page_loses_nothing(client, portal):
    page = client.post(URL, {**ANSWERS, "step": "setting"}).content.decode()
    assert 'value="Elm &amp; Oak Academy"' in page
    assert 'name="leader" value="Mr T. Lunn"' in page
    assert "There is a problem" not in page


@pytest.mark.parametrize(
    ("setting_type", "governance", "who"),
    [("nursery", "trust", "A committee"), ("primary", "owner", "A governing body")],
)
def test_who_cannot_govern_such_a_setting_is_refused_in_words(client, portal, setting_type, governance, who):
    response = client.post(
        URL, {"setting_name": "Elm", "setting_type": setting_type, "governance": governance}
    )
    assert response.status_code == 422
    assert who in response.content.decode()


def test_a_folder_leaves_no_trace_and_sets_no_cookie(client, portal):
    for step in ("setting", "questions", "folder", "answers"):
        response = client.post(URL, {**ANSWERS, "step": step})
        assert "no-store" in response["Cache-Control"]
        assert not response.cookies


PAPER_BUTTON = 'name="step" value="paper"'
ALONE = {"setting_type": "childminder", "governance": "", "phases": [], "concern_person": ""}


@pytest.mark.parametrize("step", ["questions", "preview"])
def test_who_works_alone_is_offered_no_paper(client, portal, step):
    address = "/policies/social-media/tailor/"
    alone = client.post(address, {**ANSWERS, **ALONE, "step": step}).content.decode()
    assert 'value="download"' in alone
    assert PAPER_BUTTON not in alone
    others = client.post(address, {**ANSWERS, "step": step}).content.decode()
    assert f"{PAPER_BUTTON}>Download the paper for the trust board (Word)<" in others


def test_the_page_of_the_folder_promises_a_paper_only_where_it_holds_one(client, portal):
    trust = client.post(URL, {**ANSWERS, "step": "questions"}).content.decode()
    assert "One paper for all of them: paper for the trust board" in trust
    alone = client.post(URL, {**ANSWERS, **ALONE, "step": "questions"}).content.decode()
    assert "What the folder holds" in alone
    assert "One paper" not in alone
