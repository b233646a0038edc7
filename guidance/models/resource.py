"""The inventory: documents, sites, tools and services that settings use."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import ClassVar, Self
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.functional import cached_property

from guidance.models import resource_kind as kinds
from guidance.models.categorised import Categorised, CategorisedQuerySet
from guidance.models.publishable import Change, Publishable
from guidance.models.resource_card import Card, Source, card_of
from lesas_portal.core import web_addresses
from lesas_portal.core.addresses import address_of
from lesas_portal.core.normalisation import split_lines


class ResourceQuerySet(CategorisedQuerySet["Resource"]):
    """Questions that pages ask of the inventory."""

    def for_cards(self) -> Self:
        """With everything a list entry shows, so that a list costs a fixed number of queries."""
        return self.select_related("publisher").prefetch_related("phases")

    def as_sources(self) -> tuple[Source, ...]:
        """What a list of sources shows of each, in one query."""
        return tuple(
            Source(
                row.title, row.get_absolute_url(), row.url, str(row.publisher), row.statutory, row.look_for
            )
            for row in self.select_related("publisher")
        )

    def in_order(self, keys: Sequence[int]) -> list["Resource"]:
        """The resources with these primary keys, in the order of ``keys``."""
        rows = self.in_bulk(keys)
        return [rows[key] for key in keys if key in rows]


class Resource(Publishable, Categorised):
    """One entry of the inventory. The slug is its natural key."""

    Kind, Standing = kinds.Kind, kinds.Standing

    class Section(models.TextChoices):
        LESAS_POLICY = "lesas-policy", "LESAS policies and guidance"
        LESAS_SERVICE = "lesas-service", "LESAS services"
        KSCMP = "kscmp", "Kent Safeguarding Children Multi-Agency Partnership (KSCMP)"
        FRONT_DOOR = "front-door", "Kent Front Door"
        LADO = "lado", "Local Authority Designated Officer (LADO)"
        OTHER_LOCAL = "other-local", "Other Kent services"
        DFE = "dfe", "Department for Education (DfE)"
        UKCIS = "ukcis", "UK Council for Internet Safety (UKCIS)"
        HELPLINES = "helplines", "Helplines and support"
        CURRICULUM = "curriculum", "Curriculum"
        KCSIE_ANNEX = "kcsie-annex", "More online safety links in KCSIE"
        PARENTS = "parents", "Parents and carers"
        INSPECTION_STANDARDS = "inspection-standards", "Inspection and standards"
        OTHER_NATIONAL = "other-national", "Other national"

    class Confidence(models.TextChoices):
        SEEN = "seen", "Address seen"
        KNOWN = "known", "Address not yet confirmed"

    publisher = models.ForeignKey(
        "guidance.Publisher",
        on_delete=models.PROTECT,
        related_name="resources",
        help_text="The organisation that publishes it.",
    )
    kind = kinds.KindField(
        max_length=20, choices=kinds.Kind, help_text="What people look for when they want it."
    )
    standing = models.CharField(
        max_length=18,
        choices=kinds.Standing,
        blank=True,
        help_text="What it is to settings. Sources of policies say so. Empty for what is no document "
        "of that sort.",
    )
    section = models.CharField(
        max_length=22, choices=Section, help_text="The part of the inventory it stands in."
    )
    url = models.URLField(
        "web address", max_length=500, blank=True, help_text="Its public address. Never a staging site."
    )
    look_for = models.CharField(
        max_length=200,
        blank=True,
        help_text="Where the address opens only a home page or is missing: what to look for there, as a "
        "sentence. “On the NSPCC’s learning site, look for “PANTS”.”",
    )
    staging_url = models.URLField(
        "staging address",
        max_length=500,
        blank=True,
        help_text="For advisers only: an address seen that is not public.",
    )
    confidence = models.CharField(
        max_length=5,
        choices=Confidence,
        default=Confidence.KNOWN,
        help_text="Whether someone has seen it at this address.",
    )
    former_names = models.TextField(
        blank=True, help_text="Names it had before, one a line. Shown to readers and read by search."
    )
    taken_in = models.TextField(
        "now includes",
        blank=True,
        help_text="Older documents that are part of it now, one a line. Shown to readers and read by search.",
    )
    edition = models.DateField(
        null=True, blank=True, help_text="Month of the newest edition or copy seen, as its first day."
    )
    statutory = models.BooleanField(default=False, help_text="Settings must have regard to it by law.")
    greater_risk = models.BooleanField(
        "for children at greater risk",
        default=False,
        help_text="Made for children at greater risk of harm, or for those who work with them.",
    )
    helpline = models.ForeignKey(
        "guidance.Helpline",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="resources",
        help_text="Its page shows the contact details of this helpline, and the helpline links here.",
    )
    inventory_contact = models.JSONField(
        default=dict,
        blank=True,
        editable=False,
        help_text="Contact details as the inventory recorded them. Never shown to the public.",
    )
    note = models.TextField(blank=True, help_text="For advisers: how sure we are and what to confirm.")
    replaced_by = models.CharField(
        max_length=200,
        blank=True,
        validators=[RegexValidator(r"^/(?!/)\S*$", "Give an address of this site, as /policies/image-use/.")],
        help_text="Once it is withdrawn: the page of this site that replaces it, as /policies/image-use/. "
        "Leave empty where its successor is another resource.",
    )

    objects: ClassVar = ResourceQuerySet.as_manager()

    class Meta(Publishable.Meta):
        ordering = ["title"]

    def clean(self) -> None:
        """Refuse a staging site as the public address: readers cannot open it, and it may vanish."""
        super().clean()
        host = urlsplit(self.url).hostname or ""
        if host.startswith(("stage.", "staging.")):
            raise ValidationError({"url": "This is a staging site. Give the public address, or none."})
        web_addresses.refuse(self, ["url", "staging_url"])

    def content_date(self, changes: Iterable[Change] = ()) -> date | None:
        """An adviser's check looks at the document itself, so it counts as well."""
        return max(filter(None, [super().content_date(changes), self.checked_on]), default=None)

    def get_absolute_url(self) -> str:
        return address_of("guidance:resource", self.slug)

    @property
    def is_read_in_trouble(self) -> bool:
        """Whether it leads to people who help: then nothing on its page asks for words of its reader."""
        return self.helpline_id is not None

    @property
    def standing_words(self) -> str:
        """What it is to those whom it binds, or what sort of thing it is where it binds nobody."""
        return self.get_standing_display() if self.standing else kinds.ONE_OF_A_KIND[self.kind]

    @cached_property
    def card(self) -> Card:
        """Its entry in a list; ``for_cards`` fetches what it needs."""
        return card_of(self)

    @property
    def former_name_list(self) -> list[str]:
        """The former names, one each."""
        return split_lines(self.former_names)

    @property
    def taken_in_list(self) -> list[str]:
        """The older documents that are part of it now, one each."""
        return split_lines(self.taken_in)

    @property
    def edition_name(self) -> str:
        """Month and year of the newest edition or copy seen, e.g. "September 2026"; empty if unknown.

        A helpline has no edition: the month in which a copy of its page was seen would read as one.
        """
        return f"{self.edition:%B %Y}" if self.edition and self.kind != self.Kind.HELPLINE else ""
