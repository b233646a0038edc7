"""One clause that differs between the edition that a setting adopted and the newest, in words for readers."""

import re
from dataclasses import dataclass
from enum import StrEnum

from guidance.policies.known_setting import Applies
from guidance.standing import STATUTORY


class ChangeType(StrEnum):
    """What happened to a clause, in words for readers."""

    CHANGED = "Changed"
    NEW = "New"
    GONE = "Taken out"
    NOW_APPLIES = "Now applies"
    MAY_APPLY = "May now apply"
    NO_LONGER = "No longer applies"
    MAY_NOT = "May no longer apply"
    NOW_REQUIRED = "Now required"
    NOW_STATUTORY = "Now required by law or statutory guidance"
    REASON = "Only the reason changed"
    LINKS = "Only a link changed"


ADVICE = {
    ChangeType.GONE: (
        "The template no longer has this clause. Take it out, or keep it as a clause of your own if it still "
        "serves."
    ),
    ChangeType.NOW_APPLIES: "It now covers your kind of setting. Add it to your policy.",
    ChangeType.MAY_APPLY: "It covers more settings than before. See whether it covers yours now.",
    ChangeType.NO_LONGER: (
        "It no longer covers your kind of setting. Take it out, or keep it as a clause of your own."
    ),
    ChangeType.MAY_NOT: "It covers other settings than before. See whether it still covers yours.",
    ChangeType.NOW_REQUIRED: "It was yours to leave out. It now belongs in every policy that it covers.",
    ChangeType.NOW_STATUTORY: "It rests on law or statutory guidance and cannot be left out.",
}
"""What each kind of change means for a setting; the others say it in their notes."""

QUIET = frozenset({ChangeType.REASON, ChangeType.LINKS})
CUSTOM_ADVICE = "Your policy has its own words here. Decide whether they still serve."
NOT_YOURS = "It may not concern you."
ONLY_IF = "Only if "
NOTHING = re.compile(r"Nothing(?: changes)?(?:\.|: the \w+(?: \w+)* (?:is|are) the same\.)")
"""What to do where the wording alone changed. "Nothing, unless" is for somebody to decide."""


@dataclass(frozen=True)
class DiffSegment:
    """A stretch of text, and whether the other edition lacks it."""

    text: str
    is_changed: bool = False

    @property
    def words(self) -> str:
        """The text without the white space that parts it from the next."""
        return self.text.rstrip()

    @property
    def space(self) -> str:
        """The white space after its words."""
        return self.text[len(self.words) :]


@dataclass(frozen=True)
class Change:
    """One clause that differs. ``before`` is empty for a new one, ``after`` for one taken out.

    ``number`` is the clause's in the adopted policy, where the code tells it. ``scope`` says in words whom
    the newest clause is for, ``concerns`` whether that is this setting as far as is known. ``basis`` is what
    the clause rests on, a key of ``BASES``; ``hangs_on_people`` that nobody can say whether it is for this
    setting without knowing who is who in it.
    """

    change_type: ChangeType
    key: str
    section: str
    label: str
    number: str
    before: tuple[DiffSegment, ...]
    after: tuple[DiffSegment, ...]
    notes: tuple[str, ...]
    what_to_do: tuple[str, ...]
    has_custom_text: bool
    scope: tuple[str, ...] = ()
    concerns: Applies = Applies.YES
    why: str = ""
    basis: str = ""
    became_required: bool = False
    hangs_on_people: bool = False

    @property
    def named(self) -> str:
        """The clause: its number, where that is known, and its label."""
        return " ".join(filter(None, (self.number, self.label)))

    @property
    def title(self) -> str:
        """What happened to which clause."""
        return f"{self.change_type}: {self.named}"

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why: what was noted with each new version, else why the clause is there at all."""
        return self.notes or tuple(filter(None, (self.why,)))

    @property
    def advice(self) -> tuple[str, ...]:
        """What to do about it: what this kind of change means, and what was noted with each version."""
        required = ChangeType.NOW_STATUTORY if self.is_law else ChangeType.NOW_REQUIRED
        kinds = [self.change_type, *([required] if self.became_required else [])]
        general = dict.fromkeys(ADVICE[kind] for kind in kinds if kind in ADVICE)
        own = [CUSTOM_ADVICE] if self.has_custom_text else []
        return (*general, *self.what_to_do, *own)

    @property
    def whom(self) -> tuple[str, ...]:
        """Whom it concerns, in words; nothing where it concerns everyone."""
        is_said = any(line.startswith(ONLY_IF) for line in self.scope)
        doubts = self.concerns is not Applies.YES and self.scope and not is_said
        return (*self.scope, NOT_YOURS) if doubts else self.scope

    @property
    def is_reworded(self) -> bool:
        """Whether the clause is in both editions in different words."""
        both = self.before and self.after
        return bool(both) and any(segment.is_changed for segment in (*self.before, *self.after))

    @property
    def is_law(self) -> bool:
        """Whether the clause rests on law or statutory guidance."""
        return self.basis == STATUTORY

    @property
    def is_quiet(self) -> bool:
        """Whether there is nothing to decide: the words stay, or say the same in another way."""
        return self.change_type in QUIET or self.is_wording_alone

    @property
    def is_wording_alone(self) -> bool:
        """Whether the clause says the same in other words, by what was noted with every version."""
        says_nothing = bool(self.what_to_do) and all(map(NOTHING.fullmatch, self.what_to_do))
        return (
            self.change_type == ChangeType.CHANGED
            and says_nothing
            and len(self.advice) == len(self.what_to_do)
        )

    @property
    def is_for_others(self) -> bool:
        """Whether it is known not to concern this setting."""
        return self.concerns is Applies.NO
