"""How long a sign-in lasts: not without a click for an hour, and not longer than a working day."""

from collections.abc import Callable
from datetime import timedelta

from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from lesas_portal import sign_in
from lesas_portal.core.addresses import address_of
from lesas_portal.staff.services import presence, sessions
from lesas_portal.staff.services.sessions import SEEN_AT, SIGNED_IN_AT

# So seldom is it written that somebody is here.
EVERY = timedelta(minutes=2)


def begin(request: HttpRequest, **_: object) -> None:
    """Note in a new sign-in when it began (Django's own signal calls it, with what it knows).

    Its number is new too where somebody signs in once more, for which Django keeps the one that there is.
    """
    request.session.cycle_key()
    now = int(timezone.now().timestamp())
    request.session[SIGNED_IN_AT] = request.session[SEEN_AT] = now


class SessionLimitMiddleware:
    """Ends a sign-in that is over before anything else of the admin looks at it.

    The request then goes on as that of nobody, so the admin asks to sign in. THE HOOK for carrying a form
    through that: ``request.signed_in_before`` is the number of the person whose sign-in ended with this
    request (None else), so that what they sent may be kept for the same person only.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.signed_in_before = None  # type: ignore[attr-defined]
        # Public pages look at no session, and so stand without the database.
        if request.path.startswith(address_of("admin:index")) and SESSION_KEY in request.session:
            self._judge(request)
        return self.get_response(request)

    def _judge(self, request: HttpRequest) -> None:
        now = int(timezone.now().timestamp())
        session = request.session
        started, seen = session.get(SIGNED_IN_AT, now), session.get(SEEN_AT, now)
        if why := sessions.is_over(session):
            _end(request, idle=why == "idle")
        elif SEEN_AT not in session or now - seen >= EVERY.total_seconds():
            session[SIGNED_IN_AT], session[SEEN_AT] = started, now
            # The session of somebody who was deactivated outlives their account.
            if request.user.is_authenticated:
                presence.note(user_id=request.user.pk)


def _end(request: HttpRequest, *, idle: bool) -> None:
    request.signed_in_before = int(request.session[SESSION_KEY])  # type: ignore[attr-defined]
    request.session.flush()
    request.user = AnonymousUser()
    minutes, hours = sign_in.IDLE_MINUTES, sign_in.SIGNED_IN_HOURS
    why = f"{minutes} minutes without a click" if idle else f"{hours} hours"
    messages.info(request, f"Your sign-in ended after {why}. Sign in again to go on.")
