"""Who else has a form open, in words."""

from django import template

from lesas_portal.core.admin.saves import at_clock
from lesas_portal.core.open_form import OpenForm
from lesas_portal.core.person_names import name_of

register = template.Library()


@register.filter
def who_has_it(form: OpenForm) -> str:
    """Return who opened it and when, as a sentence."""
    name = name_of(form.person)
    return f"{name} opened this page {at_clock(form.at)} and may still be changing it."
