"""What only the council can say in the privacy notice, the accessibility statement and the screen's record.

One row.
"""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lesas_portal.core import web_addresses

ONLY_ROW = 1
UNFILLED = "Empty: the page says how to ask."


class StatementDetails(models.Model):
    """Contacts, the council's own decisions, and the days on which somebody read two of the pages through.

    One row at most. The public sees each detail once it is filled in. ``statements`` reads and writes it.
    """

    controller_address = models.TextField(
        "postal address of the council",
        blank=True,
        help_text=f"Kent County Council as controller of personal data, line by line. {UNFILLED}",
    )
    officer = models.CharField(
        "data protection officer",
        max_length=150,
        blank=True,
        help_text="The role or team, as the council names it; no person’s name is needed.",
    )
    officer_email = models.EmailField(
        "email of the data protection officer",
        blank=True,
        help_text=f"As the council publishes it. {UNFILLED}",
    )
    officer_phone = models.CharField(
        "telephone of the data protection officer",
        max_length=30,
        blank=True,
        help_text="Grouped for reading, as 03000 41 11 11.",
    )
    complaints_address = models.TextField(
        "where to complain about data protection",
        blank=True,
        help_text=f"A postal or an email address, line by line. {UNFILLED}",
    )
    regulator_url = models.URLField(
        "the ICO’s page for complaints",
        blank=True,
        help_text="Open it before you enter it. Empty: the page leads to the site of the ICO.",
    )
    special_category_basis = models.TextField(
        "ground for special category information",
        blank=True,
        help_text="What a message may hold unasked, as on health or religion. Ask the data protection "
        "officer which condition of Article 9 applies, then write one sentence: “We rely on …”",
    )
    hosting = models.TextField(
        "who hosts and runs the site",
        blank=True,
        help_text="For the privacy notice, in sentences: who hosts the site and its email, in which "
        f"country, and how long their logs are kept. {UNFILLED}",
    )
    privacy_reviewed_on = models.DateField(
        "privacy notice reviewed on",
        null=True,
        blank=True,
        help_text="The day on which somebody who answers for data protection read the whole notice.",
    )
    accessibility_email = models.EmailField(
        "email about accessibility", blank=True, help_text=f"Who answers when something fails. {UNFILLED}"
    )
    accessibility_phone = models.CharField(
        "telephone about accessibility",
        max_length=30,
        blank=True,
        help_text="Grouped for reading, as 03000 41 11 11.",
    )
    advisory_service_url = models.URLField(
        "site of the Equality Advisory and Support Service",
        blank=True,
        help_text="Open it before you enter it. Empty: the service is named without a link.",
    )
    accessibility_reviewed_on = models.DateField(
        "accessibility statement reviewed on",
        null=True,
        blank=True,
        help_text="The day on which somebody read the statement and tried the site. The page shows the day "
        "that came with the portal until this one is later.",
    )

    screen_owner = models.CharField(
        "senior responsible owner of the screen",
        max_length=150,
        blank=True,
        help_text="Who at the council answers for the program that reads enquiries: the role, as the council "
        f"names it; no person’s name is needed. {UNFILLED}",
    )
    screen_assessment = models.TextField(
        "impact assessments of the screen",
        blank=True,
        help_text="Which were made and when, as one on data protection or on equality, in sentences. "
        f"{UNFILLED}",
    )

    class Meta:
        verbose_name = "details of the statements"
        verbose_name_plural = "privacy and accessibility statements"
        constraints = [models.CheckConstraint(name="statementdetails_one_row", condition=Q(pk=ONLY_ROW))]

    def __str__(self) -> str:
        return "Privacy notice and accessibility statement"

    def clean(self) -> None:
        """Refuse a review that has not happened yet."""
        super().clean()
        for name in ("privacy_reviewed_on", "accessibility_reviewed_on"):
            day = getattr(self, name)
            if day and day > timezone.localdate():
                raise ValidationError({name: "That day has not come yet."})
        web_addresses.refuse(self, ["regulator_url", "advisory_service_url"])

    @property
    def has_officer_contact(self) -> bool:
        """Whether the data protection officer can be reached without asking LESAS."""
        return bool(self.officer_email or self.officer_phone)

    @property
    def has_accessibility_contact(self) -> bool:
        """Whether there is a way to report a barrier besides the enquiry form."""
        return bool(self.accessibility_email or self.accessibility_phone)
