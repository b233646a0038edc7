"""One address for each page: a second host, plain http and a missing last slash lead there in one step."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.request import split_domain_port
from django.urls import is_valid_path
from django.utils.encoding import iri_to_uri

from lesas_portal.core.addresses import absolute, site_host


class CanonicalHostMiddleware:
    """Sends readers who ask for another allowed host, or by plain http, to the address of the site.

    Only in production, and only what reads. An address with typed words is answered by the host that was
    asked: nothing typed is written into an address by us. Over plain http Django's own redirect takes it on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if settings.PRODUCTION and request.method in {"GET", "HEAD"} and _is_astray(request):
            return HttpResponsePermanentRedirect(_address_of(request))
        return self.get_response(request)


def _is_astray(request: HttpRequest) -> bool:
    path = request.path_info.lstrip("/")
    if any(re.search(pattern, path) for pattern in settings.SECURE_REDIRECT_EXEMPT):
        return False
    if settings.TYPED_PARAMETERS & request.GET.keys():
        return False
    # Without its port, which a proxy may add or drop: a port must never lead round in a circle.
    host, _ = split_domain_port(request.get_host())
    is_loopback = host in settings.LOOPBACK_HOSTS
    is_insecure = settings.SECURE_SSL_REDIRECT and not request.is_secure()
    return (host != site_host() and not is_loopback) or is_insecure


def _address_of(request: HttpRequest) -> str:
    path = request.get_full_path()
    if not request.path_info.endswith("/") and not is_valid_path(request.path_info):
        path = request.get_full_path(force_append_slash=bool(is_valid_path(f"{request.path_info}/")))
    return absolute(iri_to_uri(path))
