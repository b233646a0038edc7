"""What pages of a self-review show of each question, with the pages and sources that readers get now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from guidance.models import Resource
from guidance.self_review.answered import Answered
from guidance.self_review.answers import NOT_KNOWN, NOT_OURS, STATE_WORDS, VALUE_OF, Answers
from guidance.self_review.bars import Bar, bar_of
from guidance.self_review.result import Result, ThemeResult
from guidance.self_review.schema import Question, Source
from guidance.services.self_review import page_titles, sources


@dataclass(frozen=True)
class Choice:
    """One answer to a question: what is sent, what it is called and what it says."""

    value: str
    name: str
    words: str = ""
    is_chosen: bool = False


@dataclass(frozen=True)
class ShownQuestion:
    """A question as a page asks it; ``help_title`` is that of our page, empty where it is not public."""

    question: Question
    choices: list[Choice]
    leads: str
    help_title: str
    sources: list[tuple[Source, Resource | None]]


@dataclass(frozen=True)
class ShownTheme:
    """What was said about a theme: its bar, and each answer with the title of the page that helps."""

    result: ThemeResult
    bar: Bar
    rows: list[tuple[Answered, str]]


def questions_shown(questions: Iterable[Question], result: Result) -> list[ShownQuestion]:
    """Return ``questions`` with what was answered before. Two queries."""
    asked = list(questions)
    titles = page_titles(one.page for one in asked)
    known = sources(source.key for one in asked for source in one.sources)
    return [_question(one, result, titles, known) for one in asked]


def themes_shown(result: Result) -> list[ShownTheme]:
    """Return each theme with what was said. One query."""
    titles = page_titles(one.question.page for one in result.answered)
    return [
        ShownTheme(
            one,
            bar_of((each.state for each in one.answered), f"{one.theme.short}: {one.in_words}", one.each),
            [(each, titles.get(each.question.page, "")) for each in one.answered],
        )
        for one in result.themes
    ]


def _question(
    question: Question, result: Result, titles: Mapping[str, str], known: Mapping[str, Resource]
) -> ShownQuestion:
    return ShownQuestion(
        question,
        _choices(question, result.answers),
        result.leads(question),
        titles.get(question.page, ""),
        [(source, known.get(source.key)) for source in question.sources],
    )


def _choices(question: Question, answers: Answers) -> list[Choice]:
    """The four levels, that nobody knows, where that may be that it does not apply, and a way back."""
    said = answers.state(question)
    found = [
        Choice(VALUE_OF[level], STATE_WORDS[level], words, said == level)
        for level, words in enumerate(question.levels, start=1)
    ]
    found.append(Choice(VALUE_OF[NOT_KNOWN], STATE_WORDS[NOT_KNOWN], is_chosen=said == NOT_KNOWN))
    if question.may_be_left_out(answers.setting_type):
        found.append(
            Choice(VALUE_OF[NOT_OURS], STATE_WORDS[NOT_OURS], question.not_apply_when, said == NOT_OURS)
        )
    return [*found, Choice("", "Leave it open")] if said else found
