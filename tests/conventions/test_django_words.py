"""What Django itself says beside a field is in the words of this site, for readers and in the admin."""

import gettext
import inspect
from collections.abc import Iterator
from types import ModuleType
from typing import Any

import pytest
from django.conf import settings
from django.core import validators
from django.db.models import constraints
from django.db.models import fields as model_fields
from django.db.models.fields import files, json, related
from django.forms import fields, formsets
from django.forms import models as form_models
from django.utils import translation
from django.utils.functional import Promise

MODULES: list[ModuleType] = [
    *(fields, form_models, formsets, validators, model_fields, constraints, files, json, related)
]
PLAIN = {"Enter a whole number.", "Enter a number."}
"""What we would say as well."""
MESSAGES = ("message", "violation_error_message", "default_violation_error_message")
FOLDER = settings.BASE_DIR / "locale/en_GB/LC_MESSAGES"


class Anything(dict):
    """Values for every place in a message."""

    def __missing__(self, name: str) -> int:
        return 3


def said() -> Iterator[Any]:
    for module in MODULES:
        for _, found in inspect.getmembers(module, inspect.isclass):
            yield from getattr(found, "default_error_messages", {}).values()
            yield from (getattr(found, name, None) for name in MESSAGES)


def shown(message: Any, language: str) -> str:
    with translation.override(language):
        try:
            return str(message % Anything())
        except ValueError:  # braces, no percent signs
            return str(message)


DEFAULTS = {shown(one, "en-us"): one for one in said() if isinstance(one, Promise)}


def test_there_is_something_to_look_at():
    assert len(DEFAULTS) > 40


@pytest.mark.parametrize("message", sorted(DEFAULTS.keys() - PLAIN - {""}))
def test_no_default_message_of_django_is_shown(message):
    assert shown(DEFAULTS[message], "en-gb") != message


def test_what_django_reads_is_what_people_edit():
    """The compiled file has every message of the source, and no other words."""
    with (FOLDER / "django.mo").open("rb") as file:
        known = gettext.GNUTranslations(file)
    source = (FOLDER / "django.po").read_text(encoding="utf-8")
    ours = {text for text in known._catalog.values() if text and not text.startswith("Content-Type")}
    written = {
        line.partition(" ")[2].strip('"').replace('\\"', '"')
        for line in source.splitlines()
        if line.startswith("msgstr") and not line.endswith('""')
    }
    assert ours == written
