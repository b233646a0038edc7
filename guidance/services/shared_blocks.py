"""Publish the drafts of shared blocks: one change, and every route, page and hand-out that has it says so."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from guidance.directory import draft_block
from guidance.links import table
from guidance.models import SharedBlock
from guidance.services import included, route_checks, route_editions, routes
from lesas_portal.core import audit

PUBLIC = ("public_title", "public_text", "published_at", "by", "reviewed_by")


@transaction.atomic
def publish_block(*, block: SharedBlock, reviewed_by: str, by: audit.Actor) -> None:
    """Let readers see the draft of ``block``, which ``reviewed_by`` has read.

    Raises ValidationError without a second person, when nothing changed, or when the guided routes would
    not be sound with it: then with every reason.
    """
    route_editions.refuse_unread(reviewed_by, by)
    route_editions.hold_all()
    row = SharedBlock.objects.select_for_update(no_key=True).filter(pk=block.pk).first()
    if row is None:
        raise ValidationError("The block is no longer there: somebody deleted it meanwhile.")
    if not row.is_new:
        raise ValidationError("Nothing has changed since it was last published.")
    if errors := route_checks.book_errors(blocks={row.key: draft_block(row)}):
        raise ValidationError(list(errors))
    row.public_title, row.public_text = row.title, row.text
    row.published_at, row.by, row.reviewed_by = timezone.now(), audit.person(by), reviewed_by.strip()
    row.save(update_fields=PUBLIC)
    audit.record("publish", by=by, about=row)
    table.refresh([row])
    included.refresh_search(f"block:{row.key}")
    transaction.on_commit(routes.write_snapshot)
