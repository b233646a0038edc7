"""What every page knows about the site."""

from django.conf import settings
from django.http import HttpRequest


def site(request: HttpRequest) -> dict[str, str]:
    """The site's own address, and the canonical address of this page (without its query)."""
    return {"site_url": settings.SITE_URL, "canonical_url": settings.SITE_URL + request.path}
