"""What changed, as far as a paper of one page has room: of each change, only the words that differ."""

from collections.abc import Sequence
from dataclasses import replace

from guidance.blocks import Block, Run, Runs, Table
from guidance.policies.change import Change, ChangeType
from guidance.policies.change_rows import sides_of
from guidance.policies.document import cell, paragraph
from guidance.policies.known_setting import Applies

HEAD = ("Clause", "Before", "Now", "Why")
LONGEST_REASON = 45  # characters
GAP = "… "


def ranked_for_paper(changes: Sequence[Change]) -> list[Change]:
    """Return the changes to decide on: what is surely for this setting first, and of that what is law."""
    ours = [change for change in changes if not change.is_quiet and not change.is_for_others]
    return sorted(ours, key=_rank)


def _rank(change: Change) -> tuple[bool, bool, bool]:
    return change.hangs_on_people, change.concerns is not Applies.YES, not change.is_law


def changed(changes: Sequence[Change], count: int, side: int) -> list[Block]:
    """Return the first ``count`` changes, ``side`` characters a side, and how many more there are."""
    if not changes:
        return []
    shown, rest = changes[:count], changes[count:]
    unsure = sum(change.hangs_on_people for change in rest)
    more = [f"And {len(rest) - unsure} more."] if len(rest) > unsure else []
    more += [f"{unsure} may concern you."] if unsure else []
    rows = tuple(_row(change, side) for change in shown)
    return [
        *([Table(tuple(map(cell, HEAD)), rows, "What changed")] if rows else []),
        *([paragraph(" ".join([*more, "The report of changes lists them."]))] if rest else []),
    ]


def _row(change: Change, side: int) -> tuple[Runs, ...]:
    is_plain = change.change_type == ChangeType.CHANGED
    why = "Law or statutory guidance." if change.is_law else " ".join(change.reasons)
    before, now = sides_of(change)
    return (
        cell(change.label if is_plain else f"{change.label} ({change.change_type.lower()})"),
        _differing(before, side),
        _differing(now, side),
        cell(_cut(why, LONGEST_REASON)),
    )


def _differing(runs: Runs, room: int) -> Runs:
    """What differs, as "Put in: some words", with "…" for what stays, cut where there is no more room."""
    if not any(run.bold for run in runs):
        return tuple(Run(_cut(run.text, room)) for run in runs)
    found: list[Run] = []
    for run in (run for run in runs if run.text.strip() not in {"[", "]"}):
        if room <= 0:
            break
        mark, _, words = run.text.partition(": ") if run.bold else ("", "", run.text)
        said = run.bold or (found and found[-1].bold)
        if mark:
            found.append(Run(f"{mark}: ", bold=True))
        if said and words:
            found.append(Run(f"{_cut(words, room)} "))
            room -= len(words)
        elif not said and (not found or found[-1].text != GAP):
            found.append(Run(GAP))
    return (*found[:-1], replace(found[-1], text=found[-1].text.rstrip()))


def _cut(text: str, longest: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= longest else f"{text[:longest].rpartition(' ')[0].rstrip(',;:')} …"
