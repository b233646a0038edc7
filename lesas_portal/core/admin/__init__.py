"""The admin of the mail queue, of who did what and of the statements.

``base`` is what every admin stands on.
"""

from lesas_portal.core.admin import audit_entries, closing_days, mails, statements, tasks

__all__ = ["audit_entries", "closing_days", "mails", "statements", "tasks"]
