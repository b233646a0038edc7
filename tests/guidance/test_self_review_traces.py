"""What a setting says in a self-review, and its code, are found nowhere afterwards, whatever the step."""

import time

import pytest
from django.core import mail
from django.test import Client

from guidance.self_review import code
from guidance.self_review.answers import VALUES
from guidance.views import self_review_pages, self_review_parts
from tests.guidance.self_reviews import answers
from tests.traces import everything_heard, new_marker, places_with

SCHOOL, COMPARE = "/self-review/school/", "/self-review/compare/"
STEPS = ("theme:filt", "result", "plan", "plan-page", "report", "list", "")


@pytest.fixture
def marker() -> str:
    return new_marker()


@pytest.fixture
def listening(settings):
    with everything_heard(settings) as ears:
        yield ears


@pytest.fixture
def nothing_is_kept(listening):
    """Fails where a word is found in a table, cache, mail, file or line of a log."""
    since = time.time()

    def check(*kept: str) -> None:
        for word in kept:
            assert places_with(word, since) == []
            assert not [line for line in listening.heard if word in line]

    return check


def poster(path: str, sent: dict, status: int = 200):
    client = Client(raise_request_exception=False)
    response = client.post(path, sent)
    assert response.status_code == status
    assert not client.cookies
    assert "no-store" in response["Cache-Control"]
    return response


def sent() -> dict[str, str]:
    """Answers of every sort, with a code that no other test makes."""
    values = ("1", "2", "3", "4", "unknown", "")
    names = answers("primary", 1).states
    return {"setting_type": "primary", **{name: values[place * 7 % 6] for place, name in enumerate(names)}}


def kept_code() -> str:
    said = {name: VALUES[value] for name, value in sent().items() if name != "setting_type"}
    return code.encode(answers("primary", 0, **said))


def test_neither_answers_nor_code_are_kept_by_any_step(content, marker, nothing_is_kept):
    then = code.encode(answers("primary", 2, LEAD1=4))
    for step in STEPS:
        poster(SCHOOL, {**sent(), "step": step, "before": then, "marker": marker})
    poster(COMPARE, {"code": kept_code(), "setting_type": "primary"})
    poster(COMPARE, {"code": then, "newer": kept_code()})
    for one in (kept_code(), then):
        nothing_is_kept(one, one.replace("-", ""))
    nothing_is_kept(marker, "FILT1=")


def test_nothing_that_is_refused_is_kept(content, marker, nothing_is_kept):
    poster("/self-review/", {"setting_type": marker}, status=422)
    for changes in (
        {"setting_type": marker},
        {"LEAD1": marker},
        {"before": marker},
        {"before": f"SR-202601-{marker}"},
        {"step": "begin", "setting_type": marker},
    ):
        for step in ("plan", "plan-page", "report", "list"):
            poster(SCHOOL, {**sent(), "step": step, **changes}, status=422)
    for typed in ({"code": marker}, {"code": kept_code(), "newer": marker}, {"setting_type": marker}):
        poster(COMPARE, typed, status=422)
    poster(SCHOOL, {**sent(), "step": f"theme:{marker}"})
    nothing_is_kept(marker)


BREAKS = {
    "a theme": (self_review_parts, "sources", "theme:lead"),
    "the result": (self_review_parts, "page_titles", "result"),
    "the plan": (self_review_pages, "of_action_plan", "plan"),
    "the plan as a page": (self_review_pages, "of_action_plan", "plan-page"),
    "the report": (self_review_pages, "of_governor_report", "report"),
    "the list": (self_review_pages, "as_csv", "list"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_nothing_is_kept_when_something_breaks(
    name, content, marker, nothing_is_kept, listening, monkeypatch
):
    module, broken_name, step = BREAKS[name]

    def broken(*given, **named):
        raise ValueError(f"cannot use {given} {named} {marker}")

    monkeypatch.setattr(module, broken_name, broken)
    response = Client(raise_request_exception=False).post(SCHOOL, {**sent(), "step": step, "LEAD5": "4"})
    assert response.status_code == 500
    nothing_is_kept(marker, kept_code())
    assert listening.heard, "the failure itself is reported"
    assert mail.outbox, "and mailed"
