"""Which pages ask their readers whether they helped: those to read, and none that somebody in trouble reads.

Left out on purpose: the Front Door, allegations, the guided routes, signposts and enquiries, helplines, and
whatever parents have; pages on what to do when something happens, and records of helplines
(``is_read_in_trouble``). A box that asks what was missing is no place to tell of a child.
"""

from typing import Any

from django.http import HttpRequest
from django.urls import Resolver404, resolve

from enquiries.models.feedback import PAGE_AT_MOST
from guidance.models import (
    GuidancePage,
    PolicyTemplate,
    Publishable,
    Resource,
    RiskArea,
    Role,
    Service,
    Update,
)

OF_ROWS: dict[str, type[Publishable]] = {
    "guidance:page": GuidancePage,
    "guidance:policy": PolicyTemplate,
    "guidance:policy_reasons": PolicyTemplate,
    "guidance:resource": Resource,
    "guidance:risk_area": RiskArea,
    "guidance:role": Role,
    "guidance:service": Service,
    "guidance:update": Update,
}
"""By the name of its address, the kind of row that a page shows."""
LISTS = frozenset(
    {
        *("about", "about_data", "about_screen", "accessibility", "privacy"),
        *("guidance:embeds", "guidance:pages", "guidance:policies", "guidance:risk_areas"),
        *("guidance:services", "guidance:updates"),
    }
)
ASKED = LISTS | OF_ROWS.keys()


def page_of(request: HttpRequest) -> str:
    """Return the address that a page's own form sends; empty where the page asks for nothing.

    What the page shows decides as well (``templates/base.html``): it asks no query here.
    """
    match = request.resolver_match
    return request.path if match and match.view_name in ASKED else ""


def is_asked_about(path: str) -> bool:
    """Whether readers get a page at ``path`` now that asks whether it helped. One query at most."""
    if len(path) > PAGE_AT_MOST:
        return False
    try:
        match = resolve(path)
    except (Resolver404, UnicodeError):
        return False
    if match.view_name in LISTS:
        return True
    return match.view_name in OF_ROWS and _is_asked_row(OF_ROWS[match.view_name], match.kwargs.get("slug"))


def _is_asked_row(model: type[Publishable], slug: Any) -> bool:
    row = model._default_manager.published().filter(slug=slug).first()
    return row is not None and not getattr(row, "is_read_in_trouble", False)
