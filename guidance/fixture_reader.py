"""Read fixture files entry by entry, whose fields are checked one by one.

JSON lists, TOML files, and Markdown with TOML front matter between ``+++`` lines. Every problem is a
``FixtureError`` that names the file and the field.
"""

import datetime as dt
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from guidance.apostrophes import printed

MISSING = object()


class FixtureError(Exception):
    """A fixture that cannot be loaded: which file, which field, what is wrong."""

    def __init__(self, source: str, field: str, problem: str) -> None:
        super().__init__(f"{source}: {field}: {problem}" if field else f"{source}: {problem}")


class EntryReader:
    """One entry of a fixture file. Each field is taken once, by its type; ``finish`` refuses leftovers."""

    def __init__(self, source: str, fields: dict) -> None:
        self.source = source
        self._fields = dict(fields)

    def text(self, name: str, default: object = MISSING) -> str:
        """Take a text field, without the white space around it."""
        return self._take(name, str, default, "a text").strip()

    def boolean(self, name: str, default: object = MISSING) -> bool:
        """Take a true or false field."""
        return self._take(name, bool, default, "true or false")

    def maybe_boolean(self, name: str) -> bool | None:
        """Take a field that is true, false or null (not known)."""
        return self._take(name, (bool, type(None)), None, "true, false or null")

    def number(self, name: str, default: object = MISSING) -> int:
        """Take a whole number."""
        return self._take(name, int, default, "a whole number")

    def date(self, name: str) -> dt.date:
        """Take a day (TOML date, or text as 2026-11-22)."""
        value = self._take(name, (dt.date, str), MISSING, "a day as 2026-11-22")
        return value if isinstance(value, dt.date) else self._parse_date(name, value)

    def maybe_date(self, name: str) -> dt.date | None:
        """Take a day; None for one that is empty or missing."""
        value = self._take(name, (dt.date, str, type(None)), None, "a day as 2026-11-22")
        if value in {None, ""}:
            return None
        return value if isinstance(value, dt.date) else self._parse_date(name, value)

    def month_or_day(self, name: str) -> tuple[dt.date | None, bool]:
        """Take "2026-11" or a day; return the day (or the month's first) and whether the day is known."""
        value = self._take(name, (dt.date, str, type(None)), None, "a month as 2026-11 or a day")
        if value in {None, ""}:
            return None, False
        if isinstance(value, dt.date):
            return value, True
        is_month = len(value) == len("2026-11")
        return self._parse_date(name, f"{value}-01" if is_month else value), not is_month

    def text_list(self, name: str, default: object = MISSING) -> list[str]:
        """Take a list of texts."""
        values = self._take(name, list, default, "a list")
        if not all(isinstance(value, str) for value in values):
            raise self.error(name, "every item must be a text")
        return list(values)

    def entries(self, name: str) -> "list[EntryReader]":
        """Take a list of nested entries, each with a reader of its own."""
        values = self._take(name, list, (), "a list")
        if not all(isinstance(value, dict) for value in values):
            raise self.error(name, f"must be tables, as [[{name}]]")
        return [EntryReader(_nested(self.source, name, value), value) for value in values]

    def entry(self, name: str, default: object = MISSING) -> "EntryReader":
        """Take one nested entry, with a reader of its own."""
        return EntryReader(f"{self.source}: {name}", self._take(name, dict, default, "a table"))

    def raw(self, name: str) -> dict:
        """Take an object exactly as it stands; empty when it is missing."""
        return self._take(name, dict, {}, "an object")

    def finish(self) -> None:
        """Refuse fields that nobody asked for: most often a field name with a typing mistake."""
        for name in self._fields:
            raise self.error(name, "is not a field that this file can have")

    def error(self, field: str, problem: str) -> FixtureError:
        """Return the error to raise for a field of this entry."""
        return FixtureError(self.source, field, problem)

    def _take(self, name: str, kinds: type | tuple[type, ...], default: object, expected: str):
        value = self._fields.pop(name, default)
        if value is MISSING:
            raise self.error(name, "is missing")
        if value is not default and not isinstance(value, kinds):
            raise self.error(name, f"must be {expected}, not {value!r}")
        return value

    def _parse_date(self, name: str, value: str) -> dt.date:
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            raise self.error(name, f"must be a day as 2026-11-22, not {value!r}") from None


def _nested(source: str, name: str, fields: dict) -> str:
    """Name an entry inside another one by its key or id, if it has one."""
    key = fields.get("key", fields.get("id"))
    return f"{source}: {name} {key}" if isinstance(key, str) else f"{source}: {name}"


def read_tables(path: Path) -> Iterator[tuple[str, EntryReader]]:
    """Yield the name and reader of every table of a TOML file; nothing when the file does not exist."""
    if not path.exists():
        return
    for name, fields in _toml(path, path.read_text(encoding="utf-8")).items():
        if not isinstance(fields, dict):
            raise FixtureError(_name(path), name, "must stand below the name of an entry, as [its-slug]")
        yield name, EntryReader(f"{_name(path)} ({name})", fields)


def read_folder(folder: Path) -> Iterator[tuple[str, EntryReader]]:
    """Yield the name and reader of every .toml and .md file; the text below front matter is ``body``."""
    for path in sorted([*folder.glob("*.toml"), *folder.glob("*.md")]):
        yield path.stem, EntryReader(_name(path), _fields(path))


def _fields(path: Path) -> dict:
    text, body = path.read_text(encoding="utf-8"), {}
    if path.suffix == ".md":
        opening, front, rest = ("", "", "") if text.count("+++\n") < 2 else text.split("+++\n", 2)
        if opening or not front:
            raise FixtureError(_name(path), "", "must start with front matter between +++ lines")
        text, body = front, {"body": rest}
    return {**_toml(path, text), **{name: with_apostrophes(words) for name, words in body.items()}}


def with_apostrophes(value: Any) -> Any:
    """Return what a file states with printed apostrophes in its words."""
    if isinstance(value, dict):
        return {key: with_apostrophes(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_apostrophes(inner) for inner in value]
    return printed(value) if isinstance(value, str) else value


def _toml(path: Path, text: str) -> dict:
    try:
        return with_apostrophes(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise FixtureError(_name(path), "", f"is not valid TOML: {error}") from None


def _name(path: Path) -> str:
    return f"{path.parent.name}/{path.name}"
