#!/usr/bin/env python
"""Django's command line for the portal."""

import os
import sys

from django.core.management import execute_from_command_line

from lesas_portal.core import command_log

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
    try:
        execute_from_command_line(sys.argv)
    except Exception as error:
        # Its words may quote what is stored, and on a server what is said here is collected.
        command_log.end_with(error)
