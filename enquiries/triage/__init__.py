"""The screen: the texts of a form in, a route out. No Django, no database, no log."""

from enquiries.triage.classifier import Route, ScreeningResult, classify
from enquiries.triage.places import KnownNames
from enquiries.triage.reader import Reader, ReaderError, load_reader
from enquiries.triage.search_words import SearchReading, is_known, read_search
from enquiries.triage.signal_labels import in_words, label_of

__all__ = [
    "KnownNames",
    "Reader",
    "ReaderError",
    "Route",
    "ScreeningResult",
    "SearchReading",
    "classify",
    "in_words",
    "is_known",
    "label_of",
    "load_reader",
    "read_search",
]
