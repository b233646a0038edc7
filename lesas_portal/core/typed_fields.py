"""What a person wrote in a form that was posted, for pages that do not know the form."""

from dataclasses import dataclass

from django.http import QueryDict

LONG = 60  # characters, from which on a text has a box of several lines
_OURS = {"csrfmiddlewaretoken", "seen", "action", "next", "select_across", "index"}


@dataclass(frozen=True)
class TypedField:
    """One name and value."""

    name: str
    value: str

    @property
    def label(self) -> str:
        """The name as a person reads it."""
        return " ".join(self.name.replace("_", " ").replace("-", " ").split()).capitalize()

    @property
    def is_written(self) -> bool:
        """Whether a person may have written it: no token, number, tick, code of a choice, or button."""
        is_ours = self.name.startswith("_") or self.name.endswith("_FORMS") or self.name in _OURS
        is_code = not any(letter.isspace() or letter.isupper() or letter == "@" for letter in self.value)
        return not is_ours and not is_code and any(letter.isalpha() for letter in self.value)

    @property
    def is_long(self) -> bool:
        """Whether it needs a box of several lines."""
        return len(self.value) > LONG or "\n" in self.value


def of(data: QueryDict) -> list[TypedField]:
    """Return every name and value that was sent, but for security tokens."""
    pairs = ((name, value) for name, values in data.lists() for value in values)
    return [TypedField(name, value) for name, value in pairs if name != "csrfmiddlewaretoken"]
