"""Cut a text into the pieces of words that the second reader knows, as BERT's tokeniser for lower case does.

WordPiece (Schuster and Nakajima 2012; Wu and others 2016): of each word the longest piece that is known is
taken from its start, then of the rest. The library that does this brings fifteen packages along, most of them
for fetching models from the internet; the texts that come here are cleaned before.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PIECES_FILE = Path(__file__).with_name("reader_pieces.txt")
START, END, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
LONGEST_WORD = 100  # letters; a longer one is unknown
LONGEST_PIECE = 20  # letters; none that is known has more
WORD = re.compile(r"[!-/:-@\[-`{-~]|[^\s!-/:-@\[-`{-~]+")


@cache
def pieces() -> dict[str, int]:
    """Return the pieces with their numbers. Raises OSError if the file cannot be read."""
    # Not splitlines: some pieces are signs that would end a line.
    names = PIECES_FILE.read_text(encoding="utf-8").rstrip("\n").split("\n")
    return {name: number for number, name in enumerate(names)}


def encode(text: str, most: int) -> list[int]:
    """Return the numbers of a text's pieces, ``most`` at most, with those for its start and end."""
    known = pieces()
    numbers = [known[START]]
    for word in words(text.lower()):
        if len(numbers) >= most - 1:
            break
        numbers += pieces_of(word, known)
    return [*numbers[: most - 1], known[END]]


def words(text: str) -> Iterator[str]:
    """Yield the words of a text, and each mark and each Chinese character by itself."""
    for word in WORD.findall(text):
        if word.isascii():
            yield word
        else:
            yield from "".join(f" {sign} " if stands_alone(sign) else sign for sign in word).split()


def stands_alone(sign: str) -> bool:
    """Return whether a sign is a mark, or a character that is a word."""
    return unicodedata.category(sign).startswith("P") or "\u4e00" <= sign <= "\u9fff"


def pieces_of(word: str, known: dict[str, int]) -> list[int]:
    """Return the numbers of a word's pieces; of one that cannot be cut, that of the unknown."""
    if len(word) > LONGEST_WORD:
        return [known[UNKNOWN]]
    found: list[int] = []
    start = 0
    while start < len(word):
        for end in range(min(len(word), start + LONGEST_PIECE), start, -1):
            number = known.get(word[start:end] if start == 0 else f"##{word[start:end]}")
            if number is not None:
                found.append(number)
                start = end
                break
        else:
            return [known[UNKNOWN]]
    return found
