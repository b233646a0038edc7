"""What django-axes keeps of a try to sign in, and one more limit: for one address over all names."""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.http import HttpRequest, QueryDict

from lesas_portal.staff import sign_in


class TriesHandler(AxesDatabaseHandler):
    """Its own, but for the fields of the form: one of them carries what somebody typed before a sign-in
    ended, another the search that they were at. They are not kept."""

    def is_locked(self, request: HttpRequest, credentials: dict | None = None) -> bool:
        """Whether the name is shut out for this address, or the address for every name."""
        return super().is_locked(request, credentials) or sign_in.is_address_shut_out(request)

    def user_login_failed(
        self, sender: Any, credentials: dict, request: HttpRequest | None = None, **more: Any
    ) -> None:
        """Note it, while the request looks empty."""
        if request is None:
            return
        sent = request.GET, request.POST
        request.GET = request.POST = QueryDict()
        try:
            super().user_login_failed(sender, credentials, request, **more)
        finally:
            request.GET, request.POST = sent
        if sign_in.is_address_shut_out(request):
            request.axes_locked_out = True  # type: ignore[attr-defined]
