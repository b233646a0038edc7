"""Enquiries, establishments and anonymous counts; one noun a file."""

from enquiries.models.choices import SETTING_TYPES, Delivery, District, Topic
from enquiries.models.counts import Diversion, RateHit
from enquiries.models.enquiry import Enquiry, SuspectedSpam
from enquiries.models.establishment import Establishment

__all__ = [
    "Delivery",
    "Diversion",
    "District",
    "Enquiry",
    "RateHit",
    "Establishment",
    "SETTING_TYPES",
    "SuspectedSpam",
    "Topic",
]
