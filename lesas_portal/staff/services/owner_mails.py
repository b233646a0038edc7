"""Mails to somebody about their own account: what was done to it, in case it was not them."""

from typing import Any

from django.contrib.auth.models import User

from lesas_portal.core import mail_queue


def tell(name: str, *, person: User, to: str | None = None, **more: Any) -> None:
    """Queue the mail ``name`` to ``person``, or to the address ``to`` that they had; nothing without one.

    Call it in the transaction of what was done.
    """
    if address := person.email if to is None else to:
        context = {"person": person, **more}
        mail_queue.queue(name, to=address, about=f"person {person.pk}", context=context)
