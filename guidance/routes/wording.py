"""What texts of guided routes and shared blocks may contain: no typed number, no unknown link or brace."""

import re
from collections.abc import Iterator

from guidance.routes.book import Book, UnknownReferenceError, split
from guidance.routes.schema import Block, Outcome, Route

PLACEHOLDER = re.compile(r"\{([^{}\n]*)\}")
LINK = re.compile(r"\]\(([^)\s]*)[^)]*\)")
TYPED_ADDRESS = re.compile(r"\b(?:https?://|www\.)\S+")
TYPED_NUMBER = re.compile(
    r"(?<![\d.,:£])(?<!NHS )(?:"
    r"(?:\+44|0)\d{2,4}(?:[ -]?\d{2,4}){1,3}"  # grouped as people write it: 03000 41 11 11
    r"|116[ -]?\d{3}|101|111|112|105|119|159|7726|85258"  # the short ones
    r")(?![\d:]|[.,]\d|%)"
)
BLOCK = "block:"
FACT = "fact:"


def errors(book: Book, *, partial: bool = False) -> list[str]:
    """Return what texts must not contain, one sentence each, which starts with the route or "blocks"."""
    found = []
    for route in (book.common, *book.routes.values()):
        for place, text in route_lines(route):
            found += [f"{route.slug}: {place}: {fault}" for fault in in_line(text)]
        for place, text in route_texts(route):
            faults = in_text(book, text, route.slug, partial=partial)
            found += [f"{route.slug}: {place}: {fault}" for fault in faults]
        found += [f"{route.slug}: {fault}" for fault in _unknown_keys(book, route, partial=partial)]
    for block in book.blocks.values():
        found += [f"blocks: {block.key}: {fault}" for fault in in_block(book, block, partial=partial)]
    return found


def route_lines(route: Route) -> Iterator[tuple[str, str]]:
    """Yield what is printed as it stands, without Markdown, with its place."""
    for name in ("title", "short_title", "summary", "lead"):
        yield name, getattr(route, name)
    for question in route.questions:
        for text in (question.title, question.hint, question.why, question.short):
            yield f"question {question.key}", text
        for answer in question.answers:
            yield from (
                (f"question {question.key}", text) for text in (answer.label, answer.hint, answer.short)
            )
    for outcome in route.outcomes:
        place = f"outcome {outcome.key}"
        lines = (outcome.title, outcome.verdict, outcome.short, outcome.chart)
        told = (item.label for item in outcome.tell)
        doors = (text for door in outcome.also for text in (door.label, door.hint))
        steps = (text for step in outcome.steps for text in (step.title, step.who, step.done))
        yield from ((place, text) for text in (*lines, *told, *doors, *steps))


def route_texts(route: Route) -> Iterator[tuple[str, str]]:
    """Yield what is written in Markdown, with its place."""
    for outcome in route.outcomes:
        yield from ((f"outcome {outcome.key}", text) for text in outcome.texts())
    yield from (("chart", text) for text in route.chart.texts())


def in_text(book: Book, text: str, slug: str, *, partial: bool = False) -> Iterator[str]:
    """Yield what a Markdown text of the route ``slug`` (or of none) must not contain."""
    for name in PLACEHOLDER.findall(text):
        if name.startswith(BLOCK):
            if name.removeprefix(BLOCK) not in book.blocks and not (partial and not book.blocks):
                yield f"there is no block {name.removeprefix(BLOCK)}."
        elif name.startswith(FACT):
            if name.removeprefix(FACT) not in book.facts:
                yield f"there is no fact {name.removeprefix(FACT)}, so its source cannot be named."
        elif name not in book.helplines:
            yield f"there is no public helpline {name}, so {{{name}}} cannot be printed."
    if re.search(r"[{}]", PLACEHOLDER.sub("", text)):
        yield "it has a brace that stands for nothing."
    for target in LINK.findall(text):
        yield from link_faults(book, target, slug, partial=partial)
    yield from typed(LINK.sub("]", PLACEHOLDER.sub("", text)))


def in_block(book: Book, block: Block, *, partial: bool = False) -> Iterator[str]:
    """Yield what a shared block must not contain. It does not put in another one."""
    if not block.title or not block.text:
        yield "it needs a title and a text."
    yield from in_line(block.title)
    yield from in_text(book, block.text, "", partial=partial)
    if any(name.startswith(BLOCK) for name in PLACEHOLDER.findall(block.text)):
        yield "a block cannot put in another block."


def link_faults(book: Book, target: str, slug: str, *, partial: bool = False) -> Iterator[str]:
    """Yield what is wrong with a link to ``target``: ``resource:key``, ``route:…``, ``guidance:slug`` …"""
    kind, _, key = target.partition(":")
    if kind == "route":
        is_known = _is_route(book, key, slug, partial=partial)
    elif kind == "resource":
        is_known = key in book.resources
    elif kind in {"guidance", "handout", "page"}:
        is_known = target in book.pages
    else:
        yield f"the link to {target} is none of resource:, route:, guidance:, handout: and page:."
        return
    if not is_known:
        yield f"the link to {target} leads to nothing that is public."


def _is_route(book: Book, ref: str, slug: str, *, partial: bool) -> bool:
    if ref in book.routes:
        return True
    place, _, _ = split(ref, slug)
    if partial and place not in book.routes:
        return True
    try:
        book.find(ref, slug)
    except UnknownReferenceError:
        return False
    return True


def in_line(text: str) -> Iterator[str]:
    """Yield what a line that is printed as it stands must not contain."""
    yield from typed(text)
    if re.search(r"[{}]|\]\(|\*\*", text):
        yield f"“{text}” is printed as it stands, so it can have no braces, links or bold words."


def typed(text: str) -> Iterator[str]:
    """Yield the phone numbers and web addresses that were typed instead of named.

    999 is the same for everybody, and 111 is part of the name of NHS 111.
    """
    for number in TYPED_NUMBER.findall(text):
        yield f"the number {number} is typed in “{_excerpt(text, number)}”: name it by {{slug}}."
    for address in TYPED_ADDRESS.findall(text):
        yield f"the address {address} is typed: name its resource, as [title](resource:key)."


def _excerpt(text: str, part: str) -> str:
    start = max(text.find(part) - 25, 0)
    return text[start : start + 50 + len(part)].replace("\n", " ")


def _unknown_keys(book: Book, route: Route, *, partial: bool) -> Iterator[str]:
    yield from (f"sources: there is no resource {key}." for key in route.sources if key not in book.resources)
    for outcome in route.outcomes:
        if book.blocks or not partial:
            for key in _blocks_of(outcome):
                if key not in book.blocks:
                    yield f"outcome {outcome.key}: there is no block {key}."
        for target in outcome.links:
            for fault in link_faults(book, target, route.slug, partial=partial):
                yield f"outcome {outcome.key}: {fault}"


def _blocks_of(outcome: Outcome) -> list[str]:
    used = (*outcome.removal, *outcome.blocks, *(step.block for step in outcome.steps))
    return [key for key in dict.fromkeys(used) if key]
