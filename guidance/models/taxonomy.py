"""The two small tables that content is filed by besides risk areas: audiences, and phases with needs."""

from collections.abc import Collection, Iterable
from typing import ClassVar

from django.db import models

from lesas_portal.core.setting_types import NEEDS, PHASES


class Label(models.Model):
    """A word to file content under; its slug is the value in filter addresses."""

    slug = models.SlugField(
        "address", max_length=30, unique=True, help_text="How it stands in the addresses of filtered lists."
    )
    name = models.CharField(max_length=60, unique=True, help_text="As readers see it.")
    order = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first.")

    class Meta:
        abstract = True
        ordering = ["order", "name"]

    def __str__(self) -> str:
        return self.name


class Audience(Label):
    """Who content is for: a role in a setting, parents, or children."""


class PhaseQuerySet(models.QuerySet["Phase"]):
    """Ages and needs: two questions to a reader, kept in one table."""

    def labels(self) -> dict[str, dict[str, str]]:
        """Return what the answers of the facets ``phase`` and ``need`` are called, in one query."""
        names = dict(self.values_list("slug", "name"))
        return {
            "phase": {slug: name for slug, name in names.items() if slug not in NEEDS},
            "need": {slug: name for slug, name in names.items() if slug in NEEDS},
        }


class Phase(Label):
    """A stage of education, or special educational needs and disabilities (SEND)."""

    objects: ClassVar = PhaseQuerySet.as_manager()

    @property
    def is_need(self) -> bool:
        """Whether it is a need, which children of any age may have."""
        return self.slug in NEEDS


def covers_every_age(phases: Iterable[Phase]) -> bool:
    """Whether content filed under ``phases`` is for every age."""
    return {phase.slug for phase in phases} >= set(PHASES)


def age_range(phases: Collection[Phase]) -> str:
    """Return the ages among ``phases`` in a few words: "Primary to post-16", "Early years, post-16".

    Empty for none and for all: every age sets nothing apart.
    """
    if covers_every_age(phases):
        return ""
    names = {phase.slug: phase.name for phase in phases if not phase.is_need}
    places = [place for place, slug in enumerate(PHASES) if slug in names]
    in_order = [names[slug] for slug in PHASES if slug in names]
    if len(places) > 2 and places[-1] - places[0] == len(places) - 1:
        return f"{in_order[0]} to {in_order[-1].lower()}"
    return ", ".join([*in_order[:1], *(name.lower() for name in in_order[1:])])


def describe(phases: Collection[Phase]) -> str:
    """Return for whom content filed under ``phases`` is, as sentences."""
    ages = [phase.name for phase in phases if not phase.is_need]
    needs = [phase.name for phase in phases if phase.is_need]
    said = ["All phases"] if covers_every_age(phases) else [f"Phases: {in_a_row(ages)}"] if ages else []
    with_needs = [f"With {_in_a_sentence(need)}" for need in needs]
    return "".join(f"{sentence}. " for sentence in (*said, *with_needs))


def in_a_row(labels: Iterable[object]) -> str:
    """Return the names of ``labels`` in a row: behind the first they stand in the middle of a sentence."""
    first, *others = [str(label) for label in labels] or [""]
    return ", ".join([first, *map(_in_a_sentence, others)])


def _in_a_sentence(name: str) -> str:
    is_abbreviation = name[:2].isupper()
    return name if is_abbreviation else name[:1].lower() + name[1:]
