"""How facts are put into words on a page."""

from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from django import template
from django.utils import timezone

from guidance import markup, opening_hours

register = template.Library()


@register.filter
def markdown(source: str, prefix: str = "") -> str:
    """Markdown written by advisers as safe HTML; ``prefix`` starts the ids of its headings."""
    return markup.render(source, prefix)


@register.filter
def as_sentence(text: str) -> str:
    """What an adviser typed as a sentence: with a full stop, unless it ends as a sentence already."""
    text = text.strip()
    return text if not text or text.rstrip("”’\"')").endswith((".", "!", "?", "…")) else f"{text}."


@register.filter
def tel(number: str) -> str:
    """A phone number as the address of a tel: link (RFC 3966): digits only."""
    return "".join(character for character in number if character.isdigit() or character == "+")


@register.filter
def host(address: str) -> str:
    """The site of a web address as people name it: gov.uk, not https://www.gov.uk/path."""
    return (urlsplit(address).hostname or "").removeprefix("www.")


@register.filter
def without_scheme(address: str) -> str:
    """A web address as it stands on paper: gov.uk/path, not https://gov.uk/path."""
    return address.partition("://")[2]


@register.filter
def clock_time(at) -> str:
    """A time as people write it: 9am, 5pm, 9.30am."""
    return time_words(at)


@register.filter
def opening_line(opening: opening_hours.Opening) -> str:
    """ "Open now until 5pm" and the like."""
    return opening_words(opening)


@register.filter
def at(mapping: dict, key: str):
    """What ``mapping`` has at ``key``; nothing where it has none."""
    return mapping.get(key)


ALWAYS_OPEN = "Open now, day and night"


def time_words(at: datetime | time) -> str:
    """Return a clock time as people write it: "9am", "5pm", "9.30am", "midday", "midnight"."""
    if (at.hour, at.minute) in {(0, 0), (12, 0)}:
        return "midnight" if at.hour == 0 else "midday"
    hour = at.hour % 12 or 12
    minutes = f".{at.minute:02d}" if at.minute else ""
    return f"{hour}{minutes}{'am' if at.hour < 12 else 'pm'}"


def opening_words(answer: opening_hours.Opening, at: datetime | None = None) -> str:
    """Return "Open now until 5pm", "Opens at 9am", "Opens tomorrow at 9am" or "Opens Monday at 9am".

    Something that never closes is "Open now, day and night"; with no opening in sight it is "Closed now".
    """
    at = timezone.localtime(at)
    if answer.is_open:
        return f"Open now until {_closing_words(answer.closes_at, at)}" if answer.closes_at else ALWAYS_OPEN
    if answer.opens_at is None:
        return "Closed now"
    return f"Opens {_day_words(answer.opens_at.date(), at.date())}at {time_words(answer.opens_at)}"


def _closing_words(closes_at: datetime, at: datetime) -> str:
    """Name the day too where the time alone would be taken for today's: more than a night away."""
    last_day = (closes_at - timedelta(seconds=1)).date()
    if last_day == at.date() or closes_at - at < timedelta(hours=12):
        return time_words(closes_at)
    return f"{time_words(closes_at)} {_day_words(last_day, at.date())}".rstrip()


def _day_words(day: date, today: date) -> str:
    days_ahead = (day - today).days
    if days_ahead == 0:
        return ""
    if days_ahead == 1:
        return "tomorrow "
    return f"{day:%A} " if days_ahead < 7 else f"on {day:%A} {day.day} {day:%B} "
