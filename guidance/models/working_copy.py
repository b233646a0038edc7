"""Changes to a public page that wait: what was written, by whom, and on which state of the page."""

from typing import Any, ClassVar, Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models

from lesas_portal.core.person_names import name_of


class WorkingCopyQuerySet(models.QuerySet["WorkingCopy"]):
    """What advisers and editors are asked about."""

    def of(self, obj: models.Model) -> Self:
        """The one of ``obj``, if there is one."""
        return self.filter(content_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def of_rows(self, rows: models.QuerySet) -> Self:
        """Those of ``rows``."""
        kind = ContentType.objects.get_for_model(rows.model)
        return self.filter(content_type=kind, object_id__in=rows.order_by().values("pk"))

    def ready(self) -> Self:
        """Those that an adviser is asked to publish."""
        return self.filter(state=WorkingCopy.State.READY)


class WorkingCopy(models.Model):
    """What somebody wrote in the form of a public page. Readers see the page as it was until it is published.

    ``values`` holds every field of the form as plain data, ``base`` the same fields of the page as the writer
    found them: what differs between the two is the change. ``guidance.services.working_copies`` writes it.
    Both are empty for a guided route and a clause: their words wait in rows of their own, until an edition
    takes them, and here stands only whose turn it is (``guidance.services.draft_states``).
    """

    class State(models.TextChoices):
        WAITING = "waiting", "changes waiting"
        READY = "ready", "ready for an adviser"
        SENT_BACK = "sent_back", "sent back"

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    content_object = GenericForeignKey()
    values = models.JSONField(help_text="What was written, by field.")
    base = models.JSONField(help_text="What the page said in these fields when they were changed.")
    state = models.CharField(
        max_length=10, choices=State, default=State.WAITING, help_text="Whose turn it is to do something."
    )
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who began it, while they have an account.",
    )
    owner_name = models.CharField(max_length=150, help_text="Their name then.")
    since = models.DateTimeField(help_text="When it was begun.")
    changed_at = models.DateTimeField(help_text="When it was last saved.")
    changed_by_name = models.CharField(max_length=150, help_text="Who last saved it.")
    line = models.TextField(blank=True, help_text="What changed and why, in a line, for the adviser.")
    comment = models.TextField(blank=True, help_text="Why an adviser sent it back.")
    comment_by_name = models.CharField(max_length=150, blank=True, help_text="The adviser who sent it back.")

    objects: ClassVar = WorkingCopyQuerySet.as_manager()

    class Meta:
        verbose_name = "working copy"
        verbose_name_plural = "working copies"
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(name="workingcopy_once", fields=["content_type", "object_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.content_type.name} “{self.content_object or 'deleted meanwhile'}”"

    @property
    def slug(self) -> str:
        """The key of its page, under the name by which the audit table calls content."""
        return getattr(self.content_object, "slug", "")

    @property
    def handed_to(self) -> str:
        """Who has it in hand now, where that is not who began it: they left."""
        name = (name_of(self.owner) if self.owner else "")[:150]
        return name if name != self.owner_name else ""

    @property
    def changes(self) -> dict[str, Any]:
        """The fields in which it differs from what its writer found, each with its new value."""
        return {name: value for name, value in self.values.items() if value != self.base.get(name)}


class HasWorkingCopy(models.Model):
    """Abstract: what people save in its form waits until it is published, and has a state meanwhile."""

    working_copies = GenericRelation(WorkingCopy)

    class Meta:
        abstract = True

    @property
    def working_copy(self) -> WorkingCopy | None:
        """The changes that wait, if any. A list that fetched ``working_copies`` asks nothing more."""
        return next(iter(self.working_copies.all()), None)
