"""The style sheets of the screen, for the head of a page."""

from django import template
from django.utils.html import format_html_join

from lesas_portal.core.static_files import screen_style_addresses

register = template.Library()


@register.simple_tag
def screen_styles() -> str:
    """Return a link to each. It names nothing in the context: a page may have sheets of its own there."""
    addresses = ((address,) for address in screen_style_addresses())
    return format_html_join("\n    ", '<link rel="stylesheet" href="{}">', addresses)
