"""The admin of the mail queue, of who did what, of the statements, and of people.

``base`` is what every admin stands on.
"""

from lesas_portal.core.admin import audit_entries, closing_days, mails, people, statements, tasks

__all__ = ["audit_entries", "closing_days", "mails", "people", "statements", "tasks"]
