"""The pages about the site itself, its health, and what people see when something goes wrong."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 with ``{"status": "ok"}`` while the database answers, else 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return JsonResponse({"status": "error", "database": "unavailable"}, status=503)
    return JsonResponse({"status": "ok", "database": "ok"})


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the address or the data sent cannot be read."""
    return render(request, "400.html", {"heading": "We could not read that request"}, status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for this visitor."""
    return render(request, "403.html", {"heading": "You cannot open this page"}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose security token is missing or old (Django's CSRF check)."""
    return render(request, "403_csrf.html", {"heading": "This form could not be checked"}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing at this address."""
    return render(request, "404.html", {"heading": "Page not found"}, status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: something broke. The template asks nothing of the database."""
    return render(request, "500.html", {"heading": "Something went wrong"}, status=500)
