"""Create an adviser to try the portal with, where nobody can sign in yet, and say how to sign in."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from lesas_portal.core.permissions import ADVISER, EDITOR, MANAGER

USERNAME = "adviser"


class Command(BaseCommand):
    """``manage.py create_demo_adviser``: one staff user, if there is none; the password is shown once."""

    help = "Create the staff user 'adviser' if there is no staff user, and print how to sign in."

    @transaction.atomic
    def handle(self, **options) -> None:
        """Create the user and say how to sign in. Raises CommandError on a public host."""
        if settings.PRODUCTION:
            raise CommandError("No demo adviser on a public host. Use manage.py createsuperuser instead.")
        users = get_user_model().objects
        where = f"http://127.0.0.1:{settings.PORT}/admin/"
        if known := users.filter(is_staff=True).order_by("pk").first():
            username = known.get_username()
            self.stdout.write(f"There is a staff user already: sign in at {where} as {username}.")
        else:
            username, password = USERNAME, secrets.token_urlsafe(12)
            adviser = users.create_user(username, password=password, is_staff=True)
            adviser.groups.set(Group.objects.filter(name__in=[ADVISER, EDITOR, MANAGER]))
            self.stdout.write(f"Sign in at {where} as {username} with the password {password} (shown once).")
        self.stdout.write(f"For a new password: .venv/bin/python manage.py changepassword {username}")
