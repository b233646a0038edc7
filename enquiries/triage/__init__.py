"""The screen: the texts of a form in, a route out. Pure Python, no Django, no database, no log."""

from enquiries.triage.classifier import Route, ScreeningResult, classify
from enquiries.triage.short_fields import is_topic_query
from enquiries.triage.signal_labels import label_of

__all__ = ["Route", "ScreeningResult", "classify", "is_topic_query", "label_of"]
