"""Whether the portal works: for whoever runs it, and for machines that watch it."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db import Error
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from lesas_portal import condition, condition_details, metric_samples
from lesas_portal.core import mail_queue, metrics
from lesas_portal.staff.services import sessions

PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8"


@never_cache
@require_safe
def health(request: HttpRequest) -> JsonResponse:
    """Answer 200 and the mail queue's figures while the database answers, else 503.

    The status is "ok", or "degraded" with the reasons: "screen" when every enquiry is turned away, or none;
    "second reader" when it is missing, breaks or makes nonsense; "mail waits" when the oldest has waited an
    hour; "mail given up" until somebody has seen to it; "purge overdue", "backup overdue" and
    "link check overdue" two days after the last one; "disk nearly full". Who is signed in and may see the
    tasks is told more.
    """
    try:
        mail = mail_queue.figures()
        reasons = condition.reasons(mail)
        more = {"details": condition_details.details()} if _may_see_more(request) else {}
    except Error:
        return JsonResponse({"status": "error", "database": "unavailable"}, status=503)
    status = "degraded" if reasons else "ok"
    answer: dict[str, Any] = {"status": status, "reasons": reasons, "database": "ok", "mail": asdict(mail)}
    return JsonResponse(answer | more)


@never_cache
@require_safe
def metrics_page(request: HttpRequest) -> HttpResponse:
    """Answer what Prometheus collects, to whoever has settings.METRICS_TOKEN; 404 where there is none."""
    if not settings.METRICS_TOKEN:
        raise Http404
    if not constant_time_compare(
        request.headers.get("Authorization", ""), f"Bearer {settings.METRICS_TOKEN}"
    ):
        return HttpResponse("Send METRICS_TOKEN as a bearer token.\n", status=401, headers=_asks_for_token())
    return HttpResponse(metrics.text(metric_samples.samples), content_type=PROMETHEUS_TEXT)


def _may_see_more(request: HttpRequest) -> bool:
    is_in = admin.site.has_permission(request) and not sessions.is_over(request.session)
    return is_in and request.user.has_perm("core.view_taskrun")


def _asks_for_token() -> dict[str, str]:
    return {"WWW-Authenticate": "Bearer", "Content-Type": "text/plain; charset=utf-8"}
