"""The forms of what a guided route is made of: questions with answers, outcomes with steps."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any, ClassVar, cast

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.forms.models import BaseInlineFormSet

from guidance.admin.draft_form import DraftForm, unknown
from guidance.admin.line_fields import DifferencesField, DoorsField, LabelledField, LinesField
from guidance.models import RouteAnswer, RouteOutcome, RouteQuestion, RouteStep, SharedBlock
from guidance.models.route_nodes import REFERENCE
from guidance.routes.completeness import OUTCOME_KEY, QUESTION_KEY
from guidance.routes.schema import DIFFERENCES
from guidance.routes.wording import link_faults

LEADS = re.compile(r"([a-z0-9-]+/)?(do/)?[a-z0-9][a-z0-9-]*")
ONE_A_LINE = "One a line."


def leads_nowhere(ref: str) -> Iterator[str]:
    """Yield what is wrong with how a reference is written; whether it is there, the check says."""
    if not LEADS.fullmatch(ref):
        yield f"“{ref}” is not written as a reference. {REFERENCE}"


class NodeForm(DraftForm):
    """A question or an outcome of a route."""

    @property
    def route_slug(self) -> str:
        route = self.cleaned_data.get("route") or getattr(self.instance, "route", None)
        return route.slug if route else ""


class QuestionForm(NodeForm):
    """A closed question."""

    lines = ("title", "hint", "why", "short")

    class Meta:
        model = RouteQuestion
        fields = ["route", "key", "order", "title", "hint", "why", "short", "known"]

    def faults(self, name: str, value: Any) -> Iterator[str]:
        yield from super().faults(name, value)
        if name == "key" and not QUESTION_KEY.fullmatch(value):
            yield "Use small letters and digits, a letter first, and not do, chart or start."
        if name == "title" and not value.endswith("?"):
            yield "A question ends with a question mark."


class OutcomeForm(NodeForm):
    """Where a route ends, its small lists an item a line."""

    lines = ("title", "verdict", "short", "chart")
    texts = ("do_not", "record", "tell", "differences", "parents_words", "review")

    ring = LinesField(
        label="Call buttons", help_text=f"{ONE_A_LINE} Address names of helplines, at most four: childline."
    )
    do_not = LinesField(
        label="Do not",
        rows=5,
        help_text=f"{ONE_A_LINE} Two to five; each goes on after “Do not”: small letter first, no full stop.",
    )
    record = LinesField(
        label="Write down", rows=5, help_text=f"{ONE_A_LINE} What to write down in this case, one to five."
    )
    removal = LinesField(
        label="Taking it down", help_text=f"{ONE_A_LINE} Names of shared blocks: remove-child."
    )
    blocks = LinesField(
        label="Shared blocks", help_text=f"{ONE_A_LINE} Names of blocks that are printed in full: law."
    )
    links = LinesField(
        label="Read more",
        help_text=f"{ONE_A_LINE} As resource:kcsie, guidance:early-years, handout:first-phone, "
        "page:front_door or route:blackmail.",
    )
    facts = LinesField(label="Facts", rows=2, help_text=f"{ONE_A_LINE} Codes. Readers do not see them.")
    tell = LabelledField(
        label="Who to tell", rows=5, help_text=f"{ONE_A_LINE} Police | Ring them before you take the device."
    )
    differences = DifferencesField(
        label="What differs",
        rows=5,
        help_text=f"{ONE_A_LINE} One of these, a bar, and what differs there: {', '.join(DIFFERENCES)}.",
    )
    also = DoorsField(
        label="It is different if",
        rows=4,
        help_text=f"{ONE_A_LINE} The child may hurt themselves | blackmail/do/s1. {REFERENCE}",
    )

    class Meta:
        model = RouteOutcome
        exclude = ()
        widgets: ClassVar = {"verdict": AdminTextareaWidget(attrs={"rows": 2})}

    def faults(self, name: str, value: Any) -> Iterator[str]:
        yield from super().faults(name, value)
        if name == "key" and not OUTCOME_KEY.fullmatch(value):
            yield "Use small letters and digits."
        if name == "ring":
            yield from unknown("public helpline", value, self.book.helplines)
        if name in {"removal", "blocks"}:
            yield from unknown("shared block", value, block_keys())
        if name == "links":
            for target in value:
                yield from link_faults(self.book, target, self.route_slug)
        if name == "also":
            for door in value:
                yield from leads_nowhere(door["next"])


def block_keys() -> list[str]:
    """The shared blocks that there are, published or not."""
    return list(SharedBlock.objects.order_by("key").values_list("key", flat=True))


class RowForm(DraftForm):
    """An answer or a step: one row of its question or outcome. Without a place it comes last."""

    order = forms.IntegerField(
        label="Place", required=False, min_value=0, help_text="Lower numbers come first. Empty: last."
    )

    def __init__(self, *args, last: int = 0, block_names: list[str] | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.last, self.block_names = last, block_names or []
        if self.instance.pk is None:
            self.initial["order"] = None

    def clean_order(self) -> int:
        """Put a row without a place below the others."""
        order = self.cleaned_data["order"]
        return self.last + 1 if order is None else order


class AnswerForm(RowForm):
    """One answer, which is a link."""

    lines = ("label", "hint", "short")

    class Meta:
        model = RouteAnswer
        fields = ["label", "next", "hint", "short", "order", "unsure"]

    def faults(self, name: str, value: Any) -> Iterator[str]:
        yield from super().faults(name, value)
        if name == "next":
            yield from leads_nowhere(value)


class StepForm(RowForm):
    """One thing to do, with the shared block that spells it out."""

    lines = ("title", "who", "done")
    texts = ("text",)

    block = forms.ChoiceField(
        label="Shared block", required=False, help_text="What spells it out, folded below it."
    )

    class Meta:
        model = RouteStep
        fields = ["when", "order", "title", "text", "who", "block", "done"]

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        names = dict.fromkeys([*self.block_names, *filter(None, [self.instance.block])])
        choices = [("", "None"), *((name, name) for name in names)]
        cast(forms.ChoiceField, self.fields["block"]).choices = choices

    @property
    def route_slug(self) -> str:
        return self.instance.outcome.route.slug if self.instance.outcome_id else ""


class RowFormSet(BaseInlineFormSet):
    """The rows of one question or outcome."""

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """Tell each row what comes last and which blocks there are; both are asked once."""
        return {**super().get_form_kwargs(index), "last": self._last, "block_names": self._block_names}

    @cached_property
    def _last(self) -> int:
        return max((row.order for row in self.get_queryset()), default=-1)

    @cached_property
    def _block_names(self) -> list[str]:
        return block_keys() if self.model is RouteStep else []
