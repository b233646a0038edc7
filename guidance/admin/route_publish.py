"""The steps that put a draft before readers: an edition of a guided route, the words of a shared block.

Both show what changes, name the second person who read it, and refuse when the draft is not the one that was
shown: what nobody read is not published.
"""

import hashlib
from functools import cached_property

from django import forms
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError

from guidance.admin.draft_form import with_answer
from guidance.admin.route_beside import changes_of
from guidance.admin.workflow import WorkflowForm, text_area
from guidance.directory import draft_block
from guidance.models import GuidedRoute, SharedBlock
from guidance.policies.diff import DiffSegment, side_by_side
from guidance.routes.changes import CHANGED, NEW, NodeChange, WordsChange
from guidance.routes.outline import in_words
from guidance.services import block_uses, route_checks, route_editions, shared_blocks

Sides = tuple[tuple[DiffSegment, ...], tuple[DiffSegment, ...]]


class PublishDraft(WorkflowForm):
    """What publishing a route and a block have in common."""

    name = "issue"
    verb = "Publish the draft"
    page = "admin/guidance/publish_draft.html"

    reviewed_by = forms.CharField(
        label="Reviewed by",
        max_length=120,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="The name and role of the second person who read the draft. Not you: two people read it.",
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = self._fingerprint

    @property
    def faults(self) -> tuple[str, ...]:
        """What stops it, one sentence each."""
        raise NotImplementedError

    @property
    def changes(self) -> list[tuple[NodeChange, list[tuple[WordsChange, Sides]]]]:
        """What differs for readers, old and new words side by side."""
        return [
            (change, [(words, side_by_side(words.before, words.after)) for words in change.words])
            for change in self.differences
        ]

    @property
    def differences(self) -> list[NodeChange]:
        raise NotImplementedError

    @property
    def draft_words(self) -> str:
        """The whole draft, as text."""
        raise NotImplementedError

    def clean(self) -> dict:
        """Refuse a draft with faults, and one that changed since its page was opened, which is then shown.

        The service looks again, and decides.
        """
        answers = super().clean() or self.cleaned_data
        if self.faults:
            self.add_error(None, "Nothing was published. The reasons stand below; what you typed is kept.")
        if (seen := answers.get("seen")) and seen != self._fingerprint:
            self.data = with_answer(self.data, "seen", self._fingerprint)
            raise ValidationError(
                "A colleague changed the draft after you opened this page. "
                "What changes stands below as it is now: read it again, then publish."
            )
        return answers

    @cached_property
    def _fingerprint(self) -> str:
        return hashlib.sha256(self.draft_words.encode()).hexdigest()


class IssueRoute(PublishDraft):
    """Freeze the draft of a route as its next edition, which readers get at once if the route is public."""

    obj: GuidedRoute
    note = text_area(
        label="What changed, for readers", help_text="Readers see it under Updates and in the feeds."
    )
    field_order = ("note", "reviewed_by", "seen")

    @classmethod
    def applies_to(cls, obj: GuidedRoute) -> bool:
        is_withdrawn = obj.status == GuidedRoute.Status.WITHDRAWN
        return not is_withdrawn and route_editions.draft(route=obj).is_new

    @classmethod
    def too_late(cls, obj: GuidedRoute) -> str:
        is_withdrawn = obj.status == GuidedRoute.Status.WITHDRAWN
        return super().too_late(obj) if is_withdrawn else "Readers get these words already."

    @cached_property
    def draft(self) -> route_editions.Draft:
        """The edition that it would make."""
        return route_editions.draft(route=self.obj)

    @property
    def description(self) -> str:
        """What happens, and when readers see it."""
        then = (
            "Readers get it at once."
            if self.obj.is_published()
            else "Readers get it once you publish the route, which is the next step."
        )
        return f"The draft becomes edition {self.draft.number}, which never changes again. {then}"

    @property
    def success_message(self) -> str:  # type: ignore[override]
        number = self.draft.number
        if self.obj.is_published():
            return f"Published. Readers now get edition {number}."
        return f"Edition {number} is ready. Readers get it when you publish the route."

    @property
    def faults(self) -> tuple[str, ...]:
        return tuple(map(in_words, self.draft.errors))

    @property
    def differences(self) -> list[NodeChange]:
        return changes_of(self.draft)

    @property
    def draft_words(self) -> str:
        return repr(self.draft.text)

    def perform(self, by: User) -> None:
        answers = self.cleaned_data
        route_editions.issue(route=self.obj, note=answers["note"], reviewed_by=answers["reviewed_by"], by=by)


class PublishBlock(PublishDraft):
    """Let readers see the draft of a shared block, wherever it stands."""

    name = "publish"
    success_message = "Published. Readers see the new words wherever the block stands."

    obj: SharedBlock

    @classmethod
    def applies_to(cls, obj: SharedBlock) -> bool:
        return obj.is_new

    @classmethod
    def too_late(cls, obj: SharedBlock) -> str:
        return f"Readers see these words already, those of {obj.published_at:%-d %B %Y}."

    @property
    def description(self) -> str:
        """Where readers will meet the new words."""
        uses = block_uses.all_uses().get(self.obj.key, [])
        places = f"in {len(uses)} places" if len(uses) > 1 else "in one place" if uses else "nowhere yet"
        return f"The draft becomes what readers see. The block stands {places}."

    @cached_property
    def faults(self) -> tuple[str, ...]:
        return route_checks.book_errors(blocks={self.obj.key: draft_block(self.obj)})

    @property
    def differences(self) -> list[NodeChange]:
        old, new = self.obj.public_title, self.obj.title
        words = (
            WordsChange("Heading", old, new),
            WordsChange("Words", self.obj.public_text, self.obj.text),
        )
        kind = CHANGED if self.obj.published_at else NEW
        return [NodeChange(kind, self.obj.key, new, tuple(one for one in words if one.before != one.after))]

    @property
    def draft_words(self) -> str:
        return f"{self.obj.title}\n{self.obj.text}"

    def perform(self, by: User) -> None:
        shared_blocks.publish_block(block=self.obj, reviewed_by=self.cleaned_data["reviewed_by"], by=by)
