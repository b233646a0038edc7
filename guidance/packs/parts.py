"""The parts of a pack, as they are public now, with what is to be said of their age."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone

from guidance.models import Handout, Helpline, Publishable, Resource, Revision
from guidance.models.resource_card import Source
from guidance.packs.choice import AUDIENCES, KINDS, Choice
from guidance.packs.marks import Mark
from guidance.policies.placeholders import long_date
from guidance.services import included
from guidance.told import Told, told_of
from guidance.update_entries import UpdateEntries, UpdateEntry

MOST_UPDATES = 10
NOTHING_NEW = "Nothing is new since then."
HEADING = re.compile(r"^#(?=#{1,2} )", re.MULTILINE)
PLACE = re.compile(r"\]\(#")
"""A link within a page: in a pack it leads to that page, for its places have other names there."""


@dataclass(frozen=True)
class Gone:
    """Something chosen that readers cannot get now: its title, empty for what never was there, and what
    replaces it, if anything does."""

    title: str
    successor: Publishable | None = None


class GoneError(Exception):
    """Some of what was chosen is not public now; ``instead`` has what replaces it, or leaves it out."""

    def __init__(self, gone: Sequence[Gone], instead: Choice) -> None:
        super().__init__(len(gone))
        self.gone, self.instead = gone, instead


@dataclass(frozen=True)
class PackPart:
    """A page or a hand-out: ``body`` is Markdown with what it names, below a heading of the second level."""

    anchor: str
    title: str
    path: str
    summary: str
    body: str
    content_date: date | None
    mark: Mark


@dataclass(frozen=True)
class PackHelpline:
    """A helpline, with its hours and its website fetched."""

    anchor: str
    row: Helpline
    mark: Mark

    @property
    def title(self) -> str:
        """Its name."""
        return self.row.title


@dataclass(frozen=True)
class Pack:
    """Everything in one document."""

    choice: Choice
    title: str
    made_on: date
    parts: list[PackPart]
    helplines: list[PackHelpline]
    updates: list[Told]
    has_older: bool
    """Whether there are updates since then that are not in it."""
    sources: tuple[Source, ...]

    @property
    def since(self) -> date | None:
        """The day since which updates are in it, if they are."""
        return self.choice.since

    @property
    def new_since(self) -> str:
        """The heading of the updates: since when they are new here, whenever the changes themselves were."""
        return f"New from LESAS since {long_date(self.since)}" if self.since else ""

    @property
    def to_check(self) -> list[PackPart | PackHelpline]:
        """What is to be checked before it is used."""
        items: list[PackPart | PackHelpline] = [*self.parts, *self.helplines]
        return [item for item in items if item.mark.is_to_check]

    @property
    def content_date(self) -> date:
        """The day of the newest words in it."""
        dates = [part.content_date for part in self.parts]
        dates += [timezone.localdate(update.entry.published) for update in self.updates]
        return max(filter(None, dates), default=self.made_on)


def gather(choice: Choice) -> Pack:
    """Return what was chosen. Raises GoneError where some of it is not public now.

    Ten queries, however much is chosen; more after an edit, where texts name things.
    """
    rows = _rows(choice)
    texts = [*rows["page"], *rows["handout"]]
    bodies = included.all_expanded([row.body for row in texts])
    updates = told_of(_entries(choice.since))
    return Pack(
        choice=choice,
        title=AUDIENCES[choice.audience],
        made_on=timezone.localdate(),
        parts=list(map(_part, texts, bodies)),
        helplines=[PackHelpline(f"helpline-{row.slug}", row, Mark.of(row)) for row in rows["helpline"]],
        updates=updates[:MOST_UPDATES],
        has_older=len(updates) > MOST_UPDATES,
        sources=_sources(rows),
    )


def _rows(choice: Choice) -> dict[str, list[Any]]:
    """The chosen rows of each kind in the order of their lists."""
    rows = {name: _found(name, choice.slugs[name]) for name in KINDS}
    missing = [
        (name, slug)
        for name, slugs in choice.slugs.items()
        for slug in slugs
        if slug not in {row.slug for row in rows[name]}
    ]
    if missing:
        raise _gone(choice, missing)
    return rows


def _found(name: str, slugs: Sequence[str]) -> list[Any]:
    if not slugs:
        return []
    model = KINDS[name]
    if model is Helpline:
        return list(Helpline.objects.published().filter(slug__in=slugs).with_hours())
    rows = model._default_manager.published().filter(slug__in=slugs)
    return list(rows.annotate(changed_at=Revision.objects.newest_at(model)))


def _gone(choice: Choice, missing: Iterable[tuple[str, str]]) -> GoneError:
    gone, kept = [], choice
    for name, slug in missing:
        row = KINDS[name]._default_manager.was_published().filter(slug=slug).first()
        has_ended = row is not None and row.state() is Publishable.State.ENDED
        successor = row.replacement if row and not has_ended else None
        kept = kept.without(name, slug, successor.slug if successor else "")
        gone.append(Gone(row.title if row else "", successor))
    return GoneError(gone, kept)


def _part(row: Any, body: str) -> PackPart:
    return PackPart(
        anchor=f"part-{row.slug}",
        title=row.title,
        path=row.get_absolute_url(),
        summary=row.summary,
        body=PLACE.sub(f"]({row.get_absolute_url()}#", HEADING.sub("##", body)),
        content_date=row.content_date(),
        mark=Mark.of(row),
    )


def _entries(since: date | None) -> list[UpdateEntry]:
    if since is None:
        return []
    newest = UpdateEntries()[: MOST_UPDATES + 1]
    return [entry for entry in newest if timezone.localdate(entry.published) >= since]


def _sources(rows: dict[str, list[Any]]) -> tuple[Source, ...]:
    pages, handouts = rows["page"], rows["handout"]
    if not pages and not handouts:
        return ()
    of_handouts = Handout.sources.through._default_manager.filter(handout__in=handouts).values("resource")
    named = Q(cited_by__in=pages) | Q(pk__in=of_handouts)
    return Resource.objects.published().filter(named).distinct().as_sources()
