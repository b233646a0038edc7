"""The pages of a form that is carried through a sign-in: the sign-in, and what shows the form again."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import Resolver404, ResolverMatch, resolve, reverse
from django.utils.cache import add_never_cache_headers

from lesas_portal.core import carried_form, typed_fields
from lesas_portal.core.carried_form import CarriedForm

BACK_AGAIN = (
    "You are signed in again, and what you typed is still here. Nothing of it is saved yet: press Save."
)
NEW_TOKEN = "What you typed is still here. Nothing of it is saved yet: press Save once more."


def sign_in(request: HttpRequest, text: str, view: Callable[..., HttpResponse]) -> HttpResponse:
    """Return the page of the sign-in ``view`` in answer to a form, which it carries on as ``text``."""
    # Whoever signs in as somebody else is led there instead; to an act nobody can be led.
    is_page = getattr(request.resolver_match and request.resolver_match.func, "shows_again", False)
    address = request.get_full_path() if is_page else reverse("admin:index")
    request.method, request.POST = "GET", QueryDict()
    context = {"carried": text, "app_path": reverse("admin:login"), "next": address}
    response = view(request, extra_context=context)
    add_never_cache_headers(response)
    return response


def shown_again(request: HttpRequest, message: str = BACK_AGAIN) -> HttpResponse | None:
    """Return the page with what was carried; None for nothing, or where it is not this person's."""
    form = carried_form.of(request)
    if form is None:
        return None
    try:
        match = resolve(urlsplit(form.address).path)
    except Resolver404:
        return None
    if getattr(match.func, "shows_again", False):
        response = _shown_by_its_view(request, form, match, message)
    else:
        response = TemplateResponse(request, "admin/carried.html", _page(request, form))
    add_never_cache_headers(response)
    return response


def _shown_by_its_view(
    request: HttpRequest, form: CarriedForm, match: ResolverMatch, message: str
) -> HttpResponse:
    parts = urlsplit(form.address)
    request.method, request.POST = "POST", form.data  # type: ignore[assignment]
    request.path = request.path_info = parts.path
    request.GET = QueryDict(parts.query)
    request.META["QUERY_STRING"] = parts.query
    request.resolver_match = match
    # The view only shows it, so Django need not check the token that came with it.
    request.csrf_processing_done = True  # type: ignore[attr-defined]
    carried_form.show_only(request, message)
    return match.func(request, *match.args, **match.kwargs)


def _page(request: HttpRequest, form: CarriedForm) -> dict[str, Any]:
    return {
        **admin.site.each_context(request),
        "title": "What you typed is still here",
        "address": form.address,
        "fields": typed_fields.of(form.data),
    }
