"""The sections of a policy template and their clauses, each with its versions."""

from django.conf import settings
from django.db import models

from guidance.models.conditional import Conditional
from guidance.models.policy import PolicyTemplate
from guidance.models.working_copy import HasWorkingCopy
from guidance.standing import BASES


class PolicySection(Conditional):
    """A heading of a template and what stands under it."""

    template = models.ForeignKey(
        PolicyTemplate,
        on_delete=models.CASCADE,
        related_name="sections",
        help_text="The template that it belongs to.",
    )
    key = models.SlugField(max_length=60, help_text="Its lasting name, never shown to settings.")
    title = models.CharField(max_length=120, help_text="The heading. Placeholders may stand in braces.")
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")
    new_page = models.BooleanField(default=False, help_text="Starts a new page, for parts handed out alone.")
    large = models.BooleanField(
        "large print", default=False, help_text="For young children and easy-read pages."
    )
    annex = models.BooleanField(default=False, help_text="Stands after the policy, on a page of its own.")
    sheet = models.SlugField(
        max_length=60,
        blank=True,
        help_text="Its name in addresses, for an annex that is also handed out alone.",
    )

    class Meta:
        verbose_name = "section of a policy"
        verbose_name_plural = "sections of policies"
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(name="policysection_key_once", fields=["template", "key"]),
        ]

    def __str__(self) -> str:
        return self.title


class Clause(Conditional, HasWorkingCopy):
    """One rule of a template. Its words are in its versions; its key never changes."""

    section = models.ForeignKey(
        PolicySection,
        on_delete=models.CASCADE,
        related_name="clauses",
        help_text="The section that it stands in.",
    )
    key = models.SlugField(max_length=60, help_text="Its lasting name, once in a template.")
    label = models.CharField(max_length=80, help_text="A few words that name it in lists.")
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")
    required = models.BooleanField(default=True, help_text="A setting may reword it but not leave it out.")
    why = models.TextField(help_text="Why it is there: a note for the setting, not part of the policy.")
    source = models.ForeignKey(
        "guidance.Resource",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="clauses",
        help_text="The document it rests on.",
    )
    basis = models.CharField(
        max_length=20,
        blank=True,
        choices=BASES,
        help_text="What it rests on. A statutory one must stand.",
    )
    reference = models.CharField(
        max_length=120, blank=True, help_text="Where in the document, for example: Part two."
    )
    in_use = models.BooleanField(default=True, help_text="Untick to take it out of the next edition.")

    class Meta:
        verbose_name = "clause of a policy"
        verbose_name_plural = "clauses of policies"
        ordering = ["section__order", "order", "pk"]
        constraints = [models.UniqueConstraint(name="clause_key_once", fields=["section", "key"])]

    def __str__(self) -> str:
        return self.label

    @property
    def newest(self) -> "ClauseVersion":
        """The newest version, issued or not."""
        return max(self.versions.all(), key=lambda version: version.number)


class ClauseVersion(models.Model):
    """The words of a clause from one change to the next. Once in an edition, they stay as they are."""

    clause = models.ForeignKey(Clause, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(help_text="1 for the first words, then up.")
    text = models.TextField(help_text="Markdown: paragraphs, points, tables, bold text and links.")
    change_note = models.TextField(blank=True, help_text="What changed and why, for settings.")
    what_to_do = models.TextField(blank=True, help_text="What a setting that adopted the old words does.")
    written_on = models.DateField(help_text="The day it was written.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(name="clauseversion_number_once", fields=["clause", "number"]),
            models.CheckConstraint(
                name="clauseversion_change_has_note",
                condition=models.Q(number=1) | ~models.Q(change_note=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.clause} (version {self.number})"
