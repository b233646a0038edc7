"""Write what came of looks at links, and what an adviser says of one."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from guidance.links import own
from guidance.models import ContentUse, Link, Publishable
from lesas_portal.core import audit

LONGEST_LEFT = timedelta(days=366)
FAILED = ("problem", "failed_on", "last_failed_on", "checked_at")


@transaction.atomic
def check_own_of(obj: Model) -> None:
    """Look at the own links of ``obj``, and at those that lead to it; nothing is fetched.

    Call it in the transaction that changed ``obj``, after where it leads was written.
    """
    uses = ContentUse.objects.filter(holder_type=obj._meta.model_name, holder_id=obj.pk)
    targets = set(uses.values_list("target", flat=True))
    if isinstance(obj, Publishable):
        address = obj.get_absolute_url()
        below = "" if "#" in address else address
        targets.update(
            ContentUse.objects.leading_to([address], below).values_list("target", flat=True).distinct()
        )
    _write_own(filter(own.is_own, targets))


@transaction.atomic
def check_every_own() -> int:
    """Look at every own link; return how many there are. Links that nothing leads to are forgotten."""
    targets = set(filter(own.is_own, ContentUse.objects.values_list("target", flat=True).distinct()))
    _write_own(targets)
    used = ContentUse.objects.values("target")
    Link.objects.exclude(address__in=used).delete()
    return len(targets)


def _write_own(targets: Iterable[str]) -> None:
    """Keep a row for each that does not work, and none for those that do."""
    targets = list(targets)
    if not targets:
        return
    found = own.problems(targets)
    known = {link.address: link for link in Link.objects.filter(address__in=targets)}
    Link.objects.filter(pk__in=[link.pk for key, link in known.items() if key not in found]).delete()
    for address, problem in found.items():
        _fail(known.setdefault(address, Link(address=address, is_own=True)), problem, timezone.localdate())
    rows = [known[address] for address in sorted(found)]
    # A colleague who saves at the same moment may write the same row.
    Link.objects.bulk_create([row for row in rows if not row.pk], ignore_conflicts=True)
    Link.objects.bulk_update([row for row in rows if row.pk], FAILED)


def web_addresses(most: int) -> list[str]:
    """Return the addresses of other sites that are in use, those not looked at for longest first."""
    looked = dict(Link.objects.filter(is_own=False).values_list("address", "checked_at"))
    uses = ContentUse.objects.filter(target__startswith="http").values_list("target", flat=True).distinct()
    return sorted(uses, key=lambda url: (url in looked, looked.get(url)))[:most]


@transaction.atomic
def record(*, address: str, problem: str, on: date | None = None) -> None:
    """Keep what came of a look at a web address. What works again is no longer left."""
    link = Link.objects.select_for_update().filter(address=address).first()
    link = link or Link(address=address, is_own=False)
    if problem:
        _fail(link, problem, on or timezone.localdate())
        link.save()
        return
    link.problem, link.failed_on, link.last_failed_on = "", None, None
    link.ignored_until, link.ignored_reason, link.ignored_by = None, "", None
    link.checked_at = timezone.now()
    link.save()


def _fail(link: Link, problem: str, on: date) -> None:
    link.problem, link.last_failed_on = problem[:300], on
    link.failed_on = link.failed_on or on
    link.checked_at = timezone.now()


@transaction.atomic
def leave_until(*, link: Link, until: date, reason: str, by: audit.Actor) -> None:
    """Keep a link out of the lists until a day, for a reason. Raises ValidationError without either."""
    row = Link.objects.select_for_update().filter(pk=link.pk).first()
    if row is None or not row.problem:
        raise ValidationError("It works again, so there is nothing to leave.")
    if not reason.strip():
        raise ValidationError({"reason": "Say in a sentence why it may stay as it is."})
    today = timezone.localdate()
    if not today < until <= today + LONGEST_LEFT:
        raise ValidationError({"until": "Choose a day to come, at most a year from now."})
    row.ignored_until, row.ignored_reason, row.ignored_by = until, reason.strip(), audit.person(by)
    row.save(update_fields=["ignored_until", "ignored_reason", "ignored_by"])
    audit.record("leave link", by=by, about=row)


def broken_of(obj: Model) -> list[Link]:
    """Return the links in ``obj`` that do not work, left ones too. One query."""
    uses = ContentUse.objects.filter(holder_type=obj._meta.model_name, holder_id=obj.pk)
    return list(Link.objects.broken().filter(address__in=uses.values("target")))
