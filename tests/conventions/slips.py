"""Slips that a reader would see: functions from a text, as it is read, to what is wrong with it."""

import re
from collections.abc import Callable, Iterator

# Names that are written with a small letter, wherever they stand.
SMALL_NAMES = ("eSafety", "iCloud", "iOS", "iPad", "iPhone")
# After these a full stop does not end a sentence.
SHORT_WORDS = ("e.g.", "i.e.", "etc.", "vs.", "No.", "St.")

MARKDOWN = re.compile(r"\]\(|\*\*|`|^[ \t]*(?:[-*+]|#{1,6}) \S", re.MULTILINE)
# A mark twice, or after one that it does not go with, or after a space. A title may end in ! before a comma.
PUNCTUATION = re.compile(
    r"([.,;:?!])\1|[,;:][.,;:?!]|[.?][,;:]|![;:]|[.?!]”[.]|[?!][.]|\s[.,;:?!](?=\s|$)|\(\s|\s\)|\(\)"
)
TWO_SPACES = re.compile(r"\S[ \u00a0]{2,}\S")
# Alone or at the end of a phrase, as a value stands; and anywhere but at the start of a sentence or a name.
TEMPLATE_WORD = re.compile(
    r"(?:^|[\s(])(?:None|True|False)(?=\s*(?:$|[.,;:)]))|(?<=[a-z,;:] )(?:None|False)\b(?! [A-Z])"
    r"|\b(?:undefined|NaN)\b"
)
BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}|\{[A-Za-z_]+\}")
SENTENCE_END = re.compile(r"(\S*\w[)”’]?[.?!][)”’]?) +([a-z]\S*)")
# What an address is written as: of a page, of a mailbox.
ADDRESS = re.compile(r"\w+://|[\w.-]+@|[a-z0-9-]+(?:\.[a-z0-9-]+)+")


def raw_markdown(text: str) -> list[str]:
    """Markdown that nobody rendered: links, bold, code, and a list or heading at the start of a line."""
    return _found(MARKDOWN, text)


def doubled_punctuation(text: str) -> list[str]:
    """Two marks where one belongs, a space before a mark, and brackets with nothing in them."""
    return _found(PUNCTUATION, re.sub(r"\w+://", "", text))


def two_spaces(text: str) -> list[str]:
    """Two spaces within a line."""
    return _found(TWO_SPACES, text)


def template_words(text: str) -> list[str]:
    """Words that a template prints for a value of Python: "Checked: None", but not "None of these"."""
    return _found(TEMPLATE_WORD, text)


def template_braces(text: str) -> list[str]:
    """Marks of a template, and placeholders that nobody filled."""
    return _found(BRACES, text)


def small_start(text: str) -> list[str]:
    """A text that starts with a small letter, but for addresses and the names in SMALL_NAMES."""
    first = text.lstrip("“‘(").partition(" ")[0]
    return [] if not first[:1].islower() or _may_be_small(first) else [text[:60]]


def small_sentence(text: str) -> list[str]:
    """A sentence within the text that starts with a small letter."""
    return [
        match[0]
        for match in SENTENCE_END.finditer(text)
        if not match[1].endswith(SHORT_WORDS) and not _may_be_small(match[2])
    ]


def _may_be_small(word: str) -> bool:
    return word.startswith(SMALL_NAMES) or bool(ADDRESS.match(word))


def _found(pattern: re.Pattern[str], text: str) -> list[str]:
    return [text[max(0, match.start() - 30) : match.end() + 30] for match in pattern.finditer(text)]


IN_EVERY_TEXT: tuple[Callable[[str], list[str]], ...] = (
    raw_markdown,
    doubled_punctuation,
    two_spaces,
    template_words,
    template_braces,
    small_sentence,
)


def in_text(text: str, *, starts_small: bool = False) -> Iterator[str]:
    """Every slip in ``text``, named; ``starts_small``: it may start with a small letter."""
    checks = IN_EVERY_TEXT if starts_small else (*IN_EVERY_TEXT, small_start)
    for check in checks:
        yield from (f"{check.__name__}: {slip!r}" for slip in check(text))


def in_target(href: str) -> list[str]:
    """A link that leads nowhere: empty, a bare #, or a number, mailbox or address that is not one."""
    scheme, _, rest = href.partition(":")
    if not href.strip() or href == "#":
        return [href]
    if scheme == "sms":
        rest = re.sub(r"\?body=\S+$", "", rest)  # the word that one texts
    if scheme in {"tel", "sms"}:
        return [] if re.fullmatch(r"\+?\d{3,}", rest) else [href]
    if scheme == "mailto":
        return [] if re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s.?]+(\?\S+)?|[^@\s]+@localhost", rest) else [href]
    return [] if re.match(r"(?:https?|webcal)://[\w-]+|[/?#][^\s]*", href) else [href]
