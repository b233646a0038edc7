"""The two pages of questions before a policy, or a folder of policies, is made of the answers.

Nothing typed is stored, logged, cached or put into an address: each page carries the answers in its own
fields. So there is nothing that a forged request could change, and no CSRF cookie for readers.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from guidance.forms import AnswersForm, answer_names
from guidance.hidden_fields import HiddenFields
from guidance.policies.answers import Answers
from guidance.policies.answers_file import SavedAnswers
from guidance.policies.governor_paper import paper_name
from guidance.policies.schema import Template
from guidance.setting_form import SETTING, SettingForm, StartForm

QUESTIONS, START = "questions", "setting"
LEAD = "Answer what you can: everything here may stay empty. Then we use words that fit your type of setting."


@dataclass(frozen=True)
class Making:
    """What is being made: its templates, the address that takes each step, and the page's frame.

    ``template_name`` is the page of the second step, with its buttons.
    """

    heading: str
    address: str
    crumbs: list[tuple[str, str]]
    templates: Sequence[Template]
    template_name: str
    slug: str = ""
    more: Mapping[str, object] | None = None


@dataclass(frozen=True)
class Asked:
    """The questions, answered: the form, found valid, and all that came with it."""

    form: AnswersForm
    data: QueryDict

    @property
    def answers(self) -> Answers:
        """The answers to the questions, without what was made of clauses."""
        return self.form.answers()

    def hidden_fields(self, names: Sequence[str]) -> HiddenFields:
        """Return these fields as they came, for hidden fields."""
        return [(name, value) for name in names for value in self.data.getlist(name)]


def ask(request: HttpRequest, making: Making, clauses: HiddenFields) -> Asked | HttpResponse:
    """Return the answered questions, or the page that asks what is still to be asked or put right.

    ``clauses`` is what came about clauses, which the pages of questions carry along.
    """
    if request.method != "POST":
        return _start(request, making, StartForm(), [])
    step = request.POST.get("step", "")
    start = StartForm(request.POST, request.FILES)
    if "answers_file" in start.errors:
        return _start(request, making, _only_file_error(start), clauses)
    saved = start.cleaned_data.get("answers_file")
    data = _with_saved(request.POST, saved) if saved else request.POST
    clauses = [*clauses, *_saved_clauses(saved, making.slug)] if saved else clauses
    setting = SettingForm(data)
    if step == START or not setting.is_valid():
        names = [name for name in answer_names(making.templates) if name not in SETTING]
        kept = [(name, value) for name in names for value in data.getlist(name)]
        first = StartForm(data) if step != START else StartForm(initial=_initial(data))
        return _start(request, making, first, [*kept, *clauses])
    about = setting.setting()
    form = AnswersForm(_with_defaults(data, making, about), templates=making.templates, about=about)
    if step == QUESTIONS or not form.is_valid():
        return questions_page(request, making, form, clauses)
    return Asked(form, data)


def questions_page(
    request: HttpRequest, making: Making, form: AnswersForm, clauses: HiddenFields
) -> HttpResponse:
    """Show the second page; 422 where an answer was refused."""
    data = form.data
    kept = [
        (name, value)
        for name in answer_names(making.templates)
        if name not in form.shown
        for value in data.getlist(name)  # type: ignore[attr-defined]
    ]
    context = {
        **_frame(making),
        "lead": LEAD,
        "form": form,
        "paper": paper_name(form.about),
        "hidden_fields": [*kept, *clauses],
        **(making.more or {}),
    }
    return render(request, making.template_name, context, status=_status(form))


def _start(request: HttpRequest, making: Making, form: SettingForm, kept: HiddenFields) -> HttpResponse:
    context = {
        **_frame(making),
        "lead": "Only the name and the type are needed. The next page asks how you work.",
        "form": form,
        "hidden_fields": kept,
    }
    return render(request, "guidance/policies/tailor_start.html", context, status=_status(form))


def _frame(making: Making) -> dict:
    return {"heading": making.heading, "crumbs": making.crumbs, "address": making.address}


def _status(form: SettingForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK


def _only_file_error(start: StartForm) -> StartForm:
    """Without the errors of fields that the file was to fill in."""
    for name in [name for name in start.errors if name != "answers_file"]:
        del start.errors[name]
    return start


def _with_saved(data: QueryDict, saved: SavedAnswers) -> QueryDict:
    """The answers of the file, with what was typed beside it in their place."""
    merged = QueryDict(mutable=True)
    for name, values in saved.answers.items():
        merged.setlist(name, values)
    for name in data:
        if values := [value for value in data.getlist(name) if value]:
            merged.setlist(name, values)
    return merged


def _saved_clauses(saved: SavedAnswers, slug: str) -> HiddenFields:
    return [(name, value) for name, values in saved.words.get(slug, {}).items() for value in values]


def _with_defaults(data: QueryDict, making: Making, about: Answers) -> QueryDict:
    """``data`` with the usual answer to each question that was not answered, so that the page shows it."""
    filled = data.copy()
    blank = AnswersForm(templates=making.templates, about=about)
    for name in blank.shown:
        initial = blank.fields[name].initial
        if initial and name not in filled:
            filled[name] = initial
    return filled


def _initial(data: QueryDict) -> dict:
    return {name: data.getlist(name) if name == "phases" else data.get(name, "") for name in SETTING}
