"""Search over everything people read. The one door: ``find`` reads, ``refresh`` keeps it right.

What is typed goes through ``words`` (folding, stems), ``spelling`` (repair), ``concepts`` (search words of
the lexicon), ``fulltext`` (candidates from the database) and ``ranking`` (the order, the same on both).
"""

from guidance.search.finding import Found, Hit, find
from guidance.search.indexing import rebuild, refresh, refresh_terms
from guidance.search.question import Shelf

__all__ = ["Found", "Hit", "Shelf", "find", "rebuild", "refresh", "refresh_terms"]
