"""Shared blocks in clauses: ``{block:never}`` on a line of its own becomes the words of the block.

An edition never changes, so it keeps the words as they were on the day, and beside them what was written.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from guidance import includes
from guidance.policies.schema import FrozenClause, FrozenSection, Template

NAMED = re.compile(r"\{block:([^{}\n]*)\}")
OWN_LINE = re.compile(rf"^[ \t]*{NAMED.pattern}[ \t]*$", re.MULTILINE)


def names_block(clause: FrozenClause) -> bool:
    """Whether ``put_in`` would look for a shared block."""
    return bool(NAMED.search(clause.text))


def put_in(clause: FrozenClause, parts: includes.Parts) -> FrozenClause:
    """Return ``clause`` with its shared blocks put in; what cannot be stays for ``left_over`` to find."""

    def words(match: re.Match[str]) -> str:
        if match[1] not in parts.blocks:
            return match[0]
        # A policy says nothing of how sure its facts are: the reason beside the clause does.
        text = includes.without_facts(parts.blocks[match[1]].text.strip())
        # Empty lines around it, so that it runs into no point or sentence.
        return f"\n{includes.expand(text, parts)}\n"

    text = OWN_LINE.sub(words, clause.text).strip()
    return replace(clause, text=text, raw_text=clause.text) if text != clause.text else clause


def put_in_all(template: Template, parts: includes.Parts) -> Template:
    """Return ``template`` with the shared blocks of all its clauses put in."""
    return replace(
        template,
        sections=tuple(
            replace(section, clauses=tuple(put_in(clause, parts) for clause in section.clauses))
            for section in template.sections
        ),
    )


def as_written(template: Template) -> Template:
    """Return ``template`` without the words of shared blocks: what an adviser wrote, or a file says."""

    def written(section: FrozenSection) -> FrozenSection:
        clauses = (replace(clause, text=clause.written, raw_text="") for clause in section.clauses)
        return replace(section, clauses=tuple(clauses))

    return replace(template, sections=tuple(written(section) for section in template.sections))


def left_over(text: str) -> Iterator[str]:
    """Yield why each shared block that ``text`` still names was not put in."""
    own_lines = set(OWN_LINE.findall(text))
    for key in dict.fromkeys(NAMED.findall(text)):
        if key in own_lines:
            yield f"names {{block:{key}}}, but there is no published shared block {key}."
        else:
            yield f"must have {{block:{key}}} on a line of its own."
