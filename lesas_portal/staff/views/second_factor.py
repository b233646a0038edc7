"""Setting up the second factor, being asked for it, and its recovery codes."""

import io
from base64 import b32encode
from datetime import datetime, timedelta
from math import ceil

import django_otp
import segno
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lesas_portal.core import audit, carried_form, carried_pages
from lesas_portal.core.clock import time_words
from lesas_portal.staff import again, entrance
from lesas_portal.staff.forms import AnotherTelephoneForm, CodeForm, FirstCodeForm
from lesas_portal.staff.services import second_factor
from lesas_portal.staff.views import your_sign_in
from lesas_portal.staff.views.guard import for_staff


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def ask(request: HttpRequest, user: User) -> HttpResponse:
    """Ask for a code; who has set up nothing yet is led there, and who gave one goes on."""
    if entrance.is_verified(request):
        return _onward(request)
    if not second_factor.is_on(user):
        return redirect(f"{reverse('admin:second_factor_set_up')}?{request.GET.urlencode()}")
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            device = second_factor.check(user=user, code=form.cleaned_data["code"])
        except second_factor.WrongCodeError as wrong:
            form.add_error("code", _refusal(wrong))
        else:
            return _let_in(request, user, device)
    return _asked(request, form, carried_form.packed(request))


def ask_and_carry(request: HttpRequest, text: str) -> HttpResponse:
    """Ask for a code in answer to a form of the admin, which the page carries on as ``text``.

    Who has set up nothing yet is asked to.
    """
    user = audit.signed_in(request)
    has_one = second_factor.is_on(user)
    response = (
        _asked(request, CodeForm(), text) if has_one else _to_set_up(request, user, FirstCodeForm(), text)
    )
    add_never_cache_headers(response)
    return response


@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@for_staff
def set_up(request: HttpRequest, user: User) -> HttpResponse:
    """Show the secret, as a picture and as text; a right code takes it and shows the recovery codes once."""
    if second_factor.is_on(user) and not entrance.is_verified(request):
        return HttpResponseRedirect(entrance.address(request))
    form = _first_form(request, user)
    if request.method == "POST" and form.is_valid():
        try:
            device, codes = second_factor.confirm(user=user, code=form.cleaned_data["code"])
        except second_factor.WrongCodeError as wrong:
            form.add_error("code", _refusal(wrong))
        else:
            _verify(request, device)
            return _codes(request, codes)
    return _to_set_up(request, user, form, carried_form.packed(request))


@never_cache
@require_safe
@for_staff
def picture(request: HttpRequest, user: User) -> HttpResponse:
    """The secret as a QR code, for the telephone: an SVG of its own, since pages take no data: pictures."""
    if second_factor.is_on(user) and not entrance.is_verified(request):
        raise Http404
    drawn = io.BytesIO()
    segno.make(second_factor.begin(user=user).config_url, error="m").save(
        drawn, kind="svg", scale=5, border=4, dark="#000", light="#fff", svgclass=None, lineclass=None
    )
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


@never_cache
@sensitive_post_parameters()
@require_POST
@for_staff
def new_codes(request: HttpRequest, user: User) -> HttpResponse:
    """Ten new recovery codes, for somebody who gave the second factor, and now the password once more."""
    if not entrance.is_verified(request):
        return HttpResponseRedirect(entrance.address(request))
    form = again.form_for(request, name="renewing")
    if not form.is_valid():
        return your_sign_in.page(request, user, renewing=form)
    return _codes(request, second_factor.renew_codes(user=user))


def _first_form(request: HttpRequest, user: User) -> FirstCodeForm:
    sent = request.POST if request.method == "POST" else None
    if second_factor.is_on(user):
        return AnotherTelephoneForm(sent, request=request)
    return FirstCodeForm(sent)


def _asked(request: HttpRequest, form: CodeForm, typed: str) -> HttpResponse:
    context = {"form": form, "onward": entrance.onward(request), "carried": typed}
    return _page(request, "ask", "One more step: a code", **context)


def _to_set_up(request: HttpRequest, user: User, form: FirstCodeForm, typed: str) -> HttpResponse:
    secret = _in_fours(second_factor.begin(user=user))
    context = {"form": form, "secret": secret, "onward": entrance.onward(request), "carried": typed}
    return _page(request, "set_up", "Set up the second factor", **context)


def _onward(request: HttpRequest) -> HttpResponse:
    return carried_pages.shown_again(request) or HttpResponseRedirect(entrance.onward(request))


def _let_in(request: HttpRequest, user: User, device) -> HttpResponse:
    _verify(request, device)
    left = second_factor.codes_left(user)
    if left < 4:
        messages.warning(request, f"You have {left} recovery codes left. Make new ones under “Your sign-in”.")
    return _onward(request)


def _verify(request: HttpRequest, device) -> None:
    # The number of the session changes with what it may do, so that one known from before is worth nothing.
    request.session.cycle_key()
    request.session[entrance.HAS_SECOND_FACTOR] = True
    django_otp.login(request, device)


def _codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    more = {"onward": entrance.onward(request), "carried": carried_form.packed(request)}
    return _page(request, "codes", "Your recovery codes", codes=codes, **more)


def _refusal(wrong: second_factor.WrongCodeError) -> str:
    if wrong.wait_until:
        return f"That is not the code, or it was used. {_wait(wrong.wait_until)}, then type the next one."
    return "That is not the code. Type the one that the app shows now."


def _wait(until: datetime) -> str:
    """Say how long to wait: in seconds, and from a minute on until which minute is over."""
    seconds = ceil((until - timezone.now()).total_seconds())
    if seconds < 60:
        return f"Wait {seconds} second{'' if seconds == 1 else 's'}"
    return f"Wait until {time_words(timezone.localtime(until + timedelta(minutes=1)))}"


def _in_fours(device) -> str:
    secret = b32encode(device.bin_key).decode()
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _page(request: HttpRequest, name: str, title: str, **context) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, **context}
    status = 422 if context.get("form") is not None and context["form"].errors else 200
    return render(request, f"admin/staff/{name}.html", context, status=status)
