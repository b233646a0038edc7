"""The hidden field that says who opened a form of the admin: beside the security token of every such form."""

from django import template
from django.template.context import RequestContext
from django.utils.html import format_html

from lesas_portal.core import carried_form

register = template.Library()


@register.simple_tag(takes_context=True)
def opened_by(context: RequestContext) -> str:
    """Return the hidden field; nothing for nobody."""
    person = context["request"].user
    if not person.is_authenticated:
        return ""
    return format_html(
        '<input type="hidden" name="{}" value="{}">', carried_form.OPENED_BY, carried_form.opened_by(person)
    )
