"""What other sites may read by script: the addresses in ``settings.OPEN_DATA``, answers and errors alike."""

import json
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lesas_portal.core.addresses import address_of

JSON = "application/json"
SENTENCES = {
    400: "We could not read that request.",
    404: "There is nothing at this address.",
    405: "Only GET and HEAD are answered here.",
    500: "Something went wrong.",
    503: "Our database does not answer. Try again in a minute.",
}


class OpenDataMiddleware:
    """Opens what these addresses answer to scripts of other sites, and says as JSON what went wrong.

    A browser keeps an answer without the header from such a script, so that without it on errors too
    nobody could see why an address does not answer. It stands outside whatever may fail, inside what
    compresses.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path in map(address_of, settings.OPEN_DATA):
            response["Access-Control-Allow-Origin"] = "*"
            if response.status_code >= 400 and response["Content-Type"] != JSON:
                _say(response)
        return response


def _say(response: HttpResponse) -> None:
    """Put the error into the form in which a form's errors come: a list of sentences for each field."""
    sentence = SENTENCES.get(response.status_code, response.reason_phrase)
    response.content = json.dumps({"errors": {"__all__": [sentence]}}).encode()
    response["Content-Type"] = JSON
    response["Content-Length"] = str(len(response.content))
