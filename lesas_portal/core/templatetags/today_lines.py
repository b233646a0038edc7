"""The lines of the admin's first page, asked for by their template."""

from django import template
from django.template.context import RequestContext

from lesas_portal.core import today

register = template.Library()


@register.simple_tag(takes_context=True)
def today_lines(context: RequestContext) -> list[today.Line]:
    """Return what the signed-in person should know now, always in the same order."""
    return today.lines(context["request"].user)


@register.filter
def needs_somebody(lines: list[today.Line]) -> list[today.Line]:
    """Return those of ``lines`` that ask something of somebody."""
    return [line for line in lines if not line.is_news]


@register.filter
def news(lines: list[today.Line]) -> list[today.Line]:
    """Return those of ``lines`` that only say how things stand."""
    return [line for line in lines if line.is_news]
