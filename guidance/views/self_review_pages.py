"""The pages of a self-review that answer what was sent: a theme, the result, and its files."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from guidance.policies.document import Document
from guidance.self_review import bars, code
from guidance.self_review.action_plan import first_title, of_action_plan
from guidance.self_review.answer_list import as_csv
from guidance.self_review.answers import Answers
from guidance.self_review.comparison import Comparison
from guidance.self_review.governor_report import asked_of, of_governor_report, report_name
from guidance.self_review.paper_words import NOT_THIS, origin, private_words
from guidance.self_review.result import Result
from guidance.self_review.schema import Theme
from guidance.self_review.summary import summary
from guidance.self_review_forms import BeforeForm, CodesForm
from guidance.views.policy_files import word_file
from guidance.views.self_review_parts import questions_shown, themes_shown
from guidance.views.web_files import web_file

THEME = "theme:"
PLAN, PLAN_PAGE, REPORT, LIST = "plan", "plan-page", "report", "list"


@dataclass(frozen=True)
class Asked:
    """What was sent: the answers, the step that the button names, and the code of last time."""

    answers: Answers
    step: str = ""
    before: str = ""

    @classmethod
    def of_codes(cls, form: CodesForm) -> "Asked":
        """Return what valid codes say, as if it had been sent."""
        answers = replace(form.now, setting_type=form.cleaned_data["setting_type"])
        return cls(answers, before=code.encode(form.before) if form.before else "")

    @cached_property
    def themes(self) -> tuple[Theme, ...]:
        """The themes that have a page: those with a question that is asked."""
        asked = {one.id for one in self.answers.asked}
        edition = self.answers.edition
        return tuple(one for one in edition.themes if any(question.id in asked for question in one.questions))

    @property
    def theme(self) -> Theme | None:
        """The theme whose page is wanted; None for the result."""
        key = self.step.removeprefix(THEME) if self.step.startswith(THEME) else ""
        return next((one for one in self.themes if one.key == key), None)

    @property
    def address(self) -> str:
        """The address that takes each step."""
        return reverse("guidance:self_review_set", args=[self.answers.edition.slug])

    def hidden_fields(self, besides: Theme | None = None) -> Iterator[tuple[str, str]]:
        """Yield what the page carries along beside the questions of ``besides``."""
        yield "setting_type", self.answers.setting_type
        yield "scope", "start" if self.answers.start_only else "all"
        shown = frozenset(one.id for one in besides.questions) if besides else frozenset()
        yield from self.answers.hidden_fields(shown)

    @property
    def crumbs(self) -> list[tuple[str, str]]:
        edition = self.answers.edition
        return [("Self-review", reverse("guidance:self_review")), (edition.title, self.address)]


def theme_page(request: HttpRequest, asked: Asked, theme: Theme) -> HttpResponse:
    """Show the questions of ``theme``, with what was answered before."""
    answers = asked.answers
    questions = [one for one in answers.asked if one.id in {other.id for other in theme.questions}]
    place = asked.themes.index(theme)
    context = {
        "heading": theme.title,
        "lead": f"Theme {place + 1} of {len(asked.themes)}. Leave open what you cannot answer today.",
        "crumbs": asked.crumbs,
        "part_of": f"Self-review: {answers.edition.title.lower()}",
        "noindex": True,
        "asked": asked,
        "theme": theme,
        "questions": questions_shown(questions, Result(answers)),
        "hidden_fields": [*asked.hidden_fields(theme), ("before", asked.before)],
        "back": asked.themes[place - 1] if place else None,
        "onward": asked.themes[place + 1] if place + 1 < len(asked.themes) else None,
    }
    return render(request, "guidance/self_review/theme.html", context)


def result_page(request: HttpRequest, asked: Asked) -> HttpResponse:
    """Show what follows from the answers, or answer with the file that the step names."""
    form = BeforeForm({"before": asked.before}, now=asked.answers)
    comparison = form.cleaned_data["before"] if form.is_valid() else None
    result = Result(asked.answers)
    if not form.errors and not result.is_empty and asked.step in FILES:
        return FILES[asked.step](result, comparison)
    context = _result_context(result, comparison) | {
        "asked": asked,
        "crumbs": asked.crumbs,
        "form": form,
        "hidden_fields": list(asked.hidden_fields()),
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "guidance/self_review/result.html", context, status=status)


def _result_context(result: Result, comparison: Comparison | None) -> dict:
    return {
        "heading": "Your self-review",
        "lead": " ".join(summary(result)),
        "part_of": result.edition.title,
        "noindex": True,
        "result": result,
        "first_title": first_title(result),
        "themes": themes_shown(result),
        "key": bars.key(),
        "comparison": comparison,
        "code": code.encode(result.answers),
        "report_name": report_name(result),
        "to_ask": asked_of(result),
        "origin": origin(result, timezone.localdate()),
        "private_words": private_words(result),
        "not_this": NOT_THIS,
    }


def _plan(result: Result, comparison: Comparison | None) -> HttpResponse:
    return word_file(_made_plan(result), name="self-review-action-plan")


def _plan_page(result: Result, comparison: Comparison | None) -> HttpResponse:
    return web_file(_made_plan(result), name="self-review-action-plan")


def _made_plan(result: Result) -> Document:
    return of_action_plan(result, code.encode(result.answers), timezone.localdate())


def _report(result: Result, comparison: Comparison | None) -> HttpResponse:
    made = of_governor_report(result, code.encode(result.answers), timezone.localdate(), comparison)
    return word_file(made, name="self-review-report")


def _list(result: Result, comparison: Comparison | None) -> HttpResponse:
    response = HttpResponse(as_csv(result), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="self-review-answers.csv"'
    return response


FILES = {PLAN: _plan, PLAN_PAGE: _plan_page, REPORT: _report, LIST: _list}
