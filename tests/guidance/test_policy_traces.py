"""What a setting types while it makes its policies is found nowhere afterwards, by whatever step it came."""

import io
import re
import tempfile
import time
import zipfile

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from guidance import clause_forms
from guidance.forms import ABOUT, APPROVAL, PEOPLE
from guidance.policies import answers_file
from guidance.policies.questions import LOCAL_CHOICES
from guidance.views import policy_folder, tailor_steps, tailoring
from tests.guidance.policies import SLUGS, template
from tests.traces import everything_heard, new_marker, places_with

ALL = "/policies/all/"
SETTING = {"setting_type": "secondary", "governance": "trust-local", "phases": ["ks3-4", "post-16"]}
CHOSEN = {"learners": "students", "concern_route": "person", "adopted_on": "13 February 2027"}
FREE_QUESTIONS = tuple(name for name, question in LOCAL_CHOICES.items() if not question.choices)
NAMES = tuple(
    {"setting_name", *ABOUT, *PEOPLE, *APPROVAL, *FREE_QUESTIONS}
    - {"learners", "concern_route", "adopted_on", "review_on"}
)
STEPS = ("setting", "questions", "preview", "edit", "", "download", "paper", "answers")


@pytest.fixture
def marker() -> str:
    return new_marker()


@pytest.fixture
def listening(settings):
    with everything_heard(settings) as ears:
        yield ears


