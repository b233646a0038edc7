"""The closed questions of the form."""

from django.db import models


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


class SettingType(models.TextChoices):
    """Kinds of setting, as LESAS speaks of them."""

    EARLY_YEARS = "early-years", "Nursery or pre-school"
    CHILDMINDER = "childminder", "Childminder"
    CLUB = "club", "Out-of-school or holiday club"
    PRIMARY = "primary", "Infant, junior or primary school"
    SECONDARY = "secondary", "Secondary school"
    ALL_THROUGH = "all-through", "All-through school"
    SPECIAL = "special", "Special school"
    ALTERNATIVE = "alternative", "Pupil referral unit or alternative provision"
    COLLEGE = "college", "Sixth form or further education college"
    INDEPENDENT = "independent", "Independent school"
    TRUST = "trust", "Academy trust central team"
    TRAINING_PROVIDER = "training-provider", "Training provider"
    OTHER = "other", "Another organisation that works with children"


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
