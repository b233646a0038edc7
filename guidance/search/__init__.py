"""Search over everything people read. The one door: ``find`` reads, ``refresh`` keeps it right.

What is typed goes through ``words`` (folding, stems), ``spelling`` (repair), ``concepts`` (search words of
the lexicon), ``fulltext`` (candidates from the database) and ``ranking`` (the order, the same on both).
"""

from guidance.search.finding import PAGE_SIZE, Found, Hit, find, keys_for
from guidance.search.indexing import is_complete, rebuild, refresh
from guidance.search.missed import count as count_missed
from guidance.search.question import Shelf
from guidance.search.wordlist import holder
from guidance.search.wordlist import remove as remove_words
from guidance.search.wordlist import save as save_word
from guidance.search.wordlist import save_all as save_words

__all__ = [
    "PAGE_SIZE",
    "Found",
    "Hit",
    "Shelf",
    "count_missed",
    "find",
    "holder",
    "is_complete",
    "keys_for",
    "rebuild",
    "refresh",
    "remove_words",
    "save_word",
    "save_words",
]
