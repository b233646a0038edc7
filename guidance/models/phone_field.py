"""Fields that keep a phone number in one form, however it was typed, and refuse what is none."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import models

from guidance import phone_numbers


class PhoneFormField(forms.CharField):
    """A box for a number to ring, or with another ``read`` for one to text."""

    def __init__(self, *, read: Callable[[str], str] = phone_numbers.read, **options: Any) -> None:
        super().__init__(**options)
        self._read = read

    def to_python(self, value: Any) -> str:
        """Return the number as it is kept. Raises ValidationError for what is no number."""
        text = super().to_python(value) or ""
        return self._read(text) if text else text


class PhoneField(models.CharField):
    """A number to ring."""

    read = staticmethod(phone_numbers.read)

    def clean(self, value: Any, model_instance: models.Model | None) -> Any:
        """Return the number as it is kept. Raises ValidationError for what is no number."""
        return super().clean(self.read(value) if value else value, model_instance)

    def formfield(self, **kwargs: Any) -> forms.Field | None:
        # Length is judged after blanks and brackets are gone.
        options = {"form_class": PhoneFormField, "read": self.read, "max_length": None}
        return super().formfield(**{**options, **kwargs})

    def deconstruct(self) -> tuple[str, str, Any, dict[str, Any]]:
        """For migrations it is a text like any other."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class TextNumberField(PhoneField):
    """A number to text."""

    read = staticmethod(phone_numbers.read_to_text)
