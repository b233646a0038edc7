"""What Markdown texts name instead of typing it: helplines, shared blocks, documents, pages, guided routes.

``{childline}`` becomes the helpline's name with its number, ``{block:never}`` the words of a shared block,
``(resource:report-remove)`` the document's own address, ``(guidance:…)``, ``(handout:…)``, ``(page:…)`` and
``(route:…)`` addresses on this site. So each number, address and rule stands in one place. What comes out is
Markdown again, for ``markup.render``, which cleans it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Protocol

from django.urls import NoReverseMatch, reverse

from guidance.helpline_names import Number, name_in

INCLUDE = re.compile(r"\{((?:block:)?[a-z0-9][a-z0-9-]*)\}")
LINK = re.compile(r"\]\(((?:resource|guidance|handout|page|route):[^)\s]*)\)")
BLOCK = "block:"


@dataclass(frozen=True)
class Document:
    """A resource that texts link: its title and its own address, empty where none is known."""

    slug: str
    title: str
    url: str = ""


class HasText(Protocol):
    """A shared block, of which only the words count here."""

    @property
    def text(self) -> str: ...


class Parts(Protocol):
    """What texts may name, by key: a book of guided routes is one, a ``Directory`` another."""

    @property
    def routes(self) -> Mapping[str, object]: ...
    @property
    def blocks(self) -> Mapping[str, HasText]: ...
    @property
    def helplines(self) -> Mapping[str, Number]: ...
    @property
    def resources(self) -> Mapping[str, Document]: ...


def expand(text: str, parts: Parts, slug: str = "") -> str:
    """Return Markdown ``text`` with all that it names put in; ``slug`` is the route it stands in, if any.

    A block that is not there any longer is left out, and the list of helplines stands for a helpline: a
    reader's page never fails for it. ``unknown`` finds them before a text is published.
    """
    text = INCLUDE.sub(lambda match: _block(match, parts) or match[0], text)
    text = INCLUDE.sub(lambda match: _helpline(match, parts), text)
    return LINK.sub(lambda match: f"]({address(match[1], parts, slug)})", text)


def names_something(text: str) -> bool:
    """Whether ``expand`` would change ``text``."""
    return bool(INCLUDE.search(text) or LINK.search(text))


def unknown(text: str, parts: Parts) -> Iterator[str]:
    """Yield a sentence for each thing that ``text`` names and ``parts`` lacks; a page may come later."""
    for name in dict.fromkeys(INCLUDE.findall(text)):
        key = name.removeprefix(BLOCK)
        if name.startswith(BLOCK) and key not in parts.blocks:
            yield f"There is no published shared block {key}, so {{{name}}} cannot be put in."
        elif not name.startswith(BLOCK) and key not in parts.helplines:
            yield f"There is no public helpline {key}, so {{{name}}} cannot be printed."
    for target in dict.fromkeys(LINK.findall(text)):
        kind, _, key = target.partition(":")
        if kind == "resource" and key not in parts.resources:
            yield f"There is no public resource {key}."
        if kind == "page" and _page_address(key) == reverse("guidance:home"):
            yield f"There is no page {key}."


def address(target: str, parts: Parts, slug: str = "") -> str:
    """Return the address behind ``resource:key``, ``guidance:slug``, ``route:nudes/n2`` and so on."""
    kind, _, key = target.partition(":")
    if kind == "resource":
        document = parts.resources.get(key)
        return (document and document.url) or reverse("guidance:resource", args=[key])
    if kind == "page":
        return _page_address(key)
    if kind == "route":
        return _route_address(key, "" if key in parts.routes else slug)
    return reverse({"guidance": "guidance:page", "handout": "guidance:handout"}[kind], args=[key])


def _block(match: re.Match[str], parts: Parts) -> str:
    name = match[1]
    if not name.startswith(BLOCK):
        return ""
    block = parts.blocks.get(name.removeprefix(BLOCK))
    return block.text.strip() if block else " "


def _helpline(match: re.Match[str], parts: Parts) -> str:
    number = parts.helplines.get(match[1])
    if number is None:
        return f"[the list of helplines]({reverse('guidance:helplines')})"
    before = match.string[: match.start()]
    name = escape(name_in(number, before))
    if number.phone:
        return f"{name} [{number.phone}](tel:{_digits(number.phone)})".strip()
    if number.text_number:
        to = f"{number.text_word} to {number.text_number}" if number.text_word else number.text_number
        return f"{to} ({name})" if before.lower().endswith("text ") else f"{name} (text {to})"
    return f"[{name}]({number.url or _entry(number)})"


def _entry(number: Number) -> str:
    return f"{reverse('guidance:helplines')}#{number.slug}"


def _digits(phone: str) -> str:
    return "".join(character for character in phone if character.isdigit() or character == "+")


def _page_address(name: str) -> str:
    """Return the address of a page of this app, of enquiries or of the site, by the name of its address."""
    for full in (f"guidance:{name}", f"enquiries:{name}", name):
        try:
            return reverse(full)
        except NoReverseMatch:
            continue
    return reverse("guidance:home")


def _route_address(ref: str, slug: str) -> str:
    """A route's first question stands on its own address, where every way through it begins."""
    parts = ref.split("/")
    if parts[0] != "do" and (len(parts) > 1 or not slug):
        slug, *parts = parts
    if parts[:1] == ["do"] and len(parts) == 2:
        return reverse("guidance:route_outcome", args=[slug, parts[1]])
    if not parts or parts[0] in {"start", "danger", slug}:
        return reverse("guidance:route", args=[slug])
    return reverse("guidance:route_question", args=[slug, parts[0]])


def escape(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it stands."""
    return re.sub(r"([\\`*_\[\]<>])", r"\\\1", text)
