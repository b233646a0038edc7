"""Policy templates and the editions that were issued of them."""

from typing import ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from guidance.models.categorised import Categorised
from guidance.models.fields import MarkdownField
from guidance.models.publishable import Publishable, PublishableQuerySet
from guidance.models.working_copy import HasWorkingCopy
from lesas_portal.core.addresses import address_of


class PolicyTemplateQuerySet(PublishableQuerySet["PolicyTemplate"]):
    """Questions that pages ask of templates."""

    def issued(self) -> Self:
        """Those with at least one edition: only they can be read and tailored."""
        return self.filter(editions__isnull=False).distinct()


class PolicyTemplate(Publishable, Categorised, HasWorkingCopy):
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
        return address_of("guidance:policy", self.slug)

    def page_with(self, sheet: str) -> str:
        """Return the page on which the clauses of a section stand: of its ``sheet``, if it is one."""
        if not sheet:
            return self.get_absolute_url()
        return address_of("guidance:policy_sheet_page", self.slug, sheet)

    @property
    def edition(self) -> "PolicyEdition | None":
        """The newest edition, which is the one readers get."""
        return next(iter(self.editions.all()), None)

    def clean(self) -> None:
        """Refuse to be public without an edition, for there would be nothing to read."""
        super().clean()
        if self.status == self.Status.PUBLISHED and (not self.pk or self.edition is None):
            raise ValidationError("Issue a first edition before you publish this template.")


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
