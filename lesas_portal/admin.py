"""The admin site: its titles, no sidebar, and the door with its second factor."""

from django.contrib.admin import AdminSite
from django.contrib.auth.views import PasswordChangeView
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from lesas_portal.staff import entrance
from lesas_portal.staff.forms import ChangePasswordForm, SignInForm
from lesas_portal.staff.urls import signing_in
from lesas_portal.staff.views import door


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
        return [*signing_in, *super().get_urls()]

    def login(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Ask for name and password; then for the second factor, where it is still to come."""
        if request.method == "GET" and entrance.waits(request):
            return HttpResponseRedirect(entrance.address(request))
        response = super().login(request, extra_context)
        if request.method == "POST":
            door.note_try(request, response)
        return response

    def logout(  # type: ignore[override]
        self, request: HttpRequest, extra_context=None
    ) -> HttpResponse:
        """Sign out, and let the browser forget."""
        return door.leave(request, super().logout)

    def password_change(  # type: ignore[override]
        self, request: HttpRequest, extra_context=None
    ) -> HttpResponseBase:
        """Let somebody choose a new password; it is noted, and they are told by mail."""
        request.current_app = self.name
        view = PasswordChangeView.as_view(
            form_class=ChangePasswordForm,
            success_url=reverse("admin:password_change_done", current_app=self.name),
            extra_context={**self.each_context(request), **(extra_context or {})},
        )
        return view(request)
