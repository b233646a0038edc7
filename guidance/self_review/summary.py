"""The whole of a result in one or two plain sentences."""

from guidance.self_review.answers import NOT_ANSWERED, NOT_KNOWN, NOT_OURS
from guidance.self_review.result import Result, counted


def summary(result: Result) -> tuple[str, ...]:
    """Return how much was answered, what is below the mark in law, and what is left for later."""
    return tuple(filter(None, (answered_words(result), _missing(result), _later(result))))


def answered_words(result: Result) -> str:
    """Return how many questions were answered, of those that apply."""
    total = len(result.answered) - result.states[NOT_OURS]
    return f"You answered {total - result.states[NOT_ANSWERED]} of {total}."


def _missing(result: Result) -> str:
    if not result.to_do:
        return "You say that all you answered is in place." if result.reached else ""
    unknown = sum(one.state == NOT_KNOWN for one in result.law_below)
    known = len(result.law_below) - unknown
    said = (
        f"You say that {counted(known, 'point', 'points')} of law or statutory guidance "
        f"{_are(known)} not yet in place"
    )
    if not known and not unknown:
        return "Of law and statutory guidance, you say that all you answered is in place."
    if not unknown:
        return f"{said}."
    if not known:
        return f"You do not know about {counted(unknown, 'point', 'points')} of law or statutory guidance."
    return f"{said}, and that you do not know about {unknown} more."


def _later(result: Result) -> str:
    left = result.edition.counted(result.answers.setting_type) - len(result.answered)
    if not result.answers.start_only or left < 1:
        return ""
    return f"{counted(left, 'question', 'questions')} of the full set {_are(left)} left for later."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
