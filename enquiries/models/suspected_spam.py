"""What the spam rules put apart."""

from enquiries.models.enquiry import Enquiry


class SuspectedSpam(Enquiry):
    """The same rows, on an admin page of their own."""

    class Meta:
        proxy = True
        verbose_name = "suspected spam"
        verbose_name_plural = "suspected spam"
