"""How somebody signs in, where they are signed in, and what they can change of it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lesas_portal import identity_provider
from lesas_portal.staff import again, entrance
from lesas_portal.staff.services import second_factor, sessions
from lesas_portal.staff.views.guard import for_staff


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def your_sign_in(request: HttpRequest, user: User) -> HttpResponse:
    """Show it; a POST ends all sign-ins of this person but the one that asks."""
    if not entrance.is_open(request):
        return redirect_to_login(request.get_full_path(), reverse("admin:login"))
    form = again.form_for(request, name="ending")
    if request.method == "POST" and form.is_valid():
        sessions.end_others(person=user, but=request.session.session_key or "")
        messages.success(request, "You are signed in here only.")
        return redirect("admin:your_sign_in")
    return page(request, user, ending=form)


def page(request: HttpRequest, user: User, **forms_sent: forms.Form) -> HttpResponse:
    """The page with the forms that were sent to it, and others empty. ``ending``: to end other sign-ins;
    ``renewing``: for new recovery codes."""
    context = {
        **admin.site.each_context(request),
        "title": "Your sign-in",
        "by_provider": identity_provider.is_on(),
        "is_on": second_factor.is_on(user),
        "left": second_factor.codes_left(user),
        "open_sessions": sessions.open_of(user),
        "this_one": request.session.session_key,
        "came_lately": again.came_lately(request),
        "ending": _empty(request, "ending"),
        "renewing": _empty(request, "renewing"),
        **forms_sent,
    }
    status = 422 if any(form.errors for form in forms_sent.values()) else 200
    return render(request, "admin/staff/your_sign_in.html", context, status=status)


def _empty(request: HttpRequest, name: str) -> forms.Form:
    return again.PasswordAgainForm(request=request, auto_id=f"{name}_%s")
