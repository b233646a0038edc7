"""Policy templates: sections of clauses, each with its versions, and the editions that were issued."""

from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse

from guidance.models.categorised import Categorised
from guidance.models.fields import MarkdownField
from guidance.models.publishable import Publishable, PublishableQuerySet
from guidance.standing import BASES


class Conditional(models.Model):
    """Abstract: when a section or clause applies. Empty lists mean always."""

    phases = models.JSONField(
        default=list, blank=True, help_text="Only for settings with any of these ages. None: all ages."
    )
    types = models.JSONField(
        "kinds of setting", default=list, blank=True, help_text="Only for these kinds. None: every kind."
    )
    answers = models.JSONField(
        default=list, blank=True, help_text="Only when the setting gives one of these answers. None: always."
    )
    governances = models.JSONField(
        "who governs it",
        default=list,
        blank=True,
        help_text="Only where one of these governs the setting. None: whoever does.",
    )

    class Meta:
        abstract = True


class PolicyTemplateQuerySet(PublishableQuerySet["PolicyTemplate"]):
    """Questions that pages ask of templates."""

    def issued(self) -> Self:
        """Those with at least one edition: only they can be read and tailored."""
        return self.filter(editions__isnull=False).distinct()


class PolicyTemplate(Publishable, Categorised):
    """A policy that settings make their own. What the public reads is its newest edition."""

    code = models.CharField(
        max_length=2, unique=True, help_text="Two letters that open the code of every policy made from it."
    )
    statutory_basis = MarkdownField(help_text="What the law and guidance require. Markdown.")
    questions = models.JSONField(
        default=list, blank=True, help_text="The local choices that a setting is asked about."
    )
    purpose = models.TextField(blank=True, help_text="What it is for, in a sentence or two, for governors.")
    why_now = models.TextField(blank=True, help_text="Why they decide on it now, in three lines at most.")
    read_with = models.JSONField(
        default=list, blank=True, help_text="The other policies of a setting to read with it, by name."
    )
    governor_questions = models.JSONField(
        default=list, blank=True, help_text="What governors may ask, each with what a good answer has."
    )
    charts = models.JSONField(
        default=list, blank=True, help_text="The guided routes whose chart stands at its end."
    )
    log = models.BooleanField("log of incidents", default=False, help_text="Ends with a log to fill in.")
    sources = models.ManyToManyField(
        "guidance.Resource", blank=True, related_name="policies", help_text="What the template rests on."
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")

    objects: ClassVar = PolicyTemplateQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["order", "title"]

    def get_absolute_url(self) -> str:
        return reverse("guidance:policy", args=[self.slug])

    @property
    def edition(self) -> "PolicyEdition | None":
        """The newest edition, which is the one readers get."""
        return next(iter(self.editions.all()), None)

    def clean(self) -> None:
        """Refuse to be public without an edition, for there would be nothing to read."""
        super().clean()
        if self.status == self.Status.PUBLISHED and (not self.pk or self.edition is None):
            raise ValidationError("Issue a first edition before you publish this template.")


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
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(name="policysection_key_once", fields=["template", "key"]),
        ]

    def __str__(self) -> str:
        return self.title


class Clause(Conditional):
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


class PolicyEdition(models.Model):
    """A template as it was issued, whole: what readers see and what codes refer to. It never changes."""

    template = models.ForeignKey(PolicyTemplate, on_delete=models.CASCADE, related_name="editions")
    year = models.PositiveSmallIntegerField(help_text="The year of issue.")
    sequence = models.PositiveSmallIntegerField(help_text="1 for the first edition of the year, then up.")
    issued_on = models.DateField(help_text="The day it was issued.")
    note = models.TextField(help_text="What changed, for readers, in one or two sentences.")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    content = models.JSONField(help_text="The whole template at this edition.")

    class Meta:
        ordering = ["-year", "-sequence"]
        constraints = [
            models.UniqueConstraint(name="policyedition_once", fields=["template", "year", "sequence"]),
            models.CheckConstraint(
                name="policyedition_sequence_fits_code", condition=models.Q(sequence__range=(1, 99))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template}, edition {self.number}"

    def get_absolute_url(self) -> str:
        return f"{self.template.get_absolute_url()}?edition={self.number}"

    @property
    def number(self) -> str:
        """The edition as people write it: 2026.1."""
        return f"{self.year}.{self.sequence}"
