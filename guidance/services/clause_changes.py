"""Which clauses of a policy template differ from its newest edition, field by field, as forms have them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from guidance.models import Clause
from guidance.policies import rows
from guidance.policies.public_view import describe_condition
from guidance.policies.schema import Condition, FrozenClause, FrozenSection, Template
from guidance.services import editions
from guidance.services.field_words import FieldChange
from guidance.standing import BASES

NEW, CHANGED, GONE = "new", "changed", "gone"


@dataclass(frozen=True)
class ClauseChange:
    """One clause, or a section without a key, and what differs in it."""

    kind: str
    section: str
    key: str
    label: str
    fields: list[FieldChange]
    is_own: bool = True
    """False where only the words of a shared block in it differ: nobody wrote in the clause."""


def of_draft(draft: editions.Draft) -> list[ClauseChange]:
    """Return what the next edition would change; nothing for a first edition."""
    if draft.newest is None:
        return []
    old, new = rows.text_of(draft.newest), draft.text
    return [*_of_sections(old, new), *_of_clauses(old, new)]


def of_clause(clause: Clause) -> list[FieldChange]:
    """Return what somebody changed in ``clause`` since the newest edition; nothing before the first."""
    draft = editions.draft(template=clause.section.template)
    found = [one for one in of_draft(draft) if one.key == clause.key and one.is_own]
    return found[0].fields if found else []


def _of_clauses(old: Template, new: Template) -> Iterator[ClauseChange]:
    before = {clause.key: (section, clause) for section, clause in old.clauses()}
    after = {clause.key: (section, clause) for section, clause in new.clauses()}
    for key, (section, clause) in (before | after).items():
        was = before[key][1] if key in before else None
        now = clause if key in after else None
        kind = CHANGED if was and now else NEW if now else GONE
        if fields := _differing(_words(was), _words(now)):
            is_own = _words(_as_written(was)) != _words(_as_written(now))
            yield ClauseChange(kind, section.title, key, clause.label, fields, is_own)


def _of_sections(old: Template, new: Template) -> Iterator[ClauseChange]:
    before = {section.key: section for section in old.sections}
    after = {section.key: section for section in new.sections}
    for key, section in (before | after).items():
        if key in before and key in after:
            labels = {one.key: one.label for one in after[key].clauses}
            kept = {one.key for one in before[key].clauses} & labels.keys()
            was, now = (
                _of_section(one[key], {name: labels[name] for name in kept}) for one in (before, after)
            )
            if fields := _differing(was, now):
                yield ClauseChange(CHANGED, section.title, "", "the section itself", fields)


def _of_section(section: FrozenSection, kept: dict[str, str]) -> dict[str, str]:
    """The texts of a section; of its clauses, by key, only those that both editions have are in order."""
    return {
        "Heading": section.title,
        "For whom": _condition(section.condition),
        "Order of clauses": "\n".join(kept[one.key] for one in section.clauses if one.key in kept),
    }


def _words(clause: FrozenClause | None) -> dict[str, str]:
    """The texts of a clause by what its form calls them."""
    if clause is None:
        return {}
    return {
        "Words": clause.text,
        "What changed and why": clause.change_note,
        "What a setting should do": clause.what_to_do,
        "Label": clause.label,
        "May a setting leave it out?": "No" if clause.required else "Yes",
        "Why": clause.why,
        "Basis": str(dict(BASES).get(clause.basis, clause.basis)),
        "Source": clause.source,
        "Reference": clause.reference,
        "For whom": _condition(clause.condition),
    }


def _condition(condition: Condition) -> str:
    return "\n".join(describe_condition(condition))


def _as_written(clause: FrozenClause | None) -> FrozenClause | None:
    return replace(clause, text=clause.written) if clause else None


def _differing(before: dict[str, str], after: dict[str, str]) -> list[FieldChange]:
    labels = dict.fromkeys([*after, *before])
    pairs = ((label, before.get(label, ""), after.get(label, "")) for label in labels)
    return [FieldChange(label, was, now) for label, was, now in pairs if was != now]
