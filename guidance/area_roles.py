"""What each role does about a risk area: how its lines are written, and what the page shows of each.

One role stands on one line, as ``- **Governor:** Ask who reads alerts.``
"""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

EXAMPLE = "- **Governor:** Ask who reads alerts."
LINE = re.compile(r"- \*\*(?P<name>[^*\s][^*]*?):?\*\*:? *(?P<task>\S.*)", re.DOTALL)
BEGINS = re.compile(r"^(?=- \*\*)", re.MULTILINE)
ICONS = {
    **{"designated": "dsl", "head": "leader", "governor": "governor", "teacher": "teacher", "it": "it"},
    **{"early": "early-years", "parents": "parent"},
}
"""The drawing of a role, by the first word of its name; another role has that of an adult."""


@dataclass(frozen=True)
class RoleLine:
    """What one role does: its drawing, its name, and its task in Markdown."""

    icon: str
    name: str
    task: str


def read(text: str) -> list[RoleLine]:
    """Return the roles of ``text`` in order. A block that a task names may have put in more lines."""
    found = (LINE.match(part) for part in BEGINS.split(text))
    return [RoleLine(_icon(one["name"]), one["name"], one["task"].strip()) for one in found if one]


def refuse_others(text: str) -> None:
    """Raise ValidationError for a line that is no role with its task: readers would not see it."""
    for number, line in enumerate(filter(None, map(str.strip, text.splitlines())), start=1):
        if not LINE.fullmatch(line):
            raise ValidationError(f"Line {number} is not a role with its task. Write it like this: {EXAMPLE}")


def _icon(name: str) -> str:
    return ICONS.get(name.split()[0].lower(), "adult")
