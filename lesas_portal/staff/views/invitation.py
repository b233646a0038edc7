"""The page behind the link of an invitation: choose a password."""

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from lesas_portal.staff.forms import NewPasswordForm
from lesas_portal.staff.services import invitations


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask for a password; with a good one make the account and lead on to signing in."""
    context = {**admin.site.each_context(request), "title": "Choose a password"}
    try:
        invited = invitations.find(secret)
        account = invitations.account_of(invited)
        form = NewPasswordForm(request.POST if request.method == "POST" else None, account=account)
        if request.method == "POST" and form.is_valid():
            invitations.accept(secret=secret, password=form.cleaned_data["password"])
            messages.success(request, f"Your account is made. Sign in as {account.get_username()}.")
            return redirect("admin:login")
    except invitations.NotOpenError:
        context["title"] = "This link no longer works"
        return render(request, "admin/staff/invitation_over.html", context, status=410)
    context |= {"form": form, "invitation": invited}
    status = 422 if form.errors else 200
    return render(request, "admin/staff/invitation.html", context, status=status)
