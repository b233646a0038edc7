"""Whether somebody who is signed in may go on into the admin: with a public host, only by a second factor.

On a private machine it is only offered; but whoever has set one up is asked for it there, too. Where staff
sign in by the council's identity provider, the second factor is the provider's.
"""

from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import User
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from lesas_portal import identity_provider
from lesas_portal.staff.services import second_factor

HAS_SECOND_FACTOR = "has_second_factor"


def keep_with_session(request: HttpRequest) -> None:
    """Keep with a new sign-in whether a second factor was set up, so that no page need ask for it."""
    if isinstance(request.user, User) and second_factor.is_on(request.user):
        request.session[HAS_SECOND_FACTOR] = True


def is_open(request: HttpRequest) -> bool:
    """Whether the second factor was given, or is not asked for."""
    if identity_provider.is_on() or is_verified(request):
        return True
    return not settings.PRODUCTION and HAS_SECOND_FACTOR not in request.session


def is_verified(request: HttpRequest) -> bool:
    """Whether the second factor was given in this sign-in (``OTPMiddleware`` knows)."""
    return getattr(request.user, "otp_device", None) is not None


def waits(request: HttpRequest) -> bool:
    """Whether somebody has given name and password, and the second factor is still to come."""
    user = request.user
    return bool(user.is_active and isinstance(user, User) and user.is_staff and not is_open(request))


def address(request: HttpRequest) -> str:
    """Return the page of the second factor, which leads on to where somebody was going."""
    return f"{reverse('admin:second_factor')}?{urlencode({'next': onward(request)})}"


def onward(request: HttpRequest) -> str:
    """Return where somebody was going: an address of this site, else the first page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if is_ours else reverse("admin:index")
