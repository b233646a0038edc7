"""What somebody chose for a pack, as the address of the pack says it. Asks nothing of the database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.http import QueryDict
from django.utils import timezone
from django.utils.http import urlencode

from guidance.models import GuidancePage, Handout, Helpline, Publishable
from lesas_portal.core.working_days import add_months

KINDS: Mapping[str, type[Publishable]] = {"page": GuidancePage, "handout": Handout, "helpline": Helpline}
"""What can be chosen one by one, by the name of its parameter, in the order in which a pack has it."""
AUDIENCES = {"staff": "Briefing for staff", "parents": "Pack for parents and carers"}
MOST = 20
"""Items of one pack: about thirty sheets of paper."""
MONTHS = 12
LONGEST_SLUG = 100


class ChoiceError(Exception):
    """What was chosen makes no pack. Its words say what to do."""


@dataclass(frozen=True)
class Choice:
    """The slugs of what was chosen, by kind; whom it is for; since when updates are in it, if they are."""

    audience: str
    slugs: Mapping[str, tuple[str, ...]]
    since: date | None = None

    @property
    def query(self) -> str:
        """What stands behind ``?`` in the address of this pack."""
        pairs = [("audience", self.audience)]
        pairs += [(name, slug) for name, slugs in self.slugs.items() for slug in slugs]
        return urlencode(pairs + ([("since", self.since.isoformat())] if self.since else []))

    @property
    def is_empty(self) -> bool:
        """Whether nothing would be in the pack."""
        return not any(self.slugs.values()) and self.since is None

    def without(self, name: str, slug: str, instead: str = "") -> "Choice":
        """Return the same choice with ``instead`` in the place of one item, or without it."""
        changed = [instead if one == slug else one for one in self.slugs[name]]
        kept = tuple(dict.fromkeys(filter(None, changed)))
        return Choice(self.audience, {**self.slugs, name: kept}, self.since)


def read(data: QueryDict) -> Choice:
    """Return what the address says. Raises ChoiceError where it is too much, nothing, or none of ours."""
    audience = data.get("audience", "staff")
    slugs = {name: tuple(dict.fromkeys(data.getlist(name))) for name in KINDS}
    since = _since(data.get("since", ""))
    number = sum(map(len, slugs.values()))
    choice = Choice(audience, slugs, since)
    if audience not in AUDIENCES or not all(_is_slug(slug) for found in slugs.values() for slug in found):
        raise ChoiceError("The address names something that cannot be chosen. Choose again from the list.")
    if number > MOST:
        raise ChoiceError(f"Choose {MOST} things or fewer; you chose {number}.")
    if choice.is_empty:
        raise ChoiceError(
            "Choose at least one page, hand-out or helpline, or the day from which updates go in."
        )
    return choice


def chosen_so_far(data: QueryDict) -> Mapping[str, frozenset[str]]:
    """Return what stands in the address, whatever it is, to tick it again where it is on offer."""
    names = (*KINDS, "audience", "since")
    return {name: frozenset(data.getlist(name)) for name in names}


def months(today: date) -> Iterator[date]:
    """Yield the first days of months since which updates may be wanted, the newest first."""
    first = today.replace(day=1)
    for before in range(MONTHS):
        yield add_months(first, -before)


def _since(text: str) -> date | None:
    if not text:
        return None
    try:
        since = date.fromisoformat(text)
    except ValueError:
        since = None
    today = timezone.localdate()
    if since is None or not today - timedelta(days=731) <= since <= today:
        raise ChoiceError("Choose the day from which updates go in from the list.")
    return since


def _is_slug(text: str) -> bool:
    if len(text) > LONGEST_SLUG:
        return False
    try:
        validate_slug(text)
    except ValidationError:
        return False
    return True
