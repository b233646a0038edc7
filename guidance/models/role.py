"""The doors of the home page: what people in each role come for, chosen by hand."""

from django.db import models

from guidance import role_tasks
from guidance.models.publishable import Publishable
from guidance.models.working_copy import HasWorkingCopy
from lesas_portal.core.addresses import address_of

ON_HOME = "home"
"""The slug of the one that has no page: its tasks are what people also come for, on the home page."""

GOVERNORS = "governors"
"""The slug of the one behind whose door stand the questions of a board."""


class Role(Publishable, HasWorkingCopy):
    """A way in for one role: a door on the home page, and five tasks in their order behind it."""

    class Icon(models.TextChoices):
        DSL = "dsl", "Shield"
        TEACHER = "teacher", "Person at a board"
        LEADER = "leader", "School"
        GOVERNOR = "governor", "People at a table"
        EARLY_YEARS = "early-years", "Building blocks"
        IT = "it", "Computer"

    name = models.CharField(max_length=40, help_text="What stands over its door: Head or manager.")
    icon = models.CharField(
        max_length=12, choices=Icon, blank=True, help_text="The drawing in its door. The home page has none."
    )
    tasks = models.TextField(
        validators=[role_tasks.refuse_others],
        help_text=(
            f"Five tasks, most wanted first, one on each line: {role_tasks.EXAMPLE} "
            "Begin with a verb. A link may be an address of this site, as /policies/social-media/."
        ),
    )
    policy = models.ForeignKey(
        "guidance.PolicyTemplate",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The policy that this role asks for first. It stands beside the tasks.",
    )
    audiences = models.ManyToManyField(
        "guidance.Audience", blank=True, help_text="Whose pages and updates the feed of this role carries."
    )
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")

    class Meta(Publishable.Meta):
        verbose_name = "door by role"
        verbose_name_plural = "doors by role"
        ordering = ["order", "title"]

    def get_absolute_url(self) -> str:
        return address_of("guidance:home") if self.is_on_home else address_of("guidance:role", self.slug)

    @property
    def is_on_home(self) -> bool:
        """Whether its tasks stand on the home page, and it has no page of its own."""
        return self.slug == ON_HOME
