"""What a document refers to: addresses, pictures, numberings; and the numbers that things in it have."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from xml.sax.saxutils import quoteattr

from django.conf import settings

from guidance.policies.docx.namespaces import OFFICE, PACKAGE, XML_HEAD

DRAWINGS = ("static", "img", "agreements")


class MissingPictureError(Exception):
    """A clause names a drawing that is not in the repository."""


@dataclass
class Relationships:
    """Gathered while the document is written."""

    site_url: str
    addresses: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def link(self, href: str) -> str:
        """Return the id of the address ``href``; inside the site it becomes a full address."""
        address = f"{self.site_url}{href}" if href.startswith("/") else href
        return self.addresses.setdefault(address, f"link{len(self.addresses) + 1}")

    def picture(self, name: str) -> str:
        """Return the id of the drawing ``name``. Raises MissingPictureError where there is none."""
        if name not in self.pictures:
            self.pictures[name] = _read(name)
        return f"picture-{name}"

    def next_number(self) -> int:
        """Return a number that nothing else in the document has."""
        return next(self.numbers)

    def xml(self, fixed: dict[str, tuple[str, str]]) -> str:
        """Return the part that lists them all; ``fixed`` has type and place of each other part, by its id."""
        rows = [_row(name, kind, target) for name, (kind, target) in fixed.items()]
        rows += [_row(f"picture-{name}", "image", f"media/{name}.png") for name in self.pictures]
        rows += [_row(name, "hyperlink", address, external=True) for address, name in self.addresses.items()]
        return f'{XML_HEAD}<Relationships xmlns="{PACKAGE}/relationships">{"".join(rows)}</Relationships>'


def _row(name: str, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    kind = f"{OFFICE}/relationships/{kind}"
    return f'<Relationship Id="{name}" Type="{kind}" Target={quoteattr(target)}{mode}/>'


def _read(name: str) -> bytes:
    path = Path(settings.BASE_DIR, *DRAWINGS, f"{name}.png")
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        wanted = "/".join((*DRAWINGS, path.name))
        raise MissingPictureError(f"A clause names the picture {name}, but {wanted} is missing.") from error
