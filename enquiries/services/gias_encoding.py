"""In which letters a CSV of GIAS is written, and whether it is one at all."""

import codecs
from pathlib import Path

ENCODINGS = ("utf-8-sig", "cp1252")  # cp1252 (Windows-1252) is what GIAS publishes


class GiasFormatError(ValueError):
    """The file is not the CSV of GIAS, or is broken; the message says how, and in which lines."""


def encoding_of(path: Path) -> str:
    """Return the encoding that the whole file can be read in. Raises GiasFormatError for none."""
    with path.open("rb") as file:
        _refuse_other_kinds(file.read(4096))
    for encoding in ENCODINGS:
        if _is_readable(path, encoding):
            return encoding
    raise GiasFormatError("it is neither in UTF-8 nor in Windows-1252: save it again as CSV UTF-8")


def _is_readable(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)(errors="strict")
    try:
        with path.open("rb") as file:
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
    except UnicodeDecodeError:
        return False
    if decoder.getstate()[0]:
        raise GiasFormatError("it ends in the middle of a letter: it looks cut off")
    return True


def _refuse_other_kinds(start: bytes) -> None:
    if not start.strip():
        raise GiasFormatError("it is empty")
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or start[:40].count(0) > 10:
        raise GiasFormatError("it is in UTF-16 (Excel calls it Unicode text): save it again as CSV UTF-8")
    if start.startswith(b"PK"):
        raise GiasFormatError("it is a ZIP file or a spreadsheet: unpack it, or save it as CSV UTF-8")
