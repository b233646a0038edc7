"""The screen: typed text in, a route out. Pure Python, no Django, no database, no log."""

from enquiries.triage.labels import is_subject
from enquiries.triage.screen import Decision, Route, decide, screen

__all__ = ["Decision", "Route", "decide", "is_subject", "screen"]
