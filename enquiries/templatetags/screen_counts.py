"""What the screen stopped, for the first page of the admin."""

from django import template

from enquiries.models import Diversion
from enquiries.models.counts import ScreenMonth

register = template.Library()


@register.simple_tag
def screen_months() -> list[ScreenMonth]:
    """Return what the screen did this month and in the twelve before, newest first. Three queries."""
    return Diversion.objects.monthly()
