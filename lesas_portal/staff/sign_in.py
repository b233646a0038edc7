"""What django-axes is told of a try to sign in: a fingerprint of the name, and where the visitor is."""

from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.db.models import Max, QuerySet, Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from lesas_portal import sign_in
from lesas_portal.core.client_address import NETWORK_BITS, SENDER_BITS, network_of

ONE_VISITOR = {4: SENDER_BITS[4], 6: NETWORK_BITS[6]}


def fingerprint(name: str) -> str:
    """Return what stands for a user name in the table of tries: one for all its spellings."""
    return salted_hmac("staff.sign_in", name.strip().casefold(), algorithm="sha256").hexdigest()


def fingerprint_of_typed(request: HttpRequest, credentials: dict | None = None) -> str:
    """Return the fingerprint of the name that was typed (settings.AXES_USERNAME_CALLABLE)."""
    typed = (credentials or {}).get("username") or request.POST.get("username") or ""
    return fingerprint(str(typed)[:1_000])


def client_address(request: HttpRequest) -> str:
    """Return what stands for the visitor: their address, or the first of their network of IPv6.

    Of that a customer of a provider has more addresses than anybody could try passwords.
    """
    address = getattr(request, "client_address", "") or "0.0.0.0"
    return str(network_of(address, ONE_VISITOR).network_address)


def is_address_shut_out(request: HttpRequest) -> bool:
    """Whether too many passwords were wrong from where ``request`` comes from, whatever the names."""
    since = timezone.now() - timedelta(minutes=sign_in.TRIES_MINUTES)
    tries = _tries_from(request).filter(attempt_time__gt=since)
    return (tries.aggregate(n=Sum("failures_since_start"))["n"] or 0) >= sign_in.TRIES_PER_ADDRESS


def tries_end_at(request: HttpRequest) -> datetime:
    """Return the moment from which the name typed in ``request`` may be tried again from its address."""
    tries = _tries_from(request)
    if not is_address_shut_out(request):
        tries = tries.filter(username=_fingerprint_of_whom(request))
    last = tries.aggregate(last=Max("attempt_time"))["last"] or timezone.now()
    return last + timedelta(minutes=sign_in.TRIES_MINUTES)


def _tries_from(request: HttpRequest) -> QuerySet[AccessAttempt]:
    return AccessAttempt.objects.filter(ip_address=client_address(request))


def _fingerprint_of_whom(request: HttpRequest) -> str:
    """Who is signed in, where they were asked for their password once more; else who was typed."""
    if request.user.is_authenticated:
        return fingerprint(request.user.get_username())
    return fingerprint_of_typed(request)


def locked_until(username: str) -> datetime | None:
    """Return until when somebody's name is shut out from some address; None where it is not."""
    since = timezone.now() - timedelta(minutes=sign_in.TRIES_MINUTES)
    tries = AccessAttempt.objects.filter(username=fingerprint(username), attempt_time__gt=since)
    counted = tries.values("ip_address").annotate(n=Sum("failures_since_start"), last=Max("attempt_time"))
    lasts = [row["last"] for row in counted if row["n"] >= sign_in.TRIES]
    return max(lasts) + timedelta(minutes=sign_in.TRIES_MINUTES) if lasts else None
