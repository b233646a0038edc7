"""Hand-outs in other languages: files of the release, each public only once a person has checked it.

A translation is made from the English of one day. When readers are told that the English has changed, its day
is another one, and the translation is public no longer until somebody has read it again: an old number or an
old rule in a language that no adviser here reads is worse than none.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from guidance.fixture_reader import EntryReader, read_folder

FOLDER = Path(settings.BASE_DIR, "fixtures", "translations")


@dataclass(frozen=True)
class Language:
    """A language by its code (BCP 47): its name in itself, and in which direction it is written."""

    code: str
    name: str
    direction: str = "ltr"


LANGUAGES = {
    language.code: language
    for language in (
        Language("ar", "العربية", "rtl"),
        Language("bg", "Български"),
        Language("bn", "বাংলা"),
        Language("cs", "Čeština"),
        Language("fa", "فارسی", "rtl"),
        Language("lt", "Lietuvių"),
        Language("ne", "नेपाली"),
        Language("pa", "ਪੰਜਾਬੀ"),
        Language("pl", "Polski"),
        Language("ps", "پښتو", "rtl"),
        Language("ro", "Română"),
        Language("sk", "Slovenčina"),
        Language("tr", "Türkçe"),
        Language("uk", "Українська"),
        Language("ur", "اردو", "rtl"),
    )
}
"""The languages that a file may be in. A new one is a line here."""


@dataclass(frozen=True)
class Translation:
    """A hand-out in another language, as its file has it; ``body`` is Markdown that names helplines as usual.

    ``checked_by`` is who read it beside the English and reads both, ``english_of`` the day of that English.
    """

    language: Language
    slug: str
    title: str
    audience: str
    say: str
    body: str
    ring: str
    danger: str
    office: str
    out_of_hours: str
    scan: str
    english_of: date | None
    checked_by: str
    checked_on: date | None

    def is_public(self, english_of: date | None) -> bool:
        """Whether a person has checked it against the English of the day ``english_of``."""
        return bool(self.checked_by and self.checked_on and self.english_of == english_of)


def public_ones(slug: str, english_of: date | None) -> list[Translation]:
    """Return what readers may see of the hand-out ``slug``, whose English is of the day ``english_of``."""
    return [one for one in read(FOLDER) if one.slug == slug and one.is_public(english_of)]


@lru_cache(maxsize=8)
def read(folder: Path) -> tuple[Translation, ...]:
    """Return every translation in ``folder``, checked or not. Raises FixtureError for a wrong file."""
    return tuple(
        _translation(language, slug, reader)
        for language in LANGUAGES.values()
        if (folder / language.code).is_dir()
        for slug, reader in read_folder(folder / language.code)
    )


def _translation(language: Language, slug: str, reader: EntryReader) -> Translation:
    names = ("title", "audience", "say", "ring", "danger", "office", "out_of_hours", "scan", "body")
    found = Translation(
        language=language,
        slug=slug,
        **{name: reader.text(name) for name in names},
        checked_by=reader.text("checked_by", ""),
        english_of=reader.maybe_date("english_of"),
        checked_on=reader.maybe_date("checked_on"),
    )
    reader.finish()
    return found
