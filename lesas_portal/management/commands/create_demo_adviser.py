"""Create an adviser to try the portal with, where nobody can sign in yet."""

import secrets

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from lesas_portal.foundation.groups import ADVISER, EDITOR

USERNAME = "adviser"


class Command(BaseCommand):
    """``manage.py create_demo_adviser``: one staff user, if there is none; the password is shown once."""

    help = "Create the staff user 'adviser' if there is no staff user, and print the password once."

    @transaction.atomic
    def handle(self, **options) -> None:
        if settings.PRODUCTION:
            raise CommandError("No demo adviser on a public host. Use manage.py createsuperuser instead.")
        users = get_user_model().objects
        if users.filter(is_staff=True).exists():
            self.stdout.write("There is a staff user already; sign in at /admin/.")
            return
        password = secrets.token_urlsafe(12)
        adviser = users.create_user(USERNAME, password=password, is_staff=True)
        adviser.groups.set(Group.objects.filter(name__in=[ADVISER, EDITOR]))
        self.stdout.write(f"Sign in at /admin/ as {USERNAME} with the password {password} (shown once).")
