"""The admin of enquiries; one page a module, each registered where it is defined."""

from enquiries.admin import counts, enquiry, erased, establishment, export, feedback, saved_reply, spam

__all__ = ["counts", "enquiry", "erased", "establishment", "export", "feedback", "saved_reply", "spam"]
