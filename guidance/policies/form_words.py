"""A form that is filled in by hand, in words that can be compared: its empty cells say nothing."""

from collections.abc import Iterator

from guidance.blocks import Block, Paragraph, Run, Table, cells, plain
from guidance.policies.known_setting import Applies, KnownSetting
from guidance.policies.schema import Template

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def annex_letters(edition: Template, setting: KnownSetting) -> dict[str, str]:
    """Return the letter of the annex of each clause, as far as it is known which annexes come before it."""
    found: dict[str, str] = {}
    letters = iter(LETTERS)
    for section in edition.sections:
        applies = setting.applies((section.condition,)) if section.annex else Applies.NO
        if applies is Applies.MAYBE:
            break
        if applies is Applies.YES:
            letter = next(letters)
            found |= {clause.key: letter for clause in section.clauses}
    return found


def with_forms_named(blocks: tuple[Block, ...], letter: str) -> Iterator[Block]:
    """Yield ``blocks``, each form among them as a sentence with what it asks for."""
    for block in blocks:
        if isinstance(block, Table) and block.use != "read":
            asked = dict.fromkeys(filter(None, map(plain, cells(block))))
            name = f"A form (annex {letter})" if letter else "A form"
            yield Paragraph((Run(f"{name}: {'; '.join(asked)}."),))
        else:
            yield block
