"""The steps that put a draft before readers: an edition of a guided route, the words of a shared block.

Both show what changes and name the second person who read it. What nobody was shown is not published.
"""

from functools import cached_property

from django import forms
from django.contrib.auth.models import User
from django.urls import reverse

from guidance.admin.as_shown import AsShown
from guidance.admin.route_beside import changes_of
from guidance.admin.telling_readers import TellsReaders
from guidance.directory import draft_block
from guidance.models import GuidedRoute, SharedBlock
from guidance.policies.diff import DiffSegment, side_by_side
from guidance.routes.changes import CHANGED, NEW, NodeChange, WordsChange
from guidance.routes.outline import in_words
from guidance.services import block_uses, route_checks, route_editions, shared_blocks

Sides = tuple[tuple[DiffSegment, ...], tuple[DiffSegment, ...]]


class PublishDraft(AsShown):
    """What publishing a route and a block have in common."""

    name = "issue"
    verb = "Publish the draft"
    page = "admin/guidance/publish_draft.html"
    needs_seen = False
    changed_words = (
        "A colleague changed the draft after you opened this page. "
        "What changes stands below as it is now: read it again, then publish."
    )

    reviewed_by = forms.CharField(
        label="Reviewed by",
        max_length=120,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="The name and role of the second person who read the draft. Not you: two people read it.",
    )

    @property
    def faults(self) -> tuple[str, ...]:
        """What stops it, one sentence each."""
        raise NotImplementedError

    @property
    def changes(self) -> list[tuple[NodeChange, str, list[tuple[WordsChange, Sides]]]]:
        """What differs for readers, with its preview, old and new words side by side."""
        previews = self.previews()
        return [
            (
                change,
                previews.get(change.place, ""),
                [(words, side_by_side(words.before, words.after)) for words in change.words],
            )
            for change in self.differences
        ]

    def previews(self) -> dict[str, str]:
        """The address of the preview of each place, where it has one."""
        return {}

    @property
    def differences(self) -> list[NodeChange]:
        raise NotImplementedError

    def clean(self) -> dict:
        """Refuse a draft with faults, and one that changed since its page was opened, which is then shown.

        The service looks again, and decides.
        """
        if self.faults:
            self.add_error(None, "Nothing was published. The reasons stand below; what you typed is kept.")
        return super().clean()


class IssueRoute(TellsReaders, PublishDraft):
    """Freeze the draft of a route as its next edition, which readers get at once if the route is public."""

    obj: GuidedRoute
    field_order = ("readers", "note", "reviewed_by", "seen")

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
            return f"Published. Readers now get edition {number}. {self.told_words}"
        return f"Edition {number} is ready. Readers get it when you publish the route."

    @property
    def faults(self) -> tuple[str, ...]:
        return tuple(map(in_words, self.draft.errors))

    @property
    def differences(self) -> list[NodeChange]:
        return changes_of(self.draft)

    def previews(self) -> dict[str, str]:
        kinds = (("Question", self.obj.questions), ("Outcome", self.obj.outcomes))
        own = reverse("admin:guidance_guidedroute_preview", args=[self.obj.pk])
        return {"The route itself": own} | {
            f"{kind} {key}": reverse(f"admin:guidance_route{kind.lower()}_preview", args=[pk])
            for kind, nodes in kinds
            for pk, key in nodes.values_list("pk", "key")
        }

    @property
    def shown(self) -> str:
        return repr(self.draft.text)

    def perform(self, by: User) -> None:
        second = self.cleaned_data["reviewed_by"]
        note, is_told = self.told, self.is_told
        route_editions.issue(route=self.obj, note=note, reviewed_by=second, by=by, is_told=is_told)


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
    def shown(self) -> str:
        return f"{self.obj.title}\n{self.obj.text}"

    def perform(self, by: User) -> None:
        shared_blocks.publish_block(block=self.obj, reviewed_by=self.cleaned_data["reviewed_by"], by=by)
