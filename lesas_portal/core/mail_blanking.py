"""What of a mail goes after sending, and from which mails it goes as soon as the mail server has them."""

from lesas_portal.core.models import QueuedEmail

# To senders whose enquiry was erased: nothing that names them may stay behind.
AT_ONCE = frozenset({"about_a_child"})
BLANK = {"recipient": "", "reply_to": "", "body": ""}


def after_sending(mail: QueuedEmail) -> dict[str, str]:
    """Return what to store of ``mail`` in the change that says that it was sent; nothing for most mails."""
    return BLANK if mail.name in AT_ONCE else {}
