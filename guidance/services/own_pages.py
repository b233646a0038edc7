"""Which addresses of this site lead to a page that readers get now: asked of rows, not over the network."""

from urllib.parse import urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve

from guidance.models import (
    GuidancePage,
    GuidedRoute,
    Handout,
    PolicyTemplate,
    Publishable,
    Resource,
    RiskArea,
    Service,
    Update,
)

_ROWS: dict[str, type[Publishable]] = {
    "page": GuidancePage,
    "handout": Handout,
    "policy": PolicyTemplate,
    "resource": Resource,
    "risk_area": RiskArea,
    "risk_feed": RiskArea,
    "route": GuidedRoute,
    "service": Service,
    "update": Update,
}
_NO_PAGES = {"admin"}


def is_page(address: str) -> bool:
    """Whether readers get a page at ``address``, a path with or without what follows ``?`` or ``#``."""
    path = urlsplit(address).path
    if not path.startswith("/") or path.startswith("//") or "\\" in address:
        return False
    match = _resolved(path) or _resolved(f"{path}/")
    if match is None or _NO_PAGES & set(match.app_names):
        return False
    slug = match.kwargs.get("slug") or match.kwargs.get("risk")
    if slug is None or "guidance" not in match.app_names:
        return True
    model = _ROWS.get(match.url_name or "") or _ROWS.get((match.url_name or "").partition("_")[0])
    return model is None or model.objects.published().filter(slug=slug).exists()


def path_of(typed: str) -> str:
    """Return what was pasted as an address of this site, without the site; anything else as it was typed.

    The browser shows the whole address, and that is what people copy.
    """
    typed = typed.strip()
    own = urlsplit(settings.SITE_URL)
    try:
        parts = urlsplit(typed if "//" in typed or typed.startswith("/") else f"//{typed}")
    except ValueError:
        return typed
    if parts.scheme not in {"", "http", "https"} or not parts.netloc or parts.netloc != own.netloc:
        return typed
    return parts._replace(scheme="", netloc="", path=parts.path or "/").geturl()


def refusal(address: str) -> str:
    """Return why ``address`` cannot be kept as the address of a page of this site; empty when it can."""
    if address.startswith("//") or not address.startswith("/"):
        return f"{address} is no address of this site. Copy the address of the page from your browser."
    if not is_page(address):
        return (
            f"There is no public page at {address}. Open the page and copy its address from your browser. "
            "If the page is a draft, publish it first."
        )
    return ""


def _resolved(path: str) -> ResolverMatch | None:
    try:
        return resolve(path)
    except Resolver404:
        return None
