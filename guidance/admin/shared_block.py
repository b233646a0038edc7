"""Shared blocks in the admin: texts that stand in many places, drafted and published with a second reader."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.db.models import Model
from django.urls import reverse
from django.utils.html import format_html

from guidance.admin.block_preview import BlockPreview
from guidance.admin.draft_form import DraftForm
from guidance.admin.forms import FIELD_OVERRIDES
from guidance.admin.line_fields import LinesField
from guidance.admin.route_publish import PublishBlock
from guidance.admin.tidying import TidyingAdmin
from guidance.admin.workflow_pages import WorkflowAdmin
from guidance.models import SharedBlock
from guidance.routes.outcome_page import PARENTS_BLOCKS
from guidance.services import block_uses
from guidance.services.block_uses import BlockUse
from lesas_portal.core.admin.base import NotDeleted

UNNAMED = {
    "record": "Beside every outcome for staff, below “Write down”.",
    "limits": "At the foot of every outcome.",
    **dict.fromkeys(
        sorted({key for keys in PARENTS_BLOCKS.values() for key in keys}),
        "Below “Can I ring home?” in outcomes.",
    ),
}
"""Blocks that outcomes show without naming them."""


@dataclass(frozen=True)
class Place:
    """One place where a block stands, with its own page here."""

    label: str
    url: str


class BlockForm(DraftForm):
    """The draft of a block."""

    lines = ("title",)
    texts = ("text",)

    facts = LinesField(label="Facts", rows=2, help_text="One a line. Codes. Readers do not see them.")

    class Meta:
        model = SharedBlock
        fields = ["key", "title", "text", "facts"]

    def faults(self, name: str, value: Any) -> Iterator[str]:
        yield from super().faults(name, value)
        if name == "text" and block_uses.INCLUDED.search(value):
            yield "A block cannot put in another block."


@admin.register(SharedBlock)
class SharedBlockAdmin(NotDeleted, BlockPreview, TidyingAdmin, WorkflowAdmin):
    """What readers see of a block is what was published; the form holds the draft."""

    form = BlockForm
    workflow = (PublishBlock,)
    change_form_template = "admin/guidance/block_form.html"
    formfield_overrides = FIELD_OVERRIDES
    fieldsets = [("The draft", {"fields": ["title", "text", "key", "facts"]})]
    list_display = ["title", "key", "waits", "published", "reviewer", "used_in"]
    search_fields = ["title", "key", "text"]
    list_per_page = 100
    actions = None

    def get_readonly_fields(self, request, obj=None):
        """Texts name it by its key."""
        return ["key"] if obj else []

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"key": ["title"]}

    def get_changelist_instance(self, request):
        """Ask once where all of them stand."""
        changelist = super().get_changelist_instance(request)
        uses = block_uses.all_uses()
        for row in changelist.result_list:
            row.uses = uses.get(row.key, [])
        return changelist

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["buttons"] = self.workflow_buttons(request, obj)
            context["everywhere"] = UNNAMED.get(obj.key, "")
            context["places"] = [
                Place(use.label, _address(use.obj)) for use in block_uses.all_uses().get(obj.key, [])
            ]
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="state")
    def waits(self, obj: SharedBlock) -> str:
        """Whether the draft says something else than readers see."""
        state, words = ("draft", "Draft waits") if obj.is_new else ("public", "Public")
        return format_html('<span class="state state--{}">{}</span>', state, words)

    @admin.display(description="published")
    def published(self, obj: SharedBlock) -> str:
        """When readers last got new words."""
        return f"{obj.published_at:%-d %B %Y}" if obj.published_at else "not yet"

    @admin.display(description="reviewed by")
    def reviewer(self, obj: SharedBlock) -> str:
        """The second person who read what readers see."""
        return obj.reviewed_by or "Nobody yet"

    @admin.display(description="used in")
    def used_in(self, obj: Any) -> str:
        """In how many outcomes of how many routes, and in how many pages."""
        return " ".join(filter(None, [UNNAMED.get(obj.key, ""), _counted(obj.uses)])) or "Nowhere"


def _counted(uses: list[BlockUse]) -> str:
    routes = {use.route for use in uses if use.route}
    outcomes = sum(bool(use.route) for use in uses)
    pages = len(uses) - outcomes
    parts = []
    if outcomes:
        parts.append(f"{_some(outcomes, 'outcome')} ({', '.join(sorted(routes))})")
    if pages:
        parts.append(_some(pages, "page"))
    return "; ".join(parts)


def _some(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _address(obj: Model) -> str:
    return reverse(f"admin:{obj._meta.app_label}_{obj._meta.model_name}_change", args=[obj.pk])
