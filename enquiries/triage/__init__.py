"""The screen: typed text in, a route out. Pure Python, no Django, no database, no log."""

from enquiries.triage.classifier import Decision, Route, decide, screen
from enquiries.triage.short_fields import is_subject

__all__ = ["Decision", "Route", "decide", "is_subject", "screen"]
