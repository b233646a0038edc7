"""Whether the sentences of a built policy are right, whatever was put into them.

``validation`` reads a template; this reads the policy that it becomes, with roles and names as people type them: a
sentence that opens small, "children' own", "the Ms Finch", one person twice in a sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from guidance.blocks import Block, Bullets, Paragraph, Pictures, Table, cells, plain
from guidance.policies.tailor import Policy

DETERMINERS = "the|a|an|our|your|their|my|each|every"
MARKS = ".?!:"
CLOSERS = "”\"’')"
OPENERS = "“\"‘'("
NOT_AN_END = re.compile(r"(?:^|[\s“(])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Rev|No|e\.g|i\.e|etc|vs)\.$")
GAP = re.compile(r"(?<=[.?!])[”\"’')]?\s+")

# What no sentence may hold, whoever is named in it.
PATTERNS = tuple(
    (fault, re.compile(pattern))
    for fault, pattern in (
        ("a brace is left over", r"[{}]"),
        ("two spaces", r"\s\s"),
        ("a space before a mark", r"\s[,.;:?!)]|\(\s"),
        ("two marks", r"[,;:]\s?[,.;:]|\.\.|[?!][.,]"),
        ("empty brackets", r"\(\s*\)|\[\s*\]"),
        ("an apostrophe alone after a word without s", r"[A-Za-z](?<![sS])['’](?![A-Za-z])"),
        ("s after the apostrophe of a plural", r"\b(?:pupils|students|learners|governors|trustees)['’]s\b|['’]s['’]s?\b"),
        ("members of one person", r"(?i)\bmembers of (?:the )?(?:owner|proprietor|childminder|manager|principal|head)"),
        ("members of a person", r"(?i)\bmembers of (?:Ms|Mr|Mrs|Miss|Dr|Rev)\b"),
        ("a word twice", r"(?i)\b(?!(?:that|had)\b)([a-z]+) \1\b"),
        ("two articles", rf"(?i)\b(?:{DETERMINERS}) (?:the|a|an|our|your|their|my)\b"),
        ("an article before a name", r"(?i:\b(?:the|a|an|our) )(?:Ms|Mr|Mrs|Miss|Dr|Rev)\b"),
        ("“a” before a vowel", r"\b[Aa] (?!one\b|once\b|use|uni[^nm]|euro|ew)[aeiou][a-z]"),
        ("“an” before a consonant", r"\b[Aa]n (?!hour|honest|honour|heir)[b-df-hj-np-tv-z][a-z]"),
        ("the same twice", r"(?i)\b((?:[\w’'.-]+ ){1,5}[\w’'-]+),? (?:or|and|and the|or the) \1\b"),
        ("the childminder twice", r"(?i)\bthe childminder\b.*\bthe childminder\b"),
        ("somebody does it to themselves", r"(?i)\b(the \w+(?: \w+)?) (?:tells|asks|meets|informs|reports to|tells) \1\b"),
        (
            "a filler stands for a person",
            r"(?i)(?<![\w/])(?:n/?a|tb[acd])(?![\w/])|\bnot yet appointed\b|\bto be (?:confirmed|appointed|decided)\b"
            r"|(?<=\s)[-?](?=[\s.,;])",
        ),
        (
            "one person with the verb of several",
            r"(?i)\bthe (?:owner|proprietor|childminder|manager|headteacher|principal) (?:are|have|were|do|meet|read)\b",
        ),
        (
            "several with the verb of one",
            r"^(?:Children|Pupils|Students|Learners|Governors|Trustees|Committee members|Staff and \w+) (?:is|has|was|does)\b",
        ),
    )
)


@dataclass(frozen=True)
class WordingFault:
    """One fault of one sentence, and the clause or section it stands in."""

    place: str
    fault: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.fault}: “{self.sentence}”"


def faults(policy: Policy, names: tuple[str, ...] = ()) -> tuple[WordingFault, ...]:
    """Return what is wrong in the sentences of ``policy``; ``names`` are those of people, as they were typed."""
    found: list[WordingFault] = []
    for section in policy.sections:
        found += _in_line(section.key, section.title, names)
        for clause in section.clauses:
            for before, block in zip((None, *clause.blocks), clause.blocks, strict=False):
                found += _in_block(clause.key, before, block, names)
            text = " ".join(plain(runs) for block in clause.blocks for runs in cells(block))
            found += (WordingFault(clause.key, fault, text) for fault in _told_of_themselves(text, names))
    people = [value for _, value in policy.key_details if value in names]
    found += (WordingFault("key details", "two rows for one person", name) for name in set(people) if people.count(name) > 1)
    return tuple(dict.fromkeys(found))


def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of ``text``: "Ms A. Finch" ends none."""
    found, start = [], 0
    for gap in GAP.finditer(text):
        if not NOT_AN_END.search(text[start : gap.start()]):
            found.append(text[start : gap.end()].rstrip())
            start = gap.end()
    return tuple(sentence for sentence in (*found, text[start:]) if sentence)


def _in_block(place: str, before: Block | None, block: Block, names: tuple[str, ...]) -> Iterator[WordingFault]:
    for runs in cells(block):
        text = plain(runs)
        yield from _in_line(place, text, names)
        for number, sentence in enumerate(sentences(text)):
            if _opens_small(sentence, names) and (number or not _goes_on(before, block)):
                yield WordingFault(place, "it opens with a small letter", sentence)
        if isinstance(block, Paragraph | Pictures) and text.rstrip(CLOSERS)[-1:] not in MARKS:
            yield WordingFault(place, "no mark ends it", text)
        if isinstance(block, Bullets) and len(sentences(text)) > 1 and text.rstrip(CLOSERS)[-1:] not in MARKS:
            yield WordingFault(place, "no mark ends it", text)


def _goes_on(before: Block | None, block: Block) -> bool:
    """Whether the words of a point or cell may go on with a sentence that came before."""
    return isinstance(block, Table) or (
        isinstance(block, Bullets) and isinstance(before, Paragraph) and plain(before.runs).endswith(":")
    )


def _in_line(place: str, text: str, names: tuple[str, ...]) -> Iterator[WordingFault]:
    for sentence in sentences(text):
        for fault in (*_general(sentence), *_about_names(sentence, names)):
            yield WordingFault(place, fault, sentence)


def _opens_small(sentence: str, names: tuple[str, ...]) -> bool:
    words = sentence.lstrip(OPENERS)
    return words[:1].islower() and not words.startswith(names or ("\0",))


@lru_cache(maxsize=20_000)
def _general(sentence: str) -> tuple[str, ...]:
    return tuple(fault for fault, pattern in PATTERNS if pattern.search(sentence))


def _about_names(sentence: str, names: tuple[str, ...]) -> Iterator[str]:
    for name in names:
        if sentence.count(name) > 1:
            yield f"{name} twice in one sentence"
        if re.search(rf"(?i:\b(?:{DETERMINERS}) ){re.escape(name)}", sentence):
            yield "an article before a name"
        if f"{name}'" in sentence or f"{name}’" in sentence:
            yield "an apostrophe after a name"


def _told_of_themselves(text: str, names: tuple[str, ...]) -> Iterator[str]:
    """Whether a clause tells somebody of a concern that is about them."""
    for name in names:
        found = re.escape(name)
        if re.search(rf"\babout {found}\b[^.]*(?:\.[^.]*)?\b(?:to|tells?|told|asks?|with) {found}\b", text):
            yield f"what is about {name} goes to {name}"
