"""Corrected texts that came with the portal: laid beside what an adviser wrote, then taken or not."""

from functools import cached_property
from typing import cast

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import F, Model, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html

from guidance.admin.route_publish import Sides
from guidance.admin.workflow import WorkflowForm, text_area
from guidance.admin.workflow_pages import WorkflowAdmin
from guidance.models import ShippedText
from guidance.policies.diff import side_by_side
from guidance.services import shipped_texts
from guidance.services.shipped_texts import Difference
from guidance.services.shipped_values import in_words
from lesas_portal.core.admin.base import ReadOnly


class SettleShippedText(WorkflowForm):
    """Take the text that came with the portal, for every field or for some, or keep ours."""

    name = "settle"
    verb = "Compare and decide"
    description = (
        "The portal came with a newer text, and somebody here changed ours, so ours was left. "
        "Look at both, and choose. You are not asked again about this text."
    )
    success_message = "Settled."
    page = "admin/guidance/settle_shipped_text.html"
    TICKED, ALL, NONE = "ticked", "all", "none"

    choice = forms.ChoiceField(choices=[(one, one) for one in (TICKED, ALL, NONE)], widget=forms.HiddenInput)
    take = forms.MultipleChoiceField(required=False, widget=forms.MultipleHiddenInput)
    seen = forms.CharField(widget=forms.HiddenInput)
    note = text_area(
        label="What changed, for readers",
        required=False,
        help_text="Readers see it under Updates and in the feeds. Leave it empty for a small correction.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        take = cast(forms.MultipleChoiceField, self.fields["take"])
        take.choices = [(one.name, one.label) for one in self.differences if one.is_takeable]
        self.fields["seen"].initial = shipped_texts.fingerprint_of(self.differences)

    @classmethod
    def applies_to(cls, obj: ShippedText) -> bool:
        return obj.settled_at is None

    @classmethod
    def too_late(cls, obj: ShippedText) -> str:
        return f"{obj.settled_by or 'Somebody'} settled it meanwhile."

    @cached_property
    def differences(self) -> list[Difference]:
        """What differs now, field by field."""
        return shipped_texts.differences(self.obj, self.obj.content_object)

    @property
    def rows(self) -> list[tuple[Difference, Sides, bool]]:
        """Both texts side by side, and whether the person ticked theirs."""
        ticked = cast(QueryDict, self.data).getlist("take") if self.is_bound else []
        return [
            (one, side_by_side(in_words(one.ours), in_words(one.shipped)), one.name in ticked)
            for one in self.differences
        ]

    @property
    def can_take(self) -> bool:
        """Whether there is anything to take here, rather than where it is edited."""
        return any(one.is_takeable for one in self.differences)

    @property
    def has_life(self) -> bool:
        """Whether something differs that only Publish and Withdraw change."""
        return any(one.name in shipped_texts.LIFE for one in self.differences)

    @property
    def ours_url(self) -> str:
        """Where ours is edited; nothing when it was deleted."""
        model = self.obj.content_type.model
        has_row = self.obj.content_object is not None
        return reverse(f"admin:guidance_{model}_change", args=[self.obj.object_id]) if has_row else ""

    def clean(self) -> dict:
        answers = super().clean() or self.cleaned_data
        if answers.get("choice") == self.TICKED and not answers.get("take"):
            raise ValidationError("Tick at least one field to take, or choose “Keep ours”.")
        return answers

    def perform(self, by: User) -> None:
        answers = self.cleaned_data
        every = [one.name for one in self.differences if one.is_takeable]
        take = {self.TICKED: answers["take"], self.ALL: every, self.NONE: []}[answers["choice"]]
        shipped_texts.settle(
            shipped=self.obj, take=take, by=by, seen=answers["seen"], note=answers["note"] if take else ""
        )


class SettledFilter(admin.SimpleListFilter):
    """What waits, or what was settled."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        return [("waiting", "Waiting for you"), ("settled", "Settled")]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        match self.value():
            case "waiting":
                return queryset.filter(settled_at=None)
            case "settled":
                return queryset.exclude(settled_at=None)
        return queryset


@admin.register(ShippedText)
class ShippedTextAdmin(ReadOnly, WorkflowAdmin):
    """The list of what waits; load_content writes it, and the step above settles it."""

    workflow = (SettleShippedText,)
    fields = ("about", "part", "waiting_since", "settled_at", "settled_by")
    readonly_fields = fields
    list_display = ["about", "part", "differing", "waiting_since", "settled"]
    list_display_links = None
    list_filter = [SettledFilter]
    list_select_related = ["content_type", "settled_by"]
    actions = None

    def get_queryset(self, request):
        rows = super().get_queryset(request).prefetch_related("content_object")
        return rows.order_by(F("settled_at").desc(nulls_first=True), "waiting_since", "pk")

    def hold(self, obj: Model) -> None:
        """With what it is about, in the loader's order."""
        shipped_texts.hold(cast(ShippedText, obj))

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["buttons"] = self.workflow_buttons(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="corrected text")
    def about(self, obj: ShippedText) -> str:
        """What it is about; the way to the decision while it waits."""
        step = "change" if obj.settled_at else SettleShippedText.name
        return format_html('<a href="{}">{}</a>', self.address(obj, step), obj)

    @admin.display(description="fields that differ")
    def differing(self, obj: ShippedText) -> str:
        """Their names, as far as there is room."""
        labels = [one.label for one in shipped_texts.differences(obj, obj.content_object)]
        return f"{', '.join(labels[:4])} and {len(labels) - 4} more" if len(labels) > 5 else ", ".join(labels)

    @admin.display(description="settled")
    def settled(self, obj: ShippedText) -> str:
        """By whom and when."""
        return f"{obj.settled_at:%-d %B %Y}, {obj.settled_by}" if obj.settled_at else "Waiting for you"
