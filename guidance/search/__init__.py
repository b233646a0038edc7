"""Search over everything people read. The one door: ``find`` reads, ``refresh`` keeps it right.

What is typed goes through ``text`` (folding, stems), ``spelling`` (repair), ``query`` (synonyms of the
vocabulary), ``fulltext`` (candidates from the database) and ``ranking`` (the order, the same on both).
"""

from guidance.search.engine import corrected_words, find, keys_for
from guidance.search.hits import Hit
from guidance.search.indexing import is_complete, rebuild, refresh, refresh_carriers
from guidance.search.query import SearchFilters
from guidance.search.results import SearchResults
from guidance.search.synonyms import (
    delete_synonyms,
    phrasing_in_two,
    save_synonym,
    save_synonyms,
    synonym_with_phrasing,
)
from guidance.search.text import LONGEST_QUERY
from guidance.search.text import query_words as words_of
from guidance.search.vocabulary import Vocabulary
from guidance.search.vocabulary import current as current_vocabulary
from guidance.search.zero_results import OTHER_WORDS
from guidance.search.zero_results import count as count_zero_results
from guidance.search.zero_results import count_unknown as count_unknown_words
from guidance.search.zero_results import delete_outdated as delete_outdated_zero_results

__all__ = [
    "LONGEST_QUERY",
    "OTHER_WORDS",
    "Hit",
    "SearchFilters",
    "SearchResults",
    "Vocabulary",
    "corrected_words",
    "count_unknown_words",
    "count_zero_results",
    "current_vocabulary",
    "delete_outdated_zero_results",
    "delete_synonyms",
    "find",
    "is_complete",
    "keys_for",
    "phrasing_in_two",
    "rebuild",
    "refresh",
    "refresh_carriers",
    "save_synonym",
    "save_synonyms",
    "synonym_with_phrasing",
    "words_of",
]
