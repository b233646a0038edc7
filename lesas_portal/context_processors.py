"""Values that every template has: addresses of the site and of the page, and the main sections."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

SECTIONS = (
    ("Risk areas", "guidance:risk_areas"),
    ("Guidance", "guidance:pages"),
    ("Resources", "guidance:resources"),
    ("Helplines", "guidance:helplines"),
    ("Policies", "guidance:policies"),
    ("Training", "guidance:services"),
    ("Parents and carers", "guidance:handouts"),
    ("Updates", "guidance:updates"),
)


def site(request: HttpRequest) -> dict:
    """The site's own address, this page's canonical address (without its query), and the main sections."""
    return {
        "site_url": settings.SITE_URL,
        "canonical_url": settings.SITE_URL + request.path,
        "site_sections": [_section(title, reverse(name), request.path) for title, name in SECTIONS],
    }


def _section(title: str, url: str, path: str) -> dict:
    return {"title": title, "url": url, "current": path.startswith(url)}
