"""The mail worker as it is, or with a shorter lease so that a test need not wait for the real one."""

import os
import sys
from datetime import timedelta

import django
from django.core.management import call_command


def main(lease_seconds: str = "") -> None:
    """Run the worker until it is stopped."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
    django.setup()
    if lease_seconds:
        from lesas_portal.core import mail_queue

        mail_queue.LEASE = timedelta(seconds=int(lease_seconds))
    call_command("send_queued_mail", "--loop")


if __name__ == "__main__":
    main(*sys.argv[1:])
