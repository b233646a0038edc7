"""The box in which Markdown is written, with help and an example to copy below it."""

from django.contrib.admin.widgets import AdminTextareaWidget
from django.template.loader import render_to_string
from django.utils.html import format_html

from guidance.drawings import DRAWINGS, PICTURE


class MarkdownBox(AdminTextareaWidget):
    """A tall box. The help opens without a script; its example is for a page, a clause or some sentences."""

    def __init__(self, attrs: dict | None = None, *, example: str = "page") -> None:
        super().__init__(attrs)
        self.example = example

    def render(self, name, value, attrs=None, renderer=None):
        """Return the box with the help below it."""
        box = super().render(name, value, attrs, renderer)
        return format_html(
            '<div class="markdown-box">{}{}</div>',
            box,
            render_to_string(
                "admin/guidance/_markdown_help.html",
                {"example": self.example, "drawings": DRAWINGS.values(), "picture": PICTURE},
            ),
        )
