"""What somebody reads who tried too often."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from lesas_portal import sign_in as limits
from lesas_portal.core.clock import time_words
from lesas_portal.staff import sign_in


@never_cache
def locked_out(
    request: HttpRequest,
    original_response: HttpResponse | None = None,
    credentials: dict | None = None,
) -> HttpResponse:
    """429: when to try again and whom to ask; the same whether or not somebody has that name."""
    context = {
        **admin.site.each_context(request),
        "title": "Too many tries",
        "until": time_words(timezone.localtime(sign_in.tries_end_at(request))),
        "by_address": sign_in.is_address_shut_out(request),
        "tries": limits.TRIES,
        "minutes": limits.TRIES_MINUTES,
    }
    return render(request, "admin/staff/locked.html", context, status=429)
