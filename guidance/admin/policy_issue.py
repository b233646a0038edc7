"""The step that freezes the clauses of a policy template as its next edition, as they were shown."""

import json
from dataclasses import dataclass
from functools import cached_property

from django.contrib.auth.models import User

from guidance.admin.as_shown import AsShown
from guidance.admin.telling_readers import TellsReaders
from guidance.models import Clause, PolicyTemplate, Publishable, WorkingCopy
from guidance.policies.schema import as_data
from guidance.services import clause_changes, editions
from guidance.services.clause_changes import ClauseChange


@dataclass(frozen=True)
class Waiting:
    """What differs in one clause, its row if there is one, and whose turn it was."""

    change: ClauseChange
    clause: Clause | None

    @property
    def copy(self) -> WorkingCopy | None:
        """The state in which it waits; none where only the words of a shared block differ."""
        return self.clause.working_copy if self.clause else None


def waiting(template: PolicyTemplate, draft: editions.Draft | None = None) -> list[Waiting]:
    """Return which clauses of ``template`` changed and are not issued. Four queries beside the draft's."""
    changes = clause_changes.of_draft(draft or editions.draft(template=template))
    keys = [change.key for change in changes]
    rows = Clause.objects.filter(section__template=template, key__in=keys)
    by_key = {clause.key: clause for clause in rows.prefetch_related("working_copies")}
    return [Waiting(change, by_key.get(change.key)) for change in changes]


class Issue(TellsReaders, AsShown):
    """Freeze the clauses of a template as its next edition, as they were shown."""

    name = "issue"
    verb = "Issue an edition"
    page = "admin/guidance/issue.html"
    needs_seen = False

    obj: PolicyTemplate
    field_order = ("readers", "note", "seen")

    @classmethod
    def applies_to(cls, obj: Publishable) -> bool:
        return obj.status != Publishable.Status.WITHDRAWN

    @cached_property
    def draft(self) -> editions.Draft:
        """The edition that it would make."""
        return editions.draft(template=self.obj)

    @cached_property
    def waiting(self) -> list[Waiting]:
        """Which clauses differ from the newest edition, old words beside new."""
        return waiting(self.obj, self.draft)

    @property
    def shown(self) -> str:
        return json.dumps(as_data(self.draft.text), default=str)

    @property
    def description(self) -> str:
        """Which clauses differ from the newest edition, by name."""
        draft = self.draft
        number = draft.text.edition
        start = f"The clauses as they stand now become edition {number}, which never changes again. "
        if draft.newest is None:
            return f"{start}It is the first edition."
        changes = "; ".join(f"{one.change.label} ({one.change.kind})" for one in self.waiting)
        return f"{start}Clauses that differ from edition {draft.newest.number}: {changes or 'none'}."

    @property
    def success_message(self) -> str:  # type: ignore[override]
        return f"Issued. Settings now get this edition. {self.told_words}"

    def perform(self, by: User) -> None:
        editions.issue(template=self.obj, note=self.told, by=by, is_told=self.is_told)