@pytest.fixture
def poster(content, marker, monkeypatch, tmp_path):
    """Posts as a browser would, and minds a 500 only where asked; every temporary file is a failure."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "there is no such folder"))
    client = Client(raise_request_exception=False)

    def post(path: str, data: dict, status: int = 200):
        response = client.post(path, data)
        assert response.status_code == status, (data.get("step"), response.status_code)
        assert not response.cookies
        assert not client.cookies
        assert status == 404 or "no-store" in response["Cache-Control"]
        assert marker not in str(response.headers)
        return response

    yield post
    monkeypatch.undo()


@pytest.fixture
def nothing_is_kept(marker, listening, monkeypatch):
    """Fails where the marker is found in a table, cache, mail, file or line of a log."""
    since = time.time()

    def check() -> None:
        monkeypatch.undo()
        assert places_with(marker, since) == []
        assert not [line for line in listening.heard if marker in line]

    return check


def address(slug: str) -> str:
    return f"/policies/{slug}/tailor/"


def answers(marker: str, **changes) -> dict:
    return {**SETTING, **CHOSEN, **dict.fromkeys(NAMES, marker), **changes}


def clauses(slug: str, marker: str) -> dict:
    """Every clause in own words, own clauses in every section, one left out and one emptied on purpose."""
    text = template(slug)
    found = [clause for _, clause in text.clauses()]
    emptied, omitted = [clause.key for clause in found if clause_forms.may_go(clause)][:2]
    return {
        **{f"own_{clause.key}": f"Ours: {marker}\n- {marker}" for clause in found},
        **{f"drop_{clause.key}": "on" for clause in found},
        **{f"add_{section.key}": f"Added: {marker}" for section in text.sections},
        f"out_{omitted}": "on",
        f"own_{emptied}": "",
        f"empty_{emptied}": "out",
        "was": [marker],
        "told": [marker],
    }


def said(response) -> str:
    """All words of an answer: of a page, or of every part of a packed file and of those packed in it."""
    if not zipfile.is_zipfile(io.BytesIO(response.content)):
        return response.content.decode()
    return unpacked(response.content)


def unpacked(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = [packed.read(name) for name in packed.namelist()]
    return "\n".join(
        unpacked(part) if zipfile.is_zipfile(io.BytesIO(part)) else part.decode(errors="replace")
        for part in parts
    )


def file_of(data: bytes, marker: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(f"{marker}.json", data, "application/json")


def saved(marker: str, slug: str) -> bytes:
    as_lists = {
        name: value if isinstance(value, list) else [value] for name, value in answers(marker).items()
    }
    words = {
        name: value if isinstance(value, list) else [value] for name, value in clauses(slug, marker).items()
    }
    return answers_file.write(answers_file.SavedAnswers(as_lists, {slug: words}))


@pytest.mark.parametrize("slug", SLUGS)
def test_nothing_typed_for_one_policy_is_kept_by_any_step(slug, poster, marker, nothing_is_kept):
    typed = {**answers(marker), **clauses(slug, marker)}
    for step in STEPS:
        assert marker in said(poster(address(slug), {**typed, "step": step}))
    preview = said(poster(address(slug), {**typed, "step": "preview"}))
    for sheet in re.findall(r'value="(sheet:[a-z0-9-]+)"', preview):
        assert marker in said(poster(address(slug), {**typed, "step": sheet}))
    poster(address(slug), {**typed, "step": f"sheet:{marker}"}, status=404)
    nothing_is_kept()


def test_nothing_typed_for_the_folder_is_kept_by_any_step(poster, marker, nothing_is_kept):
    for step in ("setting", "questions", "edit", "folder", "answers", ""):
        assert marker in said(poster(ALL, {**answers(marker), "step": step}))
    nothing_is_kept()


REFUSED = {
    "a date that is none": {"adopted_on": "{}"},
    "a review that is none": {"review_on": "{}"},
    "a setting that there is not": {"setting_type": "{}"},
    "a governance that there is not": {"governance": "{}"},
    "an age that there is not": {"phases": ["{}"]},
    "a word for learners that there is not": {"learners": "{}"},
    "a route that there is not": {"concern_route": "{}"},
    "a choice that there is not": {"monitoring": "{}", "phones": "{}"},
    "a name that is too long": {"leader": "{} " * 80},
}


@pytest.mark.parametrize("path", [ALL, address("mobile-and-smart-technology")])
def test_nothing_that_is_refused_is_kept(path, poster, marker, nothing_is_kept):
    for changes in REFUSED.values():
        typed = {
            name: [one.format(marker) for one in value]
            if isinstance(value, list)
            else value.replace("{}", marker)
            for name, value in changes.items()
        }
        for step in ("preview", "folder"):
            poster(path, {**answers(marker), **typed, "step": step}, status=422)
    nothing_is_kept()


def test_no_clause_that_is_refused_is_kept(poster, marker, nothing_is_kept):
    preview = said(poster(address("image-use"), {**answers(marker), "step": "preview"}))
    boxes, may_go_out = (re.findall(rf'name="{kind}_([a-z0-9-]+)"', preview) for kind in ("own", "out"))
    may_go, must_stay = may_go_out[0], next(key for key in boxes if key not in may_go_out)
    for words in (
        {f"own_{may_go}": f"{marker} " * 400},
        {f"own_{may_go}": f"{marker}\n" * 201},
        {f"own_{may_go}": "", f"empty_{may_go}": marker},
        {f"own_{must_stay}": "", "was": [marker]},
        {f"own_{may_go}": "Jo Old decides.", "was": ["Jo Old", marker]},
    ):
        for step in ("download", "paper", "answers"):
            page = poster(address("image-use"), {**answers(marker), **words, "step": step}, status=422)
            assert marker in said(page)
    nothing_is_kept()


@pytest.mark.parametrize("path", [ALL, address("image-use")])
def test_neither_a_file_of_answers_nor_its_name_is_kept(path, poster, marker, nothing_is_kept):
    whole = saved(marker, "image-use")
    page = said(poster(path, {"step": "questions", "answers_file": file_of(whole, marker)}))
    assert f'value="{marker}"' in page
    broken = (whole[:-40], marker.encode(), b"[" * 50_000 + marker.encode(), whole + b" " * 70_000)
    for data in (*broken, marker.encode() * 30_000):
        refused = poster(path, {"step": "questions", "answers_file": file_of(data, marker)}, status=422)
        assert marker not in said(refused)
    nothing_is_kept()


@pytest.mark.parametrize("path", [ALL, address("image-use")])
def test_a_file_as_long_as_a_film_is_refused_before_it_reaches_the_disk(
    path, poster, marker, nothing_is_kept
):
    data = marker.encode() * 200_000
    poster(path, {**answers(marker), "answers_file": file_of(data, marker)}, status=413)
    nothing_is_kept()


BREAKS = {
    "the questions": (tailor_steps, "AnswersForm", "preview"),
    "the tailoring": (clause_forms, "tailor", "preview"),
    "the file": (tailoring, "document_of", "download"),
    "the paper": (tailoring, "governor_paper_of", "paper"),
    "a sheet": (tailoring, "sheet_of", "sheet:contacts"),
    "the answers": (answers_file, "write", "answers"),
    "the reading of a file": (answers_file, "read", "questions"),
    "the folder": (policy_folder, "pack", "folder"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_nothing_typed_is_kept_when_something_breaks(
    name, content, marker, nothing_is_kept, listening, monkeypatch
):
    module, broken_name, step = BREAKS[name]

    def broken(*given, **named):
        raise ValueError(f"cannot use {given} {named} {marker}")

    monkeypatch.setattr(module, broken_name, broken)
    typed = {**answers(marker), "step": step}
    if step == "questions":
        typed["answers_file"] = file_of(saved(marker, "image-use"), marker)
    path = ALL if step == "folder" else address("image-use")
    assert Client(raise_request_exception=False).post(path, typed).status_code == 500
    nothing_is_kept()
    assert listening.heard, "the failure itself is reported"
    assert mail.outbox, "and mailed"


def test_a_day_that_is_typed_is_kept_nowhere(poster, listening):
    days = {"adopted_on": "13 February 2027", "review_on": "27 February 2028"}
    since = time.time()
    for path, step in ((ALL, "folder"), (ALL, "answers"), (address("image-use"), "download")):
        poster(path, {**answers("Elm School", **days), "step": step})
    poster("/policies/changes/", {"template": "image-use", "adopted": "13 February 2027"}, status=302)
    for day in ("2027-02-13", "2028-02-27", "(2027, 2, 13)", "13 February 2027", "27 February 2028"):
        assert places_with(day, since) == []
        assert not [line for line in listening.heard if day in line]
