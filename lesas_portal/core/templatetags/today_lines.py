"""The lines of the admin's first page, asked for by their template."""

from django import template
from django.template.context import RequestContext

from lesas_portal.core import today

register = template.Library()


@register.simple_tag(takes_context=True)
def today_lines(context: RequestContext) -> list[today.Line]:
    """Return what needs the signed-in person now, what is urgent first."""
    lines = today.lines(context["request"].user)
    return sorted(lines, key=lambda line: not line.is_urgent)
