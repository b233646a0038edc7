"""What changed in a template since a setting adopted it: clause by clause, old beside new."""

from collections.abc import Iterator, Sequence

from guidance.blocks import cells
from guidance.policies.adopted import AdoptedPolicy, words_for
from guidance.policies.change import Change, ChangeType, DiffSegment
from guidance.policies.form_words import annex_letters, with_forms_named
from guidance.policies.known_setting import Applies
from guidance.policies.placeholders import fill_markdown, fill_text
from guidance.policies.plain_text import to_plain_text
from guidance.policies.public_view import describe_condition, parts_of
from guidance.policies.questions import DERIVED
from guidance.policies.reference_code import Profile
from guidance.policies.schema import Condition, FrozenClause, FrozenSection, Template
from guidance.policies.side_by_side import side_by_side

__all__ = ["Change", "ChangeType", "DiffSegment", "compare", "side_by_side"]

SHARED_NOTE = "The words that this clause shares with other pages of this site have changed."
"""Why a clause differs of which nobody wrote a new version: a shared block in it reads differently."""

FOR_YOU = ("For you.",)
LINKS_NOTE = "Its links lead elsewhere now. The words are the same."


def compare(
    editions: Sequence[Template], states: Sequence[int] = (), profile: Profile | None = None
) -> list[Change]:
    """Return the changes from the first of ``editions`` to the last, in the order of the last.

    ``states`` are those of the adopted policy's code, one for each clause of the first edition: clauses it
    left out are not reported when they change. Without states the whole first edition counts as adopted.
    ``profile`` says for what kind of setting: its words are used, and what is for others says so.
    """
    comparison = _Comparison(editions, AdoptedPolicy(editions[0], states, profile or Profile()))
    return [*comparison.of_new(), *comparison.of_gone()]


