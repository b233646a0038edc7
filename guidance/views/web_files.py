"""Documents as one web page that asks for nothing else: for a phone, or where there is no Word."""

from base64 import b64encode
from functools import cache
from pathlib import Path

from django.conf import settings
from django.http import HttpResponse
from django.template.loader import render_to_string

from guidance.policies.document import Document
from lesas_portal.core import screen_styles

SHEETS = ("css/tokens.css", "css/one-file.css")


def web_file(document: Document, *, name: str) -> HttpResponse:
    """Answer with ``document`` as a download; its tables, lists and paragraphs are those of the Word file."""
    context = {"document": document, "styles": _styles(), "site_url": settings.SITE_URL}
    page = render_to_string("guidance/self_review/one_file.html", context)
    response = HttpResponse(page, content_type="text/html; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.html"'
    return response


@cache
def _styles() -> str:
    """The style sheets as an address that holds them (RFC 2397), since the file lies alone on a disk."""
    (folder,) = settings.STATICFILES_DIRS
    css = screen_styles.join(Path(folder, sheet).read_text(encoding="utf-8") for sheet in SHEETS)
    return f"data:text/css;base64,{b64encode(css.encode()).decode()}"
