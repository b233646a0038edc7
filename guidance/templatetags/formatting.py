"""How facts are put into words on a page."""

from urllib.parse import quote, urlsplit

from django import template
from django.conf import settings
from django.utils import timezone

from guidance import clock_words, markup, opening_hours, paper
from guidance.models import taxonomy
from guidance.phone_numbers import in_a_link
from guidance.planner import board, papers
from guidance.sentences import as_sentence
from lesas_portal.core import page_life

register = template.Library()


@register.filter
def markdown(source: str, prefix: str = "") -> str:
    """Markdown written by advisers as safe HTML; ``prefix`` starts the ids of its headings."""
    return markup.render(source, prefix, settings.SITE_URL)


@register.filter
def guidance_page(source: str) -> str:
    """The text of a guidance page as safe HTML: the steps that it begins with stand in a box."""
    return markup.render(source, site_url=settings.SITE_URL, has_first_steps=True)


register.filter(markup.marked)
register.filter(markup.english_names)


@register.filter
def on_paper(address: str) -> str:
    """A link's address as a sheet shows it: with this site's host, without the scheme."""
    return paper.address(address, settings.SITE_URL)


register.filter(as_sentence)
register.filter(board.when_words)
register.filter(papers.minutes_words)
register.filter(papers.more_words)
register.filter(taxonomy.covers_every_age)
register.filter("describe_phases", taxonomy.describe)
register.filter(taxonomy.in_a_row)


register.filter("tel", in_a_link)


@register.filter
def sms(number: str, word: str = "") -> str:
    """A number to text as the address of an sms: link (RFC 5724), which brings the word to text along."""
    return f"sms:{in_a_link(number)}?body={quote(word)}" if word else f"sms:{in_a_link(number)}"


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
    return clock_words.time_words(at)


register.filter("dated_moment", clock_words.dated_moment_words)


@register.filter
def opening_line(opening: opening_hours.Opening) -> str:
    """ "Open now until 5pm" and the like."""
    return clock_words.opening_words(opening)


@register.simple_tag
def this_moment() -> str:
    """ "8.35am, Thursday 26 November", to stand beside what the clock decided."""
    now = timezone.localtime()
    page_life.names_the_minute(now)
    return clock_words.moment_words(now)


@register.filter
def at(mapping: dict, key: str):
    """What ``mapping`` has at ``key``; nothing where it has none."""
    return mapping.get(key)
