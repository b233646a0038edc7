"""The nouns of the admin's first page, in groups, asked for by their template."""

from typing import Any

from django import template

from lesas_portal import first_page

register = template.Library()


@register.simple_tag
def first_page_groups(app_list: list[dict[str, Any]]) -> list[first_page.Group]:
    """Return what the person may open, in the groups of ``first_page``. ``app_list`` is the admin site's."""
    return first_page.groups(app_list)
