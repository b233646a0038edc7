"""Fields that take whatever is pasted into them and keep what a person can read."""

import re
import unicodedata
from typing import Any, NoReturn, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Field, QuerySet

from lesas_portal.core.normalisation import (
    has_letter_or_digit,
    stream_safe,
    unix_line_ends,
    without_invisible,
    without_invisible_ends,
)

# Controls, surrogates, and the marks that turn the direction of text: none of them is typed on purpose.
UNWANTED = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff]"
)

# Last parts of names that are only known within one network (RFC 6761, RFC 6762, and ICANN for "internal").
NAMES_OF_OWN_NET = {"localhost", "localdomain", "local", "internal"}

# Characters. Whatever is longer is refused unread, and of a longer text the screen reads so much. It is far
# more than any field takes, since a text that shrinks when it is tidied is measured after that.
READ_AT_MOST = 20_000


class _NamedInErrors(forms.CharField):
    """A text whose errors name its field, since a page lists the errors of several above its form.

    ``name_in_errors`` is its label, unless that is no subject for "must be 100 characters or fewer". What is
    longer than ``READ_AT_MOST`` is refused as too long before anything is done with it.
    """

    def __init__(self, *, name_in_errors: str = "", **options) -> None:
        self._name_in_errors = name_in_errors
        options.setdefault("error_messages", {}).setdefault(
            "max_length", "%(name)s must be %(limit)s characters or fewer; it has %(count)s"
        )
        super().__init__(**options)

    def run_validators(self, value: str) -> None:
        """Raise ValidationError for a text that is too long once tidied, or that a validator refuses."""
        if self.max_length is not None and len(value) > self.max_length:
            self._refuse_length(self.max_length, len(value))
        super().run_validators(value)

    @property
    def name_in_errors(self) -> str:
        """What errors call the field."""
        return self._name_in_errors or str(self.label or "").rstrip("?")

    def _refuse_unread(self, value: object) -> None:
        length = len(value) if isinstance(value, str) else 0
        if length > READ_AT_MOST:
            self._refuse_length(self.max_length or READ_AT_MOST, length)

    def _refuse_length(self, limit: int, length: int) -> NoReturn:
        said = {"name": self.name_in_errors, "limit": f"{limit:,}", "count": f"{length:,}"}
        raise ValidationError(self.error_messages["max_length"], code="max_length", params=said)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, str]:
        # Without maxlength the browser would not cut a pasted text in silence: we say that it is too long.
        return {name: value for name, value in super().widget_attrs(widget).items() if name != "maxlength"}


class SingleLineField(_NamedInErrors):
    """One line of text. Line ends become spaces and unwanted characters go; length is checked after that."""

    def __init__(self, *, required_message: str = "", **options) -> None:
        options.setdefault("error_messages", {}).setdefault("required", required_message)
        super().__init__(**options)

    def to_python(self, value: object) -> str:
        """Return the text, tidied. Raises ValidationError for more than ``READ_AT_MOST`` characters."""
        return " ".join(self._tidied(value).split())

    def validate(self, value: str) -> None:
        """Raise ValidationError for nothing where something is required: also for signs or blanks alone."""
        super().validate(value)
        if self.required and not has_letter_or_digit(value):
            raise ValidationError(self.error_messages["required"], code="required")

    def _tidied(self, value: object) -> str:
        self._refuse_unread(value)
        # Marks are counted after whatever stood between them has gone, and put in order after that.
        text = stream_safe(UNWANTED.sub("", super().to_python(value) or ""))
        return without_invisible_ends(unix_line_ends(unicodedata.normalize("NFC", text)))


class MultiLineField(SingleLineField):
    """Several lines of text."""

    widget = forms.Textarea

    def to_python(self, value: object) -> str:
        return self._tidied(value).strip()


class TextBlockField(forms.CharField):
    """A long text of the admin, with line ends as files have them: saved unchanged, it is unchanged.

    Browsers send CR LF (HTML standard, form submission).
    """

    def to_python(self, value: Any) -> str:
        """Return the text with line ends of one kind."""
        return unix_line_ends(super().to_python(value) or "")


class AddressField(_NamedInErrors, forms.EmailField):
    """An email address that a server can answer to. What nobody sees goes, wherever it stands.

    Refuses the server's own names and addresses of machines, besides what Django refuses.
    """

    def __init__(self, **options) -> None:
        messages = options.setdefault("error_messages", {})
        messages.setdefault("invalid", "Enter one email address, like name@example.org")
        messages.setdefault(
            "unreachable",
            "Enter an email address with a name like example.org after the @, not “localhost” or a number",
        )
        super().__init__(**options)

    def to_python(self, value: object) -> str:
        """Return the address, tidied. Raises ValidationError for more than ``READ_AT_MOST`` characters."""
        self._refuse_unread(value)
        return super().to_python(without_invisible(value) if isinstance(value, str) else value) or ""

    def validate(self, value: str) -> None:
        """Raise ValidationError for nothing where something is required, and for a machine’s own name."""
        super().validate(value)
        if _is_own_machine(value.rpartition("@")[2]):
            raise ValidationError(self.error_messages["unreachable"], code="unreachable")


def _is_own_machine(host: str) -> bool:
    """Whether ``host`` names a machine and no domain of the internet."""
    last = host.rstrip(".").rpartition(".")[2].lower()
    return host.startswith("[") or last.isdigit() or last in NAMES_OF_OWN_NET


class RowChoiceField(forms.ModelChoiceField):
    """A choice of a row by the text in one of its columns. No longer text is looked up: none could be found,
    and a database may write what it was asked into its log.
    """

    def to_python(self, value: Any) -> Any:
        """Return the row. Raises ValidationError for none, and for what is longer than its column."""
        rows = cast(QuerySet, self.queryset)
        column = cast(Field, rows.model._meta.get_field(self.to_field_name or "pk"))
        if isinstance(value, str) and len(value) > (column.max_length or 0):
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return super().to_python(value)
