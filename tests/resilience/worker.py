"""The mail worker as it is, or in a hurry so that a test need not wait for real leases and answers."""

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
        hurry(int(lease_seconds))
    call_command("send_queued_mail", "--loop")


def hurry(lease_seconds: int) -> None:
    """Wait as long for an answer as a lease lasts, and repeat what has none after seconds, not hours."""
    from django.conf import settings

    from lesas_portal.core import mail_pause, mail_schedule, mail_worker

    mail_worker.LEASE = mail_pause.TRIAL = timedelta(seconds=lease_seconds)
    mail_schedule.UNKNOWN_WAITS = [timedelta(seconds=lease_seconds)] * 10
    mail_schedule.LONGEST_PAUSE = mail_schedule.SILENT_WAIT = timedelta(seconds=lease_seconds)
    settings.MAIL_TIMEOUTS = {"connect": 5, "command": 5, "text": 5, "answer": lease_seconds, "aside": 3}


if __name__ == "__main__":
    main(*sys.argv[1:])
