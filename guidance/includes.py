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

INCLUDE = re.compile(r"\{((?:block:)?[a-z0-9][a-z0-9-]*)\}")
LINK = re.compile(r"\]\(((?:resource|guidance|handout|page|route):[^)\s]*)\)")
BLOCK = "block:"

# How a sentence names a helpline where its title does not fit in: "Ring the out of hours team 03000 …".
# Empty where the number says it all.
IN_SENTENCES = {
    "emergency-999": "",
    "police-non-emergency": "",
    "nhs-111": "NHS",
    "front-door": "the Kent Front Door",
    "front-door-out-of-hours": "the out of hours team",
    "lado": "the LADO",
    "nspcc-helpline": "the NSPCC Helpline",
    "report-abuse-in-education": "the Report Abuse in Education helpline",
    "nspcc-whistleblowing": "the NSPCC Whistleblowing Advice Line",
    "runaway-helpline": "the Runaway Helpline",
    "national-bullying-helpline": "the National Bullying Helpline",
    "youngminds-parents": "the YoungMinds Parents Helpline",
    "contact-families": "the Contact helpline",
    "mencap-helpline": "the Mencap helpline",
    "posh": "the Professionals Online Safety Helpline (POSH)",
    "education-support": "the Education Support helpline",
    "ceop-safety-centre": "the CEOP Safety Centre",
    "iwf": "the Internet Watch Foundation (IWF)",
    "revenge-porn-helpline": "the Revenge Porn Helpline",
    "stopncii": "StopNCII",
    "gamcare": "the National Gambling Helpline",
    "kent-prevent-contact": "the Kent and Medway Prevent team",
    "true-vision": "True Vision",
    "galop": "Galop",
    "beat": "the Beat helpline",
}


@dataclass(frozen=True)
class Number:
    """A helpline as texts and call buttons name it; empty text where nothing is confirmed or known."""

    slug: str
    title: str
    phone: str = ""
    text_number: str = ""
    text_word: str = ""
    url: str = ""
    hours_text: str = ""


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


def unknown(text: str, parts: Parts) -> Iterator[str]:
    """Yield what ``text`` names in braces and ``parts`` lacks: as ``block:never`` or ``childline``."""
    for name in INCLUDE.findall(text):
        key = name.removeprefix(BLOCK)
        if key not in (parts.blocks if name.startswith(BLOCK) else parts.helplines):
            yield name


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
    name = escape(_name(number, before))
    if number.phone:
        return f"{name} [{number.phone}](tel:{_digits(number.phone)})".strip()
    if number.text_number:
        to = f"{number.text_word} to {number.text_number}" if number.text_word else number.text_number
        return f"{to} ({name})" if before.lower().endswith("text ") else f"{name} (text {to})"
    return f"[{name}]({number.url or _entry(number)})"


def _name(number: Number, before: str) -> str:
    """How the sentence that begins with ``before`` names a helpline."""
    name = IN_SENTENCES.get(number.slug, number.title)
    if before.lower().endswith("the "):
        return name.removeprefix("the ")
    begins = not before.strip() or before.rstrip(" *").endswith((".", "!", "?", "\n", "-", "|"))
    return name[:1].upper() + name[1:] if begins else name


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
