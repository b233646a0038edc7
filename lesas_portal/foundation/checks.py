"""System checks: what the portal must not start without."""

from django.conf import settings
from django.core.checks import Error
from django.core.exceptions import ValidationError
from django.core.validators import validate_email


def mailbox_is_one_address(**_) -> list[Error]:
    """portal.E001: every enquiry queues a mail to ENQUIRIES_MAILBOX, so a wrong one would stop them all."""
    try:
        validate_email(settings.ENQUIRIES_MAILBOX)
    except ValidationError:
        hint = "Set it to one address, without a name: enquiries@example.org"
        return [Error("ENQUIRIES_MAILBOX is not one email address.", hint=hint, id="portal.E001")]
    return []
