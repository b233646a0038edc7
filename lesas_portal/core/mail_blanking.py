"""What of a mail goes after sending, and from which mails it goes as soon as the mail server has them.

Those are mails to senders whose enquiry was erased, and mails with a link that stands for a person: the link
is then with that person only, and in no backup.
"""

from lesas_portal.core.models import QueuedEmail

# To senders whose enquiry was erased: nothing that names them may stay behind.
AT_ONCE = frozenset({"about_a_child"})
BLANK = {"recipient": "", "reply_to": "", "body": ""}


def after_sending(mail: QueuedEmail) -> dict[str, str]:
    """Return what to store of ``mail`` in the change that says that it was sent; nothing for most mails."""
    if mail.name in AT_ONCE:
        return BLANK
    return {"body": ""} if mail.holds_secret else {}
