"""The closed questions of the form, and what is noted of an enquiry."""

from django.db import models

from enquiries.triage import Route
from lesas_portal.core import setting_types

SETTING_TYPES = {slug: kind.label for slug, kind in setting_types.SETTING_TYPES.items()}
SCREENED_AS = [
    (Route.STRATEGIC.value, "For LESAS"),
    (Route.FRONT_DOOR.value, "For the Front Door"),
    (Route.LADO.value, "For the LADO"),
    (Route.UNREAD.value, "Not read"),
]


class Topic(models.TextChoices):
    """What an enquiry may be about."""

    POLICY = "policy", "A policy or an acceptable use agreement"
    TRAINING = "training", "Training"
    REVIEW = "review", "An online safety review"
    CURRICULUM = "curriculum", "Teaching online safety"
    FILTERING = "filtering", "Filtering and monitoring"
    PORTAL = "portal", "This website"
    OTHER = "other", "Something else, not about a child or an adult"
    UNSURE = "unsure", "I’m not sure"


class EnquiryStatus(models.TextChoices):
    """Where an enquiry stands."""

    OPEN = "open", "Open"
    CLOSED = "closed", "Closed"
    SPAM = "spam", "Suspected spam"


class EnquirySource(models.TextChoices):
    """How an enquiry came."""

    FORM = "form", "The form"
    PHONE = "phone", "Taken by telephone"


class EnquiryOutcome(models.TextChoices):
    """What answered an enquiry, at its last closing."""

    PAGE = "page", "A page of the portal answers it"
    UNCLEAR = "unclear", "A page is about it, but was unclear"
    MISSING = "missing", "No page answers it: something is missing"
    REPLY = "reply", "Answered by our reply: no page is needed"
    PHONE = "phone", "Answered by telephone"
    NOTHING = "nothing", "Nothing to do"


class Delivery(models.TextChoices):
    """How training is given, for a quote."""

    IN_PERSON = "in-person", "In person"
    ONLINE = "online", "Online"
    EITHER = "either", "Either would do"


class District(models.TextChoices):
    """The twelve districts of Kent, Medway, and everywhere else."""

    ASHFORD = "ashford", "Ashford"
    CANTERBURY = "canterbury", "Canterbury"
    DARTFORD = "dartford", "Dartford"
    DOVER = "dover", "Dover"
    FOLKESTONE_AND_HYTHE = "folkestone-and-hythe", "Folkestone and Hythe"
    GRAVESHAM = "gravesham", "Gravesham"
    MAIDSTONE = "maidstone", "Maidstone"
    SEVENOAKS = "sevenoaks", "Sevenoaks"
    SWALE = "swale", "Swale"
    THANET = "thanet", "Thanet"
    TONBRIDGE_AND_MALLING = "tonbridge-and-malling", "Tonbridge and Malling"
    TUNBRIDGE_WELLS = "tunbridge-wells", "Tunbridge Wells"
    MEDWAY = "medway", "Medway"
    OUTSIDE_KENT = "outside-kent", "Outside Kent and Medway"
