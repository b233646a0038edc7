"""Which mails keep neither recipient nor body once the mail server has them."""

from lesas_portal.core.models import QueuedEmail

# To senders whose enquiry was erased: nothing that names them may stay behind.
AT_ONCE = frozenset({"about_a_child"})


def after_sending(mail: QueuedEmail) -> dict[str, str]:
    """Return what to store of ``mail`` in the change that says that it was sent; nothing for most mails."""
    if mail.name not in AT_ONCE:
        return {}
    personal = {"recipient", "reply_to", "body"} & {field.name for field in mail._meta.get_fields()}
    return dict.fromkeys(personal, "")
