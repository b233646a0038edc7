"""The door where staff sign in by the council's identity provider: out to it, and back."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib import admin, auth
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lesas_portal import identity_provider, sign_in
from lesas_portal.core import carried_pages
from lesas_portal.staff import entrance, roles
from lesas_portal.staff.provider import attempt, tokens
from lesas_portal.staff.provider.failure import RefusedError, UnreachableError
from lesas_portal.staff.services import presence, provider_accounts


def instead(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let the provider's door answer in place of ``view``, a page of passwords of our own, where it is on."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponseBase:
        if identity_provider.is_on():
            return _page(request, "not_here", "You sign in with your council account", status=410)
        return view(request, *args, **kwargs)

    return never_cache(answer)


@never_cache
def door(request: HttpRequest, *, may_enter: bool, text: str, next_page: str = "") -> HttpResponse:
    """The way to the provider. ``text``: a form that comes with it, for whom it belongs to
    (``carried_form``); ``next_page``: where somebody was going, where the request does not say it."""
    onward = next_page or entrance.onward(request)
    if may_enter and text and request.method == "POST" and (page := carried_pages.shown_again(request)):
        return page
    if may_enter:
        return HttpResponseRedirect(onward)
    # With a form waiting, the sign-in has a tab of its own, and nothing is done there.
    first = reverse("admin:your_sign_in") if text else onward
    start = f"{reverse('admin:provider_start')}?{urlencode({'next': first})}"
    context: dict[str, Any] = {"start": start, "onward": onward, "carried": text}
    return _page(request, "door", "Sign in", **context)


@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Out to the provider, for who pressed the link here. From another site's link they come to the page
    with it: nobody is signed in who did not ask for it."""
    onward = entrance.onward(request)
    if not identity_provider.is_on():
        return HttpResponseRedirect(reverse("admin:login"))
    # Browsers that do not say it are older than 2023.
    if request.headers.get("Sec-Fetch-Site", "none") not in {"same-origin", "none"}:
        return HttpResponseRedirect(f"{reverse('admin:login')}?{urlencode({'next': onward})}")
    begun = attempt.Attempt(onward=onward)
    try:
        response = HttpResponseRedirect(attempt.address(begun, anew="anew" in request.GET))
    except UnreachableError as why:
        return _no_answer(request, why)
    attempt.keep(response, begun)
    return response


@never_cache
@require_safe
def come_back(request: HttpRequest) -> HttpResponse:
    """Back from the provider: whoever it names is let in, or reads why not and whom to ask."""
    if not identity_provider.is_on():
        return HttpResponseRedirect(reverse("admin:login"))
    try:
        response = _let_in(request)
    except UnreachableError as why:
        response = _no_answer(request, why)
    except RefusedError as why:
        provider_accounts.note_failed(str(why))
        response = _page(request, "failed", "That sign-in did not come through", status=403)
    except provider_accounts.NotLetInError as refused:
        auth.logout(request)
        response = _not_let_in(request, refused.reason)
    response.delete_cookie(attempt.cookie(), samesite="Lax")
    return response


@never_cache
@require_safe
def sign_out(request: HttpRequest) -> HttpResponse:
    """To the provider's own page to sign out, for whoever has signed out here."""
    if not identity_provider.is_on():
        return HttpResponseRedirect(reverse("admin:login"))
    try:
        page = attempt.sign_out_address()
    except UnreachableError as why:
        return _no_answer(request, why)
    return HttpResponseRedirect(page or reverse("admin:login"))


def _let_in(request: HttpRequest) -> HttpResponse:
    begun = attempt.of(request)
    if "error" in request.GET or not request.GET.get("code"):
        raise RefusedError("the provider let nobody in")
    person = provider_accounts.let_in(tokens.sign_in(request.GET["code"], begun))
    auth.login(request, person, backend=sign_in.PROVIDER_BACKEND)
    presence.note(user_id=person.pk)
    return HttpResponseRedirect(begun.onward)


def _not_let_in(request: HttpRequest, reason: str) -> HttpResponse:
    context = {"reason": reason, "groups": roles.council_groups()}
    return _page(request, "not_let_in", "You cannot come in yet", status=403, **context)


def _no_answer(request: HttpRequest, why: UnreachableError) -> HttpResponse:
    provider_accounts.note_failed(f"no answer from the provider, {why}")
    return _page(request, "no_answer", "The council’s sign-in does not answer", status=503)


def _page(request: HttpRequest, name: str, title: str, *, status: int = 200, **context) -> HttpResponse:
    context = {**admin.site.each_context(request), "title": title, **context}
    return render(request, f"admin/staff/provider/{name}.html", context, status=status)
