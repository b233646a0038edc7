"""A way to make contact as the public may know it, and as the last-known copy keeps it."""

from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from guidance.models import Helpline
from guidance.opening_hours import Hours, Opening, Period, SpecialDay


@dataclass(frozen=True)
class Contact:
    """What the public may know of one way to make contact; empty text where nothing is confirmed."""

    slug: str
    title: str
    who: str
    about: str
    phone: str
    email: str
    hours_text: str
    hours: Hours | None = None

    @classmethod
    def of(cls, row: Helpline) -> "Contact":
        """What the public may know of ``row``."""
        return cls(
            slug=row.slug,
            title=row.title,
            who=row.who,
            about=row.about,
            phone=row.public_phone,
            email=row.public_email,
            hours_text=row.hours_text,
            hours=row.main_hours if row.hours_confirmed else None,
        )

    @classmethod
    def shipped(cls, slug: str, row: dict) -> "Contact":
        """What the fixture ``row`` lets the public know. Of hours nothing: nobody has confirmed any there."""
        return cls(
            slug=slug,
            title=row["title"],
            who=row["who"],
            about=row["about"],
            phone=row.get("phone", "") if row.get("phone_confirmed") else "",
            email=row.get("email", "") if row.get("email_confirmed") else "",
            hours_text=row.get("hours_text", ""),
        )

    @classmethod
    def read(cls, kept: dict) -> "Contact":
        """The contact that ``keep`` wrote. Raises KeyError, TypeError or ValueError for anything else."""
        return cls(**{**kept, "hours": read_hours(kept.get("hours"))})

    def keep(self) -> dict:
        """Plain values for the copy."""
        return {**asdict(self), "hours": kept_hours(self.hours) if self.hours else None}

    def opening(self, at: datetime) -> Opening | None:
        """Whether it is open at ``at``; None where nobody has confirmed its hours."""
        return self.hours.opening(at) if self.hours else None


def kept_hours(hours: Hours) -> dict:
    """Plain values for the copy. Where nothing new is used, an older release reads it too."""
    kept: dict = {
        "always_open": hours.always_open,
        "on_bank_holidays": hours.on_bank_holidays,
        "periods": [
            [
                row.weekday,
                row.opens.isoformat(),
                row.closes.isoformat(),
                *([True] if row.term_time_only else []),
            ]
            for row in hours.periods
        ],
    }
    if hours.special_days:
        kept["special_days"] = [_kept_day(row) for row in hours.special_days]
    if hours.terms:
        kept["terms"] = [[first.isoformat(), last.isoformat()] for first, last in hours.terms]
    return kept


def _kept_day(row: SpecialDay) -> list:
    times = [one and one.isoformat() for one in (row.opens, row.closes)]
    return [row.day.isoformat(), *times, *([row.reason] if row.reason else [])]


def read_hours(kept: dict | None) -> Hours | None:
    """The hours that ``kept_hours`` wrote; None from a copy without any, as older ones are."""
    if kept is None:
        return None
    return Hours(
        kept["always_open"],
        kept["on_bank_holidays"],
        tuple(
            Period(weekday, time.fromisoformat(opens), time.fromisoformat(closes), *in_term)
            for weekday, opens, closes, *in_term in kept["periods"]
        ),
        tuple(
            SpecialDay(
                date.fromisoformat(day),
                opens and time.fromisoformat(opens),
                closes and time.fromisoformat(closes),
                *reason,
            )
            for day, opens, closes, *reason in kept.get("special_days", ())
        ),
        tuple((date.fromisoformat(first), date.fromisoformat(last)) for first, last in kept.get("terms", ())),
    )
