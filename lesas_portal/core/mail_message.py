"""A queued mail as a message, and as the lines that go over the wire."""

import re

from django.core.mail import EmailMessage

from lesas_portal.core.models import QueuedEmail


def message_of(mail: QueuedEmail) -> EmailMessage:
    """Return a queued mail as a message, with what tells machines not to answer it."""
    headers = {"Message-ID": mail.message_id}
    if mail.is_automatic:
        # RFC 3834, and Exchange's own word for it: no out-of-office answers.
        kind = "auto-replied" if mail.is_automatic_reply else "auto-generated"
        headers |= {"Auto-Submitted": kind, "X-Auto-Response-Suppress": "All"}
    answers_to = [mail.reply_to] if mail.reply_to else None
    return EmailMessage(mail.subject, mail.body, None, [mail.recipient], headers=headers, reply_to=answers_to)


def lines_of(message: EmailMessage) -> bytes:
    """Return a message as DATA takes it, without the final dot.

    A dot that begins a line is doubled (RFC 5321, 4.5.2). Raises ValueError for what cannot be a header.
    """
    text = message.message().as_bytes(linesep="\r\n")  # type: ignore[call-arg]
    return re.sub(rb"(?m)^\.", b"..", text if text.endswith(b"\r\n") else text + b"\r\n")
