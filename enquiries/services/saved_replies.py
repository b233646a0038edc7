"""Replies that advisers start from: saved, deleted, and brought along for an empty table."""

import tomllib
from collections.abc import Iterable
from pathlib import Path

from django.db import transaction

from enquiries.models import SavedReply
from lesas_portal.core import audit

SHIPPED = "saved_replies.toml"
FIELDS = ["title", "topic", "body"]


@transaction.atomic
def save(*, reply: SavedReply, changed: Iterable[str], by: audit.Actor) -> SavedReply:
    """Store a reply, new or with the ``changed`` fields; what a colleague did to others stays."""
    fields = [name for name in FIELDS if name in changed]
    if not reply.pk:
        reply.save(force_insert=True)
        audit.record("add", by=by, about=reply)
    elif fields:
        SavedReply.objects.select_for_update().get(pk=reply.pk)
        reply.save(update_fields=fields)
        audit.record("change", by=by, about=reply)
    return reply


@transaction.atomic
def delete(*, replies: Iterable[SavedReply], by: audit.Actor) -> None:
    """Delete replies; what was sent with their words stays as it is."""
    chosen = [reply.pk for reply in replies]
    rows = list(SavedReply.objects.select_for_update().filter(pk__in=chosen).order_by("pk"))
    audit.record("delete", by=by, about=rows)
    SavedReply.objects.filter(pk__in=[row.pk for row in rows]).delete()


@transaction.atomic
def load_first(folder: Path) -> str:
    """Store the replies that ship in ``folder`` where there is none yet; return what was done, in a sentence.

    What advisers have changed or deleted never comes back. Raises KeyError and tomllib.TOMLDecodeError for a
    file that is not as it should be.
    """
    path = folder / SHIPPED
    if SavedReply.objects.exists() or not path.exists():
        return ""
    stated = tomllib.loads(path.read_text(encoding="utf-8"))["reply"]
    rows = [SavedReply(**{name: one.get(name, "").strip() for name in FIELDS}) for one in stated]
    for row in rows:
        row.save(force_insert=True)
    audit.record("load", by="load_content", about=rows)
    return f"Loaded {len(rows)} saved replies."
