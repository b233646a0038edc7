"""CSV files as GIAS publishes them, and importing them."""

from collections.abc import Iterable
from io import StringIO
from pathlib import Path

from django.core.management import call_command

HEADINGS = (
    "URN,LA (name),EstablishmentName,TypeOfEstablishment (name),PhaseOfEducation (name),"
    "EstablishmentStatus (name),Town,Postcode,Other"
)
MARY = (
    "100001,Kent,St Mary’s Church of England Primary School,Voluntary aided school,Primary,Open,Deal,"
    "CT14 1AA,x"
)
ROWS = [
    MARY,
    '100002,Medway,"École, The",Free schools,Secondary,"Open, but proposed to close",Rochester,ME4 4AA,x',
    "100003,Kent,Closed School,Community school,Primary,Closed,Deal,ME1 1AA,x",
    "100004,Surrey,Far Away School,Community school,Primary,Open,Guildford,GU1 1AA,x",
]


def row(urn: int, name: str, town: str = "Deal", postcode: str = "CT14 7AA") -> str:
    """One open establishment of Kent, as a line of the file."""
    return f"{urn},Kent,{name},Academy,Primary,Open,{town},{postcode},x"


def file_of(rows: Iterable[str], headings: str = HEADINGS) -> str:
    """The text of a whole file."""
    return "\r\n".join([headings, *rows, ""])


def import_file(path: Path, content: str | bytes, *options: str) -> str:
    """Write ``content`` (as Windows-1252, if it is a text) to ``path``, import it, return what was said."""
    path.write_bytes(content.encode("cp1252") if isinstance(content, str) else content)
    out = StringIO()
    call_command("import_establishments", str(path), *options, stdout=out)
    return out.getvalue()
