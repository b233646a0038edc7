"""The field that takes a file of answers back. It is read in memory and kept nowhere."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from guidance.policies import answers_file


class AnswersFileField(forms.FileField):
    """A file of answers; its value is what the file holds, None where none was chosen."""

    def __init__(self) -> None:
        super().__init__(
            label="File of your answers",
            required=False,
            help_text="The file that you kept then: its name ends in answers.json. We do not keep it.",
            widget=forms.FileInput(attrs={"accept": ".json,application/json"}),
            error_messages={"empty": "The file is empty. Choose the file that ends in answers.json"},
        )

    def to_python(self, data: Any) -> Any:
        """Return the saved answers. Raises ValidationError for a file that is not one of ours."""
        file = super().to_python(data)
        if file is None:
            return None
        try:
            return answers_file.read(file.read(answers_file.BYTES_AT_MOST + 1))
        except answers_file.AnswersFileError as error:
            raise ValidationError(str(error), code="unreadable") from None
