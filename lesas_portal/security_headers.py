"""What browsers are told not to do on any page: no inline script or style, no nonce, the admin included."""

from typing import Any

from csp.constants import NONE, SELF

DIRECTIVES = {
    "default-src": [NONE],
    "script-src": [SELF],
    "style-src": [SELF],
    "img-src": [SELF],
    "font-src": [SELF],
    "connect-src": [SELF],
    "manifest-src": [SELF],
    "form-action": [SELF],
    "frame-ancestors": [NONE],
    "base-uri": [NONE],
    "object-src": [NONE],
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "microphone",
        "payment",
        "usb",
    )
}


def content_security_policy(*, https: bool) -> dict[str, Any]:
    """Return the policy of every page; with ``https`` browsers ask for nothing by http on its behalf."""
    return {"DIRECTIVES": {**DIRECTIVES, **({"upgrade-insecure-requests": True} if https else {})}}
