"""What follows when somebody saves the contact details of a helpline: its hours, and who confirmed what."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from guidance import phone_numbers
from guidance.models import Confirmation, Helpline
from guidance.models.confirmation import Detail
from guidance.opening_hours import Period, SpecialDay
from guidance.services import seeding
from lesas_portal.core import audit


@dataclass(frozen=True)
class Told:
    """Who outside told us, and on which day."""

    by: str
    on: date


@transaction.atomic
def write(
    *,
    helpline: Helpline,
    weekly: Iterable[tuple[str, Period]] | None,
    special: Iterable[tuple[str, SpecialDay]] | None,
    told: Mapping[Detail, Told],
    by: audit.Actor,
) -> None:
    """Write hours, where they are given, and keep who confirmed each detail of ``told`` as it is now.

    Call it in the transaction in which the row was saved, which is noted there.
    """
    if weekly is not None:
        seeding.replace_opening_periods(periods={helpline: weekly})
    if special is not None:
        seeding.replace_special_days(days={helpline: special})
    helpline.forget_hours()
    _keep(helpline, told, by)


def _keep(helpline: Helpline, told: Mapping[Detail, Told], by: audit.Actor) -> None:
    """Keep who confirmed each detail, as it is now."""
    Confirmation.objects.bulk_create(
        Confirmation(
            helpline=helpline,
            detail=detail,
            value=in_words(helpline, detail),
            told_by=one.by,
            told_on=one.on,
            by=audit.person(by),
        )
        for detail, one in told.items()
    )


def in_words(helpline: Helpline, detail: Detail) -> str:
    """Return a detail of ``helpline`` as people read it; empty where there is none."""
    match detail:
        case Detail.PHONE:
            return helpline.phone
        case Detail.TEXT:
            return f"{helpline.text_word} {helpline.text_number}".strip()
        case Detail.EMAIL:
            return helpline.email
    return helpline.all_hours_words


def differ(detail: Detail, before: Helpline, after: Helpline) -> bool:
    """Whether two states of a helpline say something else of a detail."""
    one, other = in_words(before, detail), in_words(after, detail)
    if detail in {Detail.PHONE, Detail.TEXT}:
        return phone_numbers.digits(one) != phone_numbers.digits(other)
    return one != other
