"""What colleagues read for somebody who has an account: one name, everywhere in the admin."""

from django.contrib.auth.models import User


def name_of(person: User) -> str:
    """Return the full name of ``person``; their user name only where no name was entered.

    The admin shows people as texts in many places (``str``), so ``CoreConfig`` makes this their text, too.
    """
    return person.get_full_name() or person.get_username()
