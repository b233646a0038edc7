"""Pages travel compressed to those who can read it, and plain to those who say that they cannot."""

import re

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

# RFC 9110, 12.5.3: a weight of nought means "not acceptable".
REFUSES_GZIP = re.compile(r"\bgzip\s*;\s*q\s*=\s*0(?:\.0{0,3})?\s*(?:,|$)", re.IGNORECASE)


class CompressionMiddleware(GZipMiddleware):
    """Django's own, which takes the word gzip for a yes whatever weight it has."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Return the answer compressed, or as it is to a client that refuses gzip."""
        if REFUSES_GZIP.search(request.META.get("HTTP_ACCEPT_ENCODING", "")):
            patch_vary_headers(response, ("Accept-Encoding",))
            return response
        return super().process_response(request, response)
