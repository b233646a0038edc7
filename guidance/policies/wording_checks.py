"""Whether the sentences of a built policy are right, whatever was put into them.

``validation`` reads a template; this reads the policy that it becomes, with roles and names as people type
them: a sentence that opens small, "children' own", "the Ms Finch", one person twice in a sentence.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from guidance.blocks import Block, Bullets, Paragraph, Table, cells, plain
from guidance.policies.answers import Answers
from guidance.policies.tailor import Policy
from guidance.policies.typed_names import ARTICLES, in_sentence
from guidance.policies.wording_patterns import PATTERNS

MARKS = ".?!:"
CLOSERS = "”\"’')"
OPENERS = "“\"‘'("
GAP = re.compile(r"(?<=[.?!])[”\"’')]?\s+")
NOT_AN_END = re.compile(r"(?:^|[\s“(])(?:[A-Z]|Mr|Mrs|Ms|Dr|St|Rev|No|e\.g|i\.e|etc|vs)\.$")


@dataclass(frozen=True)
class WordingFault:
    """One fault of one sentence, and the clause or section it stands in."""

    place: str
    fault: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.place}: {self.fault}: “{self.sentence}”"


@dataclass(frozen=True)
class _Typed:
    """What people typed: ``names`` of persons as they stand in sentences, ``shared`` words of one person in
    several roles, and ``raw`` roles that may not stand as they were typed.
    """

    names: tuple[str, ...] = ()
    shared: tuple[str, ...] = ()
    raw: tuple[str, ...] = ()


def faults(policy: Policy) -> tuple[WordingFault, ...]:
    """Return what is wrong in the sentences of ``policy``, clause by clause."""
    typed = _typed(policy.answers)
    found: list[WordingFault] = []
    for section in policy.sections:
        found += _in_line(section.key, section.title, typed)
        for clause in section.clauses:
            found += _in_clause(clause.key, clause.blocks, typed)
    people = [name for _, name in policy.key_details if name in typed.names]
    twice = {name for name in people if people.count(name) > 1}
    found += (WordingFault("key details", "two rows for one person", name) for name in sorted(twice))
    return tuple(dict.fromkeys(found))


def all_sentences(policy: Policy) -> Iterator[tuple[str, str]]:
    """Yield every sentence of ``policy`` with the key of its clause or section."""
    for section in policy.sections:
        yield section.key, section.title
        for clause in section.clauses:
            for runs in (runs for block in clause.blocks for runs in cells(block)):
                yield from ((clause.key, sentence) for sentence in sentences(plain(runs)))


@lru_cache(maxsize=20_000)
def sentences(text: str) -> tuple[str, ...]:
    """Return the sentences of ``text``; "Ms A. Finch" ends none."""
    found, start = [], 0
    for gap in GAP.finditer(text):
        if not NOT_AN_END.search(text[start : gap.start()]):
            found.append(text[start : gap.end()].rstrip())
            start = gap.end()
    return tuple(sentence for sentence in (*found, text[start:]) if sentence)


def _typed(answers: Answers) -> _Typed:
    people = (answers.leader, answers.dsl, answers.deputies, answers.governor, answers.concern_person)
    given = [*people, answers.board, answers.choices.get("it_lead", ""), answers.choices.get("data_lead", "")]
    stood = [in_sentence(text) for text in given if in_sentence(text)]
    names = [text for text in stood if text.partition(" ")[0] not in ARTICLES]
    return _Typed(
        names=tuple(dict.fromkeys(names)),
        shared=tuple(dict.fromkeys(text for text in stood if stood.count(text) > 1 and text not in names)),
        raw=tuple(
            dict.fromkeys(
                text for text in given if in_sentence(text) not in (text, "") and text[:1].isupper()
            )
        ),
    )


def _in_clause(key: str, blocks: tuple[Block, ...], typed: _Typed) -> Iterator[WordingFault]:
    before: Block | None = None
    texts = []
    for block in blocks:
        goes_on = isinstance(block, Table) or (
            isinstance(block, Bullets) and isinstance(before, Paragraph) and plain(before.runs).endswith(":")
        )
        for runs in cells(block):
            texts.append(plain(runs))
            yield from _in_line(key, texts[-1], typed)
            ends = _ends(texts[-1], block.kind, goes_on=goes_on)
            # A surname may be written small wherever it stands.
            yield from (
                WordingFault(key, *end) for end in ends if not end[1].startswith(typed.names or ("\0",))
            )
        before = block
    text = " ".join(texts)
    for name in (*typed.names, *typed.shared):
        if _told_of_themselves(name, text):
            yield WordingFault(key, f"what is about {name} goes to {name}", text)


@lru_cache(maxsize=20_000)
def _ends(text: str, kind: str, *, goes_on: bool) -> tuple[tuple[str, str], ...]:
    """How the sentences of a paragraph, point or cell begin, and whether the last one ends.

    Words that ``goes_on`` with a sentence before them may open small.
    """
    parts = sentences(text)
    small = [
        part
        for number, part in enumerate(parts)
        if part.lstrip(OPENERS)[:1].islower() and (number or not goes_on)
    ]
    found = [("it opens with a small letter", part) for part in small]
    whole = kind in {"paragraph", "pictures"} or (kind in {"bullets", "numbers"} and len(parts) > 1)
    if whole and text.rstrip(CLOSERS)[-1:] not in MARKS:
        found.append(("no mark ends it", text))
    if kind == "subheading" and text[-1:] in {".", ":", "!"}:
        found.append(("a mark ends a heading", text))
    return tuple(found)


def _told_of_themselves(name: str, text: str) -> bool:
    """Whether a sentence on a concern about ``name`` is followed by one that takes it to the same person."""
    if text.count(name) < 2:
        return False
    found = rf"{re.escape(name)}\b"
    told = rf"(?:It|This|That|They|Staff|We) [^.]*\b(?:to|tells?|told|asks?) {found}"
    return bool(re.search(rf"\babout {found}[^.]*\. {told}", text))


def _in_line(place: str, text: str, typed: _Typed) -> Iterator[WordingFault]:
    for sentence in sentences(text):
        for fault in (*_general(sentence), *_about_typed(sentence, typed)):
            yield WordingFault(place, fault, sentence)


@lru_cache(maxsize=20_000)
def _general(sentence: str) -> tuple[str, ...]:
    return tuple(fault for fault, pattern in PATTERNS if pattern.search(sentence))


def _about_typed(sentence: str, typed: _Typed) -> Iterator[str]:
    for name in (*typed.names, *typed.shared):
        if name not in sentence:
            continue
        is_longer = any(other != name and other in name for other in typed.names)
        if sentence.count(name) > 1 and not is_longer:
            yield f"{name} twice in one sentence"
        if f"{name}'" in sentence or f"{name}’" in sentence:
            yield "an apostrophe after what was typed"
        if name in typed.names and re.search(rf"(?i:\b(?:the|a|an|our) ){re.escape(name)}", sentence):
            yield "an article before a name"
    for role in typed.raw:
        # "the DSL" is right where "DSL" was typed.
        if role in sentence and re.search(
            rf"(?<!\b[Tt]he )(?<!\b[Oo]ur )(?<=[a-z,] ){re.escape(role)}\b", sentence
        ):
            yield "a role as it was typed, without its article or with a capital"
