"""A setting's answers as a small file that it keeps: JSON, as the form sends them. Pure.

What is read is taken for nothing more than typed text: the form checks it again.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

FORMAT = "lesas-policy-answers"
VERSION = 1
BYTES_AT_MOST = 64_000
NOT_OURS = "This is not a file of answers that was made here. Choose the file that ends in answers.json"

Fields = dict[str, list[str]]


class AnswersFileError(ValueError):
    """A file that cannot be read. Its message says to a reader what to do."""


@dataclass(frozen=True)
class SavedAnswers:
    """The fields of the form, and for each template by its slug what was made of its clauses."""

    answers: Fields
    words: dict[str, Fields] = field(default_factory=dict)


def write(saved: SavedAnswers) -> bytes:
    """Return ``saved`` as the bytes of a file.

    What was made of clauses is left out where the file would be longer than ``read`` takes.
    """
    whole = _dumped({"answers": saved.answers, "words": saved.words})
    return whole if len(whole) <= BYTES_AT_MOST else _dumped({"answers": saved.answers, "words": {}})


def read(data: bytes) -> SavedAnswers:
    """Return what the file holds. Raises AnswersFileError."""
    if len(data) > BYTES_AT_MOST:
        raise AnswersFileError("The file is longer than 64 kB, so it cannot be one of ours")
    try:
        kept = json.loads(data)
    except (ValueError, RecursionError):
        raise AnswersFileError(NOT_OURS) from None
    if not isinstance(kept, dict) or (kept.get("format"), kept.get("version")) != (FORMAT, VERSION):
        raise AnswersFileError(NOT_OURS)
    words = kept.get("words", {})
    if not isinstance(words, dict):
        raise AnswersFileError(NOT_OURS)
    return SavedAnswers(_fields(kept.get("answers")), {slug: _fields(one) for slug, one in words.items()})


def _dumped(content: Mapping) -> bytes:
    kept = {"format": FORMAT, "version": VERSION, **content}
    return json.dumps(kept, ensure_ascii=False, indent=1).encode()


def _fields(kept: object) -> Fields:
    """Lists of texts by name, and nothing else."""
    if not isinstance(kept, dict) or not all(isinstance(values, list) for values in kept.values()):
        raise AnswersFileError(NOT_OURS)
    if not all(isinstance(value, str) for values in kept.values() for value in values):
        raise AnswersFileError(NOT_OURS)
    return kept
