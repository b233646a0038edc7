"""The page to sign in, and the way out."""

from collections.abc import Callable

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse

from lesas_portal.staff import entrance
from lesas_portal.staff.services import presence, tries

# What a browser that is shared keeps of the admin goes (W3C, "Clear Site Data").
CLEAR = '"cache", "cookies", "storage"'


def note_try(request: HttpRequest, response: HttpResponse) -> None:
    """Note what came of a name and password that were sent."""
    if isinstance(request.user, User) and response.status_code == 302:
        tries.note_signed_in(person=request.user)
        presence.note(user_id=request.user.pk)
        entrance.keep_with_session(request)
    elif typed := request.POST.get("username", "").replace("\0", "").strip()[:150]:
        tries.note_failed(typed=typed, is_locked=getattr(request, "axes_locked_out", False))


def leave(request: HttpRequest, sign_out: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """Sign out; note it, and let the browser forget."""
    person = request.user
    response = sign_out(request)
    if isinstance(person, User) and not request.user.is_authenticated:
        tries.note_signed_out(person=person)
        response["Clear-Site-Data"] = CLEAR
    return response
