"""No page of the admin advises to load it anew: that deletes what was typed."""

import re
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
PLACES = [
    "templates/admin",
    "templates/403_csrf.html",
    "guidance/admin",
    "enquiries/admin",
    "lesas_portal/core",
]
ADVICE = re.compile(r"\b(?:re-?load|refresh (?:the|this|your) (?:page|form|window|browser))", re.IGNORECASE)


def texts() -> list[Path]:
    paths = [ROOT / place for place in PLACES]
    found = [[path] if path.is_file() else sorted(path.rglob("*.*")) for path in paths]
    return [one for group in found for one in group if one.suffix in {".html", ".py", ".txt"}]


@pytest.mark.parametrize("path", texts(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_text_advises_a_reload(path):
    assert ADVICE.findall(path.read_text(encoding="utf-8")) == []


def test_the_advice_is_found():
    assert ADVICE.search("Go back, reload the page and send it again.")
    assert ADVICE.search("Refresh this page.")
