"""What a link in a text leads to: an address of this site, a web address, or nothing that can be followed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import NoReverseMatch, reverse

from guidance import includes, markup
from guidance.helpline_names import Number
from guidance.models.use import LONGEST_TARGET

NAMED = ("resource:", "guidance:", "handout:", "page:", "route:")


@dataclass(frozen=True)
class _OnlyRoutes:
    """For the addresses of this site alone: what texts name besides is looked for later."""

    routes: Mapping[str, object]
    blocks: Mapping[str, includes.HasText] = field(default_factory=dict)
    helplines: Mapping[str, Number] = field(default_factory=dict)
    resources: Mapping[str, includes.Document] = field(default_factory=dict)
    facts: Mapping[str, includes.FactNote] = field(default_factory=dict)


def in_text(text: str, route: str = "", routes: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield where each link of Markdown ``text`` leads; ``route`` is the guided route it stands in."""
    for href in markup.links(text):
        if address := of_link(href, route, routes):
            yield address


def of_link(href: str, route: str = "", routes: frozenset[str] = frozenset()) -> str:
    """Return the address behind ``href``; empty for one within the page, a number or an email address.

    Without the part after ``?`` or ``#``, but for the entry of a helpline, which is its address. Empty too
    for one that is too long to be kept.
    """
    if href.startswith(NAMED):
        href = _named(href, route, routes)
    try:
        parts = urlsplit(href)
    except ValueError:
        return href[:LONGEST_TARGET] if href.startswith(("http:", "https:")) else ""
    if parts.scheme in {"http", "https"} and not _is_own(parts.netloc):
        return href if len(href) <= LONGEST_TARGET else ""
    if parts.scheme not in {"", "http", "https"} or not parts.path.startswith("/"):
        return ""
    if parts.path == reverse("guidance:helplines") and parts.fragment:
        return helpline(parts.fragment)
    return parts.path[:LONGEST_TARGET]


def of_reference(reference: str, route: str, routes: frozenset[str] = frozenset()) -> str:
    """Return the address where an answer of a guided route leads: ``n2``, ``do/n5``, ``harm/do/h9``."""
    return _named(f"route:{reference}", route, routes)


def helpline(slug: str) -> str:
    """Return the address of the entry of a helpline."""
    return f"{reverse('guidance:helplines')}#{slug}"


def _named(target: str, route: str, routes: frozenset[str]) -> str:
    try:
        return includes.address(target.partition("#")[0], _OnlyRoutes(dict.fromkeys(routes)), route)
    except NoReverseMatch:
        # It can be no part of an address. Forms and loading refuse it; an older row may have it.
        return ""


def _is_own(host: str) -> bool:
    return host == urlsplit(settings.SITE_URL).netloc
