"""Read a file of JSON Lines, as the commands that evaluate search and the screen are given."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError


def read(path: Path) -> list[dict[str, Any]]:
    """Return the objects of a JSON Lines file; raise CommandError naming the line that cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise CommandError(f"Cannot read {path}: {error}") from error
    rows = []
    for number, content in enumerate(text.split("\n"), start=1):
        if not content.strip():
            continue
        try:
            row = json.loads(content)
        except ValueError as error:
            raise CommandError(f"{path}, line {number}: not JSON ({error})") from error
        if not isinstance(row, dict):
            raise CommandError(f"{path}, line {number}: a JSON object is needed")
        rows.append(row)
    return rows