class _Comparison:
    """The first and last of ``editions``, for the setting that adopted ``policy``."""

    def __init__(self, editions: Sequence[Template], policy: AdoptedPolicy) -> None:
        self.editions, self.policy = editions, policy
        self.values = words_for(policy.profile)
        self.letters = annex_letters(editions[-1], policy.setting)

    def of_new(self) -> Iterator[Change]:
        """Yield what changed in clauses of the last edition."""
        for section, clause in self.editions[-1].clauses():
            kind, concerns = self._kind(section, clause)
            if kind is not None:
                yield self._change(kind, section, clause, concerns)

    def of_gone(self) -> Iterator[Change]:
        """Yield the clauses of the policy that the last edition has no more."""
        left = {clause.key for _, clause in self.editions[-1].clauses()}
        for key, (section, clause) in self.policy.places.items():
            if key not in left and self.policy.has(key):
                yield self._change(ChangeType.GONE, section, clause, self.policy.applied(key))

    def _kind(self, section: FrozenSection, clause: FrozenClause) -> tuple[ChangeType | None, Applies]:
        """What happened to ``clause``, None for nothing, and whether it concerns the setting."""
        concerns = self.policy.setting.applies((section.condition, clause.condition))
        if clause.key not in self.policy.places:
            return ChangeType.NEW, concerns
        if self._has_old_scope(section, clause):
            concerns = self.policy.applied(clause.key)
        if not self.policy.has(clause.key):
            return self._kind_of_absent(section, clause, concerns), concerns
        if concerns is Applies.NO:
            return ChangeType.NO_LONGER, Applies.YES
        return self._kind_of_kept(section, clause, concerns), concerns

    def _kind_of_absent(
        self, section: FrozenSection, clause: FrozenClause, concerns: Applies
    ) -> ChangeType | None:
        """What happened to a clause that the policy lacks: it may apply now, or have become required."""
        was = self.policy.applied(clause.key)
        if concerns is Applies.NO:
            return None
        if was is not Applies.NO and clause.required and not self.policy.places[clause.key][1].required:
            return _required(clause)
        if was is Applies.YES or self._has_old_scope(section, clause):
            return None
        return ChangeType.NOW_APPLIES if concerns is Applies.YES else ChangeType.MAY_APPLY

    def _kind_of_kept(
        self, section: FrozenSection, clause: FrozenClause, concerns: Applies
    ) -> ChangeType | None:
        """What happened to a clause that the policy has: the weightiest of what did."""
        old = self.policy.places[clause.key][1]
        if self._words(old).split() != self._words(clause).split():
            return ChangeType.CHANGED
        if concerns is Applies.MAYBE and not self._has_old_scope(section, clause):
            return ChangeType.MAY_NOT
        if clause.required and not old.required:
            return _required(clause)
        if old.basis and clause.is_statutory and not old.is_statutory:
            return ChangeType.NOW_STATUTORY
        if self._links(old) != self._links(clause):
            return ChangeType.LINKS
        return ChangeType.REASON if _reason(old) != _reason(clause) else None

    def _has_old_scope(self, section: FrozenSection, clause: FrozenClause) -> bool:
        old_section, old = self.policy.places[clause.key]
        return (old_section.condition, old.condition) == (section.condition, clause.condition)

    def _change(
        self, kind: ChangeType, section: FrozenSection, clause: FrozenClause, concerns: Applies
    ) -> Change:
        old = self.policy.places[clause.key][1] if self.policy.has(clause.key) else None
        notes, actions = self._notes(kind, clause)
        before, after = self._sides(old, None if kind is ChangeType.GONE else clause)
        return Change(
            change_type=kind,
            key=clause.key,
            section=fill_text(section.title, self.values),
            label=clause.label,
            number=self.policy.numbers.get(clause.key, ""),
            before=before,
            after=after,
            notes=notes,
            what_to_do=actions,
            has_custom_text=self.policy.has_custom_text(clause.key),
            scope=self._scope((section.condition, clause.condition), concerns),
            concerns=concerns,
            hangs_on_people=self._hangs_on_people((section.condition, clause.condition)),
            why=clause.why,
            basis=clause.basis,
            became_required=old is not None and clause.required and not old.required,
        )

    def _scope(self, conditions: Sequence[Condition], concerns: Applies) -> tuple[str, ...]:
        """Whom it is for, in words: of what is known of the setting, only that it is for them."""
        parts = [part for condition in conditions for part in parts_of(condition)]
        if self.policy.profile.setting_type and concerns is not Applies.NO:
            left = [part for part in parts if self.policy.setting.applies((part,)) is not Applies.YES]
            lines = [line for part in left for line in describe_condition(part, self.values)]
            return tuple(lines or (FOR_YOU if parts else ()))
        return tuple(line for part in parts for line in describe_condition(part, self.values))

    def _hangs_on_people(self, conditions: Sequence[Condition]) -> bool:
        """Whether it depends on who is who in the setting, which its code does not tell."""
        parts = [part for condition in conditions for part in parts_of(condition)]
        unsure = [part for part in parts if self.policy.setting.applies((part,)) is Applies.MAYBE]
        return any(part.answers and part.answers[0].partition(":")[0] in DERIVED for part in unsure)

    def _sides(
        self, old: FrozenClause | None, new: FrozenClause | None
    ) -> tuple[tuple[DiffSegment, ...], tuple[DiffSegment, ...]]:
        before, after = (self._words(clause) if clause else "" for clause in (old, new))
        return side_by_side(before, after, smooth=True)

    def _notes(self, kind: ChangeType, clause: FrozenClause) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The notes of every version since the adopted edition, oldest first, and what to do."""
        if kind in {ChangeType.GONE, ChangeType.NO_LONGER, ChangeType.REASON}:
            return (), ()
        if kind is ChangeType.LINKS:
            return (LINKS_NOTE,), ()
        since = self.policy.places[clause.key][1].version if clause.key in self.policy.places else 0
        if kind is ChangeType.CHANGED and since == clause.version:
            return (SHARED_NOTE,), ()
        notes: dict[str, None] = {}
        actions: dict[str, None] = {}
        for edition in self.editions[1:]:
            for _, one in edition.clauses():
                if one.key == clause.key and one.version > since:
                    notes[one.change_note] = actions[one.what_to_do] = None
        return tuple(filter(None, notes)), tuple(filter(None, actions))

    def _words(self, clause: FrozenClause) -> str:
        blocks = fill_markdown(clause.text, self.values)
        return to_plain_text(tuple(with_forms_named(blocks, self.letters.get(clause.key, ""))))

    def _links(self, clause: FrozenClause) -> list[str]:
        blocks = fill_markdown(clause.text, self.values)
        return [run.href for block in blocks for runs in cells(block) for run in runs if run.href]


def _required(clause: FrozenClause) -> ChangeType:
    return ChangeType.NOW_STATUTORY if clause.is_statutory else ChangeType.NOW_REQUIRED


def _reason(clause: FrozenClause) -> tuple[str, str, str]:
    return clause.why, clause.source, clause.reference
