"""Enquiries, establishments and anonymous counts; one noun a file."""

from enquiries.models.choices import SETTING_TYPES, Delivery, District, Topic
from enquiries.models.counts import Diversion, RateHit
from enquiries.models.enquiry import Enquiry
from enquiries.models.erased import ErasedEnquiry
from enquiries.models.establishment import Establishment
from enquiries.models.event import Event
from enquiries.models.export import EnquiryExport
from enquiries.models.feedback import FeedbackComment, FeedbackCount
from enquiries.models.saved_reply import SavedReply
from enquiries.models.suspected_spam import SuspectedSpam

__all__ = [
    "Delivery",
    "Diversion",
    "District",
    "Enquiry",
    "EnquiryExport",
    "ErasedEnquiry",
    "Event",
    "FeedbackComment",
    "FeedbackCount",
    "RateHit",
    "Establishment",
    "SETTING_TYPES",
    "SavedReply",
    "SuspectedSpam",
    "Topic",
]
