"""The admin of people and of invitations."""

from lesas_portal.staff.admin import invitations, people

__all__ = ["invitations", "people"]
