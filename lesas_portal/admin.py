"""The admin site: its titles, no sidebar, and the door with its second factor.

A form that comes after the sign-in has ended is carried on through it.
"""

from collections.abc import Callable
from functools import partial, wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.views.decorators.csrf import csrf_protect

from lesas_portal import identity_provider
from lesas_portal.core import carried_form, carried_pages
from lesas_portal.staff import entrance
from lesas_portal.staff.forms import ChangePasswordForm, SignInForm
from lesas_portal.staff.urls import signing_in
from lesas_portal.staff.views import door, provider, second_factor


class PortalAdminSite(AdminSite):
    """Django's admin site with the portal's titles, and with its door."""

    site_header = "LESAS portal: admin"
    site_title = "LESAS portal"
    index_title = "What do you want to work on?"
    empty_value_display = "–"
    # Lists need the width, and the way back is in the breadcrumbs.
    enable_nav_sidebar = False
    login_form = SignInForm

    def has_permission(self, request: HttpRequest) -> bool:
        """Whether somebody may open pages of the admin; what each may do there its own page asks."""
        return super().has_permission(request) and entrance.is_open(request)

    def get_urls(self):
        # Read late: this module is read before the models.
        from lesas_portal.core.admin.find import find_view

        find = path("find/", self.admin_view(find_view(self)), name="find")
        # Django's own is for those who are in already, and nobody could leave before the second factor.
        leave = path("logout/", csrf_protect(self.logout), name="logout")
        return [*signing_in, leave, find, *super().get_urls()]

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

    def app_index(  # type: ignore[override]
        self, request: HttpRequest, app_label: str, extra_context=None
    ) -> HttpResponse:
        """The first page: it has the nouns of every app in groups of their own."""
        return HttpResponseRedirect(reverse("admin:index", current_app=self.name))

    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Ask for name and password; then for the second factor, where it is still to come. Lead to the
        council's identity provider, where there is one.

        After it comes what was carried, in place of the page that was asked for.
        """
        more = extra_context or {}
        text = more.get("carried") or carried_form.packed(request)
        if identity_provider.is_on():
            may, onward = self.has_permission(request), more.get("next", "")
            return provider.door(request, may_enter=may, text=text, next_page=onward)
        if request.method == "GET" and entrance.waits(request):
            if text:
                return second_factor.ask_and_carry(request, text)
            return HttpResponseRedirect(entrance.address(request))
        response = super().login(request, {**more, "carried": text} if text else more)
        if request.method == "POST":
            door.note_try(request, response)
        return self._carried_on(request, text) or response

    def _carried_on(self, request: HttpRequest, text: str) -> HttpResponse | None:
        if not text or request.method != "POST":
            return None
        if entrance.waits(request):
            return second_factor.ask_and_carry(request, text)
        return carried_pages.shown_again(request)

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context=None
    ) -> HttpResponse:
        """Sign out, and let the browser forget."""
        more = {"by_provider": identity_provider.is_on(), **(extra_context or {})}
        return door.leave(request, partial(super().logout, extra_context=more))

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context=None
    ) -> HttpResponseBase:
        """Let somebody choose a new password; it is noted, and they are told by mail."""
        request.current_app = self.name
        view = PasswordChangeView.as_view(
            form_class=ChangePasswordForm,
            success_url=reverse("admin:password_change_done", current_app=self.name),
            extra_context={
                **self.each_context(request),
                "title": "Choose a new password",
                **(extra_context or {}),
            },
        )
        return provider.instead(view)(request)

    def password_change_done(  # type: ignore[override]
        self, request: HttpRequest, extra_context=None
    ) -> HttpResponseBase:
        """Say that the new password is kept."""
        return provider.instead(super().password_change_done)(request, extra_context)
