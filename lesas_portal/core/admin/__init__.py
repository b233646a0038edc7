"""The admin of the mail queue, of who did what, of the statements, and of people.

``base`` is what every admin stands on.
"""

from lesas_portal.core.admin import audit_entries, mails, people, statements

__all__ = ["audit_entries", "mails", "people", "statements"]
