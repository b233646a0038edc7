"""Django's four pages of a lost password, in the look of the admin."""

from typing import Any

from django.contrib import admin
from django.contrib.auth import views
from django.contrib.auth.models import User
from django.http import HttpRequest

from lesas_portal.staff.forms import ResetForm, ResetPasswordForm


class InAdminLook:
    """Adds what the admin's own pages know: the name of the site, and who is signed in."""

    request: HttpRequest

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """Return it, with what Django's view has."""
        context = super().get_context_data(**more)  # type: ignore[misc]
        return {**admin.site.each_context(self.request), **context}


class AskForLink(InAdminLook, views.PasswordResetView):
    """Asks for the address."""

    form_class = ResetForm


class LinkMailed(InAdminLook, views.PasswordResetDoneView):
    """Says that a link is on its way, if somebody has that address."""


class ChoosePassword(InAdminLook, views.PasswordResetConfirmView):
    """Asks for the new password."""

    form_class = ResetPasswordForm

    def get_user(self, uidb64: str) -> User | None:
        """Return whose link it is, while they can sign in: Django asks that only before it mails one."""
        user = super().get_user(uidb64)
        return user if user and user.is_active and user.is_staff else None


class PasswordKept(InAdminLook, views.PasswordResetCompleteView):
    """Says that it is kept."""
