"""Moments in words for the pages of the admin, as all pages of the portal write them."""

from datetime import datetime

from django import template

from lesas_portal.core import clock

register = template.Library()


@register.filter
def in_full(at: datetime) -> str:
    """Return "3 September 2026, 5pm", in London."""
    return clock.moment_in_full(at)
