"""The admin site: its titles, no sidebar, and a sign-in that carries on what somebody was typing."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse

from lesas_portal.core import carried_form, carried_pages


class PortalAdminSite(AdminSite):
    """Django's admin site with the portal's titles."""

    site_header = "LESAS portal: admin"
    site_title = "LESAS portal"
    index_title = "What do you want to work on?"
    empty_value_display = "–"
    # Lists need the width, and the way back is in the breadcrumbs.
    enable_nav_sidebar = False

    def admin_view(self, view: Callable, cacheable: bool = False) -> Any:
        """``view`` for those who are signed in; a form that came after the sign-in ended is carried on."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            has_ended = request.method == "POST" and not self.has_permission(request)
            if has_ended and (text := carried_form.packed(request)):
                return carried_pages.sign_in(request, text, self.login)
            return guarded(request, *args, **kwargs)

        return answer

    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """The sign-in page; after it, what was carried, in place of the page that was asked for."""
        text = carried_form.packed(request)
        response = super().login(request, {**({"carried": text} if text else {}), **(extra_context or {})})
        return (carried_pages.shown_again(request) if text else None) or response
