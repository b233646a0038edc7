"""What in a Markdown text is worth a second look. Warnings, in sentences: a text with them can be saved."""

import re
from collections.abc import Iterator

from django.urls import NoReverseMatch

from guidance import directory, includes
from guidance.links import own
from guidance.models import Helpline
from guidance.routes.wording import TYPED_NUMBER
from guidance.services import own_pages

_CODE = re.compile(r"^ {0,3}(`{3,}|~{3,}).*?(?:^ {0,3}\1|\Z)|`[^`\n]*`", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*?)[ \t#]*$", re.MULTILINE)
_UNDERLINED = re.compile(r"^(\S.*)\n=+[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]]*)\]\(<?([^)\s>]*)[^)]*\)")
_NAMED = re.compile(r"(?:guidance|handout|page|route):")
_SAYS_NOTHING = {"click here", "click", "here", "this link", "link", "this", "this page", "read more", "more"}
_FOR_GOOD = 3
"""Digits of 101, 111 and 999, which everybody knows and which will not change."""
_FIRST_LEVEL = 2
"""The title of the page is level 1, so its text begins with level 2."""


def of_text(text: str, *, can_name: bool = True) -> list[str]:
    """Return what is worth a second look in ``text``; ``can_name``, where it can name helplines."""
    words = _CODE.sub("", text)
    found = [*_headings(words), *_links(words)]
    if can_name:
        found += _numbers(words)
    return list(dict.fromkeys(found))


def _headings(text: str) -> Iterator[str]:
    for title in _UNDERLINED.findall(text):
        yield _first_level(title)
    before = _FIRST_LEVEL - 1
    for marks, title in _HEADING.findall(text):
        level = len(marks)
        if level == 1:
            yield _first_level(title)
        elif level > max(before, _FIRST_LEVEL - 1) + 1:
            yield (
                f"The heading “{title}” skips a level. Start it with {'#' * (before + 1)}, so that people "
                "who cannot see the page find their way."
            )
        before = max(level, _FIRST_LEVEL - 1)


def _first_level(title: str) -> str:
    return (
        f"The heading “{title}” is of the first level, which is kept for the title of the page: it is shown "
        "as a paragraph. Start it with ##."
    )


def _links(text: str) -> Iterator[str]:
    for words, target in _LINK.findall(text):
        if words.strip(" .…*_").lower() in _SAYS_NOTHING:
            yield f"The link “{words}” does not say where it leads. Use the title of the page as its words."
        if is_dead(target):
            yield f"The link “{words}” leads to {target}, where readers get no page. Correct the address."


def is_dead(target: str) -> bool:
    """Whether ``target`` of a link is on this site, and readers get no page there."""
    if _NAMED.match(target):
        try:
            target = includes.address(target.partition("#")[0], directory.Directory({}, {}, {}, {}))
        except NoReverseMatch:
            return True
    path = own_pages.path_of(target)
    return own.is_own(path) and not path.startswith("//") and not own_pages.is_page(path)


def _numbers(text: str) -> Iterator[str]:
    typed = {_digits(match[0]): match[0] for match in TYPED_NUMBER.finditer(text)}
    typed = {digits: number for digits, number in typed.items() if len(digits) > _FOR_GOOD}
    if not typed:
        return
    for row in Helpline.objects.published().order_by("title"):
        for number in {row.public_phone, row.text_number} - {""}:
            if _digits(number) in typed:
                yield (
                    f"{typed[_digits(number)]} is a number of {row.title}. Write {{{row.slug}}} instead: "
                    "then the text has the right number when it changes."
                )


def _digits(number: str) -> str:
    digits = re.sub(r"\D", "", number)
    return f"0{digits[2:]}" if number.strip().startswith("+44") else digits
