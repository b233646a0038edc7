"""Which enquiries were erased, in a file beside the database: an older database that is put back has none.

A line names a reference, a moment and why; nothing of who sent it. The restore reads it and erases again.
A mail to a person that is about none of their enquiries has a number in place of a reference.
"""

import fcntl
import json
import logging
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import Error
from django.utils import timezone

from enquiries.models import Enquiry
from lesas_portal.core import audit, working_days
from lesas_portal.core.models import AuditEntry, QueuedEmail

logger = logging.getLogger(__name__)

FILE = "erased.jsonl"
ABOUT_A_CHILD, PERSON, MAIL = "about a child", "person", "mail"
# The audit entries that say the same as lines of the file.
REASONS = {"erase about a child": ABOUT_A_CHILD, "erase person": PERSON, "delete": PERSON}


@dataclass(frozen=True)
class Erasure:
    """One line: what was erased, when (ISO 8601) and why: it was about a child, or somebody asked."""

    reference: str
    at: str
    why: str

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.at)


def path(folder: Path | None = None) -> Path:
    """Return where the file is: in ``folder``, or in var/."""
    return (folder or settings.LAST_KNOWN_DIR) / FILE


def read(folder: Path | None = None) -> list[Erasure]:
    """Return what the file says; nothing where there is none. A line that is cut off is passed over."""
    try:
        lines = path(folder).read_bytes().splitlines()
    except FileNotFoundError:
        return []
    found = []
    for line in lines:
        try:
            found.append(_read_line(line))
        except (ValueError, TypeError):
            logger.error("A line of %s cannot be read.", FILE)
    return found


def _read_line(line: bytes) -> Erasure:
    erasure = Erasure(**json.loads(line))
    if not timezone.is_aware(erasure.moment):
        raise ValueError
    return erasure


def add(erasures: Iterable[Erasure]) -> None:
    """Add lines that are not there yet, and drop those that are older than any backup may be.

    Raises OSError when the file cannot be written.
    """
    new = list(erasures)
    oldest = working_days.add_months(timezone.localdate(), -settings.AUDIT_RETENTION_MONTHS)
    with _alone():
        known = {erasure.reference: erasure for erasure in [*new, *read()]}
        kept = [one for one in known.values() if timezone.localdate(one.moment) >= oldest]
        _write(sorted(kept, key=lambda one: one.moment))


def note(*, references: Iterable[str], at: datetime, why: str) -> None:
    """Add these once they are erased. A file that cannot be written is logged: ``sync`` adds them later."""
    try:
        add(Erasure(reference, at.isoformat(), why) for reference in references)
    except OSError as error:
        logger.error("%s cannot be written (%s).", FILE, type(error).__name__)


def sync() -> None:
    """Add what the audit says was erased. Raises OSError; a database that is away adds nothing."""
    types = (audit.type_of(Enquiry), audit.type_of(QueuedEmail))
    entries = AuditEntry.objects.filter(object_type__in=types, action__in=REASONS, at__gte=_beginning())
    try:
        add(_of(entry) for entry in entries)
    except Error as error:
        logger.warning("The audit cannot be read for %s (%s).", FILE, type(error).__name__)


def _of(entry: AuditEntry) -> Erasure:
    if entry.object_type == audit.type_of(QueuedEmail):
        return Erasure(entry.object_id, entry.at.isoformat(), MAIL)
    return Erasure(entry.object_key, entry.at.isoformat(), REASONS[entry.action])


def _beginning() -> datetime:
    months = settings.AUDIT_RETENTION_MONTHS
    day = working_days.add_months(timezone.localdate(), -months)
    return timezone.make_aware(datetime.combine(day, datetime.min.time()))


@contextmanager
def _alone() -> Iterator[None]:
    """Of several processes that change the file, one at a time. The folder is what is held."""
    folder = path().parent
    folder.mkdir(parents=True, exist_ok=True)
    held = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield
    finally:
        os.close(held)


def _write(erasures: list[Erasure]) -> None:
    """In one step, so that no half file is read; the server's own people may read it, others not."""
    file = path()
    if not erasures and not file.exists():
        return
    part = file.with_suffix(".part")
    part.write_text("".join(json.dumps(asdict(one)) + "\n" for one in erasures), encoding="utf-8")
    part.chmod(0o640)
    part.replace(file)
