"""What Markdown texts name instead of typing it: helplines, shared blocks, documents, pages, guided routes.

``{childline}`` becomes the helpline's name with its number, ``{block:never}`` the words of a shared block,
``(resource:report-remove)`` the document's own address, ``(guidance:…)``, ``(handout:…)``, ``(page:…)`` and
``(route:…)`` addresses on this site. So each number, address and rule stands in one place. ``{fact:key}``
behind a sentence says where a fact of middling certainty was read and when it is checked again. What comes
out is Markdown again, for ``markup.render``, which cleans it.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from django.urls import NoReverseMatch, reverse

from guidance import markup
from guidance.helpline_names import Number, name_in
from guidance.phone_numbers import in_a_link

INCLUDE = re.compile(r"\{((?:block:)?[a-z0-9][a-z0-9-]*)\}")
FACT = re.compile(r" ?\{fact:([a-z0-9][a-z0-9-]*)\}")
# The title of the link to a note where it is named first: the way back from the note leads there.
FIRST_MENTION = f' "{markup.FIRST_MENTION}"'
LINK = re.compile(r"\]\(((?:resource|guidance|handout|page|route):[^)\s]*)\)")
BLOCK = "block:"


@dataclass(frozen=True)
class Document:
    """A resource that texts link: its title and its own address, empty where none is known."""

    slug: str
    title: str
    url: str = ""


@dataclass(frozen=True)
class FactNote:
    """Where a fact was read, as readers see it, and the day of its next check, or of an adviser's check."""

    key: str
    source: str
    next_check_on: date
    url: str = ""
    checked_on: date | None = None


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
    @property
    def facts(self) -> Mapping[str, FactNote]: ...


def expand(text: str, parts: Parts, slug: str = "", notes: list[FactNote] | None = None) -> str:
    """Return Markdown ``text`` with all that it names put in; ``slug`` is the route it stands in, if any.

    A block that is not there any longer is left out, and the list of helplines stands for a helpline: a
    reader's page never fails for it. ``unknown`` finds them before a text is published. Facts are
    numbered in ``notes``, which the page lists at its end; without a list the day of the next check follows.
    """
    text = INCLUDE.sub(lambda match: _block(match, parts) or match[0], text)
    text = FACT.sub(lambda match: _fact(parts.facts.get(match[1]), notes), text)
    text = INCLUDE.sub(lambda match: _helpline(match, parts), text)
    return LINK.sub(lambda match: f"]({address(match[1], parts, slug)})", text)


def names_something(text: str) -> bool:
    """Whether ``expand`` would change ``text``."""
    return bool(INCLUDE.search(text) or LINK.search(text) or FACT.search(text))


def without_facts(text: str) -> str:
    """Return ``text`` without the marks of its facts, where nothing is to be said of them."""
    return FACT.sub("", text)


def unknown(text: str, parts: Parts) -> Iterator[str]:
    """Yield a sentence for each thing that ``text`` names and ``parts`` lacks; a page may come later.

    Drawings are named too: they are the same for every text.
    """
    yield from markup.faults(text)
    for name in dict.fromkeys(INCLUDE.findall(text)):
        key = name.removeprefix(BLOCK)
        if name.startswith(BLOCK) and key not in parts.blocks:
            yield f"There is no published shared block {key}, so {{{name}}} cannot be put in."
        elif not name.startswith(BLOCK) and key not in parts.helplines:
            yield f"There is no public helpline {key}, so {{{name}}} cannot be printed."
    for key in dict.fromkeys(FACT.findall(text)):
        if key not in parts.facts:
            yield f"There is no fact {key}, so its source cannot be named."
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
    words = block.text.strip() if block else " "
    is_quoted = match.string[: match.start()].rpartition("\n")[2] == "> "
    return words.replace("\n", "\n> ") if is_quoted else words


def _fact(fact: FactNote | None, notes: list[FactNote] | None) -> str:
    if fact is None or (notes is None and fact.checked_on):
        return ""
    if notes is None:
        return f" (we check this again by {_day(fact.next_check_on)})"
    if is_first := fact not in notes:
        notes.append(fact)
    number = notes.index(fact) + 1
    return f" ([note {number}](#note-{number}{FIRST_MENTION if is_first else ''}))"


def _day(day: date) -> str:
    return f"{day:%-d %B %Y}"


def _helpline(match: re.Match[str], parts: Parts) -> str:
    number = parts.helplines.get(match[1])
    if number is None:
        return f"[the list of helplines]({reverse('guidance:helplines')})"
    before = match.string[: match.start()]
    name = escape(name_in(number, before))
    if number.phone:
        return f"{name} [{number.phone}](tel:{in_a_link(number.phone)})".strip()
    if number.text_number:
        to = f"{number.text_word} to {number.text_number}" if number.text_word else number.text_number
        return f"{to} ({name})" if before.lower().endswith("text ") else f"{name} (text {to})"
    entry = f"{reverse('guidance:helplines')}#{number.slug}"
    return f"[{name}]({number.url or entry})"


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
