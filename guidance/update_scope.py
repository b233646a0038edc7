"""Whose updates: everybody's, or those of one risk area, role or phase; and where they are followed."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404
from django.urls import reverse

from guidance.models import Phase, Publishable, RiskArea, Role, Update
from guidance.models.role import ON_HOME


@dataclass(frozen=True)
class Scope:
    """What a feed carries: at most one of the three is set."""

    area: RiskArea | None = None
    role: Role | None = None
    phase: Phase | None = None

    @property
    def name(self) -> str:
        """What it is about, as a part of a title; empty for everything."""
        return self.area.title if self.area else self.role.name if self.role else self.phase_name

    @property
    def phase_name(self) -> str:
        return self.phase.name if self.phase else ""

    @property
    def key(self) -> str:
        """The end of its lasting name and of its address: content, for/dsl, phase/primary."""
        if self.area:
            return self.area.slug
        if self.role:
            return f"for/{self.role.slug}"
        return f"phase/{self.phase.slug}" if self.phase else ""

    @property
    def feed_path(self) -> str:
        """Where its feed is."""
        return self._path("feed")

    @property
    def page_path(self) -> str:
        """Where people read more of it: the risk area, the door of the role, else all updates."""
        if self.area:
            return self.area.get_absolute_url()
        return self.role.get_absolute_url() if self.role else reverse("guidance:updates")

    def _path(self, kind: str) -> str:
        if self.area:
            return reverse(f"guidance:risk_{kind}", args=[self.area.slug])
        if self.role:
            return reverse(f"guidance:role_{kind}", args=[self.role.slug])
        if self.phase:
            return reverse(f"guidance:phase_{kind}", args=[self.phase.slug])
        return reverse(f"guidance:{kind}")

    def within(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return those of ``rows``, all of one kind of content, that stand in it.

        An update that names no role, or no phase, is for all of them. What is not filed by what is asked for
        stands in no such scope.
        """
        model = rows.model
        if self.area:
            return _of_area(rows, self.area)
        if self.role:
            if model is Role:
                return rows.filter(pk=self.role.pk)
            return _filed_under(rows, "audiences", self.role.audiences.all())
        return _filed_under(rows, "phases", [self.phase]) if self.phase else rows


def scope_or_404(risk: str = "", role: str = "", phase: str = "") -> Scope:
    """Return the scope that an address names; everything for none. Raises Http404 for what is not public."""
    if role:
        return Scope(role=get_object_or_404(Role.objects.published().exclude(slug=ON_HOME), slug=role))
    if phase:
        return Scope(phase=get_object_or_404(Phase, slug=phase))
    return Scope(area=get_object_or_404(RiskArea.objects.published(), slug=risk)) if risk else Scope()


def _of_area(rows: QuerySet[Any], area: RiskArea) -> QuerySet[Any]:
    if rows.model is RiskArea:
        return rows.filter(pk=area.pk)
    return rows.filter(risk_areas=area) if _has(rows.model, "risk_areas") else rows.none()


def _filed_under(rows: QuerySet[Any], name: str, labels: Any) -> QuerySet[Any]:
    """Rows with one of ``labels``, each once."""
    if not _has(rows.model, name):
        return rows.none()
    through = rows.model._meta.get_field(name).remote_field.through
    column = f"{rows.model._meta.model_name}_id"
    label = through._meta.get_field(name.removesuffix("s")).name
    under = through._default_manager.filter(**{f"{label}__in": labels}).values(column)
    found = Q(pk__in=under)
    if rows.model is Update:
        found |= ~Q(pk__in=through._default_manager.values(column))
    return rows.filter(found)


def _has(model: type[Publishable], name: str) -> bool:
    return any(field.name == name for field in model._meta.many_to_many)
