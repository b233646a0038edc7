"""The admin of enquiries; one page a module, each registered where it is defined."""

from enquiries.admin import counts, enquiry, establishment, saved_reply, spam

__all__ = ["counts", "enquiry", "establishment", "saved_reply", "spam"]
