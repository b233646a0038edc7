"""Our drawings that a text may show by name, as ``![what it shows](picture:name)``: one closed list.

Drawings of agreements are others: only clauses show them (``static/img/agreements/``).
"""

from dataclasses import dataclass

from django.contrib.staticfiles.storage import staticfiles_storage

PICTURE = "picture:"


@dataclass(frozen=True)
class Drawing:
    """A file of ``static/img/``: its name, its size in CSS pixels, and what advisers read of it."""

    name: str
    width: int
    height: int
    subject: str

    @property
    def address(self) -> str:
        """Where a browser gets it."""
        return staticfiles_storage.url(f"img/{self.name}.svg")


DRAWINGS = {
    drawing.name: drawing
    for drawing in (
        Drawing("four-areas", 400, 400, "the four areas of risk around one child"),
        Drawing("policy-life", 328, 206, "the life of a policy, as a line"),
        Drawing("support-levels", 328, 384, "Kent’s support levels, as a staircase"),
        Drawing("whole-setting-cycle", 328, 310, "the six parts of the whole-setting approach, as a cycle"),
    )
}


def named(address: str) -> Drawing | None:
    """Return the drawing that the address of a picture in a text names; None for another address."""
    return DRAWINGS.get(address.removeprefix(PICTURE)) if address.startswith(PICTURE) else None
