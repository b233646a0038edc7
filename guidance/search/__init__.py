"""Search over everything people read. The one door: ``find`` reads, ``refresh`` keeps it right.

What is typed goes through ``words`` (folding, stems), ``spelling`` (repair), ``concepts`` (search words of
the lexicon), ``fulltext`` (candidates from the database) and ``ranking`` (the order, the same on both).
"""

from guidance.search.finding import PAGE_SIZE, Found, Hit, find, keys_for
from guidance.search.indexing import rebuild, refresh, refresh_terms
from guidance.search.missed import count as count_missed
from guidance.search.question import Shelf

__all__ = [
    "PAGE_SIZE",
    "Found",
    "Hit",
    "Shelf",
    "count_missed",
    "find",
    "keys_for",
    "rebuild",
    "refresh",
    "refresh_terms",
]
