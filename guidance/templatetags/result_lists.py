"""The rows of a page of results, and the answers of a filter, as HTML.

A page has ten of the ones and forty of the others. As templates they took a third of the time of a search.
"""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join

from guidance.facets import Facet
from guidance.markup import marked
from guidance.phone_numbers import in_a_link
from guidance.search import Hit
from guidance.templatetags.formatting import on_paper

register = template.Library()

MOST_NAMED = 4  # words of a query in one sentence

# The first link of a row is the result.
HIT = """
<li class="entry" data-result>
  <h2>{}{}</a></h2>
  {}{}{}{}</p>{}
</li>
"""
RESULT = '<a href="{}" data-address="{}">'
SUMMARY = "<p>{}</p>\n  "
PHONE = '<p><a class="num" href="tel:{}">{}</a></p>\n  '
KIND = '<p class="quiet">{}'
PART = '. On this page: <a href="{}">{}</a>'
PART_TEXT = '\n  <p class="quiet">{}{}</p>'
NOTHING = marked(())
FILTER = """
<fieldset class="filter">
  <legend>{}</legend>
  {}
</fieldset>
"""
ANSWER_BEGINS = """
    <div class="filter__answer"><input type="checkbox" id="{0}-{1}" name="{0}" value="{1}"{2}>\
<label for="{0}-{1}">{3} <span class="quiet">("""
ANSWER = """{}{})</span></label></div>
  """


@register.filter
def as_rows(hits: Iterable[Hit]) -> str:
    """The results of a search, each as an element of a list."""
    return format_html_join("", "{}", ((_row(hit),) for hit in hits))


@register.filter
def as_boxes(facets: Iterable[Facet]) -> str:
    """Filters that have answers, each answer as a box to tick with the number that it would give."""
    filters = ((one.label, _boxes(one)) for one in facets if one.answers)
    return format_html_join("", FILTER, filters)


@register.filter
def as_words(words: Sequence[str]) -> str:
    """A few words between quotation marks, in a sentence."""
    quoted = [f"“{word}”" for word in words[:MOST_NAMED]]
    return " or ".join(filter(None, [", ".join(quoted[:-1]), quoted[-1]]))


def _row(hit: Hit) -> str:
    text = hit.part_text
    begins_within = "… " if text and text[0].text[:1].islower() else ""
    return format_html(
        HIT,
        _link(hit.url, on_paper(hit.url)),
        marked(hit.title),
        format_html(SUMMARY, marked(hit.summary)) if hit.summary else NOTHING,
        format_html(PHONE, in_a_link(hit.phone), hit.phone) if hit.phone else NOTHING,
        _kind(hit.kind_label),
        format_html(PART, hit.part_url, marked(hit.part_title)) if hit.part_url else NOTHING,
        format_html(PART_TEXT, begins_within, marked(text)) if text else NOTHING,
    )


@lru_cache(maxsize=2048)
def _link(url: str, printed: str) -> str:
    """The link to a page, as far as its words, with its address on paper."""
    return format_html(RESULT, url, printed)


@lru_cache(maxsize=32)
def _kind(label: str) -> str:
    return format_html(KIND, label)


def _boxes(facet: Facet) -> str:
    boxes = ((_begun(facet.name, one.value, one.label, one.chosen), one.count) for one in facet.answers)
    return format_html_join("", ANSWER, boxes)


@lru_cache(maxsize=1024)
def _begun(name: str, value: str, label: str, chosen: bool) -> str:
    """A box up to its number; for answers that are offered, so of content only."""
    return format_html(ANSWER_BEGINS, name, value, " checked" if chosen else "", label)
