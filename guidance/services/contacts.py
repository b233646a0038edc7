"""A way to make contact as the public may know it, and as the last-known copy keeps it."""

from dataclasses import asdict, dataclass
from datetime import datetime, time

from guidance import opening_hours
from guidance.models import Helpline
from guidance.opening_hours import Opening, Period


@dataclass(frozen=True)
class Hours:
    """When a contact is open, as an adviser confirmed it."""

    always_open: bool
    on_bank_holidays: bool
    periods: tuple[Period, ...]

    @classmethod
    def of(cls, row: Helpline) -> "Hours | None":
        """The hours of ``row``; None where nobody has confirmed any."""
        if not row.hours_confirmed:
            return None
        periods = tuple(Period(period.weekday, period.opens, period.closes) for period in row.periods.all())
        if not (periods or row.always_open):
            return None
        return cls(row.always_open, bool(row.open_on_bank_holidays), periods)

    @classmethod
    def read(cls, kept: dict | None) -> "Hours | None":
        """The hours that ``keep`` wrote; None from a copy without any, as older ones are."""
        if kept is None:
            return None
        periods = tuple(
            Period(weekday, time.fromisoformat(opens), time.fromisoformat(closes))
            for weekday, opens, closes in kept["periods"]
        )
        return cls(kept["always_open"], kept["on_bank_holidays"], periods)

    def keep(self) -> dict:
        """Plain values for the copy."""
        periods = [[row.weekday, row.opens.isoformat(), row.closes.isoformat()] for row in self.periods]
        return {**asdict(self), "periods": periods}

    def opening(self, at: datetime) -> Opening:
        """Whether it is open at ``at``."""
        if self.always_open:
            return Opening(is_open=True)
        return opening_hours.opening(self.periods, on_bank_holidays=self.on_bank_holidays, at=at)


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
            hours=Hours.of(row),
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
        return cls(**{**kept, "hours": Hours.read(kept.get("hours"))})

    def keep(self) -> dict:
        """Plain values for the copy."""
        return {**asdict(self), "hours": self.hours.keep() if self.hours else None}

    def opening(self, at: datetime) -> Opening | None:
        """Whether it is open at ``at``; None where nobody has confirmed its hours."""
        return self.hours.opening(at) if self.hours else None
