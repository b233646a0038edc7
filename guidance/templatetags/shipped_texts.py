"""How many corrected texts wait for an adviser, for the first page of the admin."""

from django import template

from guidance.models import ShippedText

register = template.Library()


@register.simple_tag
def waiting_texts() -> int:
    """How many texts that came with the portal wait beside what an adviser wrote. One query."""
    return ShippedText.objects.waiting().count()
