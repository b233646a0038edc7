"""Every edition of both self-reviews: files that are read once. Old ones stay, so that codes can be read."""

from functools import cache
from pathlib import Path

from django.conf import settings

from guidance.fixture_reader import FixtureError, read_folder
from guidance.self_review.reading import read_edition
from guidance.self_review.schema import Edition
from guidance.self_review.validation import problems, problems_beside

FOLDER = "self_review"
EditionsByCode = dict[str, tuple[Edition, ...]]
"""The editions of each self-review by the two letters of its codes, the oldest first."""


def read_all(folder: Path) -> EditionsByCode:
    """Return all editions in ``folder``. Raises FixtureError for a file that cannot be used."""
    found_by_code: EditionsByCode = {}
    for _, reader in read_folder(folder):
        edition = read_edition(reader)
        for problem in problems(edition):
            raise reader.error("", problem)
        found_by_code[edition.code] = (*found_by_code.get(edition.code, ()), edition)
    for code, found in found_by_code.items():
        found_by_code[code] = tuple(sorted(found, key=lambda one: one.order))
        for problem in problems_beside(found_by_code[code]):
            raise FixtureError(folder.name, code, problem)
    return found_by_code


@cache
def shipped() -> EditionsByCode:
    """Return what ships. Raises FixtureError."""
    return read_all(Path(settings.FIXTURES_DIR) / FOLDER)


def newest() -> tuple[Edition, ...]:
    """Return the newest edition of each self-review, that of schools first: it has the most questions."""
    return tuple(sorted((found[-1] for found in shipped().values()), key=lambda one: -len(one.questions)))


def newest_of(code: str) -> Edition:
    """Return the newest edition of the self-review with these letters. Raises KeyError."""
    return shipped()[code][-1]


def by_slug(slug: str) -> Edition | None:
    """Return the newest edition at the address that ends in ``slug``."""
    return next((one for one in newest() if one.slug == slug), None)


def for_type(setting_type: str) -> Edition | None:
    """Return the newest edition that a setting of this type answers."""
    return next((one for one in newest() if setting_type in one.setting_types), None)
