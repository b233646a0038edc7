"""The resource filters: the only place that knows the parameters of /resources/ and /resources.json.

A facet is a question about a resource with several possible answers. Answers to one facet widen the
list (any of them), answers to different facets narrow it (all of them). The count beside an answer
is what the reader would get by adding it, so an answer with no count is never offered.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django import forms
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.utils.text import smart_split

from guidance.models import Audience, Phase, Resource, RiskArea

SORTS = {
    "title": ("Title", ("title",)),
    "newest": ("Newest edition first", ("-edition", "title")),
    "publisher": ("Publisher", ("publisher__name", "title")),
}


@dataclass(frozen=True)
class Answer:
    """One value of a facet as the page shows it."""

    value: str
    label: str
    count: int
    chosen: bool

    @property
    def offered(self) -> bool:
        """Whether choosing it leads anywhere, or it is chosen and must be removable."""
        return self.chosen or self.count > 0


@dataclass(frozen=True)
class Facet:
    """One filter with its answers."""

    name: str
    label: str
    answers: list[Answer] = field(default_factory=list)


@dataclass(frozen=True)
class Chip:
    """A chosen answer and the address without it."""

    facet: str
    label: str
    query: str


class ResourceFilter(forms.Form):
    """A bound GET form over the inventory.

    ``filter()`` narrows a queryset, ``facets()`` counts, ``chips()`` lists what is chosen. An unknown
    value makes the form invalid; unknown parameters are ignored, since newsletters add their own.
    """

    q = forms.CharField(label="Words", required=False, max_length=200, strip=True)
    risk = forms.MultipleChoiceField(label="Risk area", required=False)
    audience = forms.MultipleChoiceField(label="For", required=False)
    phase = forms.MultipleChoiceField(label="Phase", required=False)
    kind = forms.MultipleChoiceField(label="Kind", required=False, choices=Resource.Kind.choices)
    section = forms.MultipleChoiceField(label="Section", required=False, choices=Resource.Section.choices)
    statutory = forms.MultipleChoiceField(
        label="Statutory", required=False, choices=[("1", "Statutory only")]
    )
    greater_risk = forms.MultipleChoiceField(
        label="Children at greater risk",
        required=False,
        choices=[("1", "For children at greater risk of harm")],
    )
    sort = forms.ChoiceField(
        label="Sort by",
        required=False,
        choices=[(value, label) for value, (label, _) in SORTS.items()],
    )

    FACETS: dict[str, Callable[[Resource], Iterable[str]]] = {
        "risk": lambda resource: [area.slug for area in resource.risk_areas.all()],
        "audience": lambda resource: [audience.slug for audience in resource.audiences.all()],
        "phase": lambda resource: [phase.slug for phase in resource.phases.all()],
        "kind": lambda resource: [resource.kind],
        "section": lambda resource: [resource.section],
        "statutory": lambda resource: ["1"] if resource.statutory else [],
        "greater_risk": lambda resource: ["1"] if resource.greater_risk else [],
    }

    def __init__(self, data: QueryDict) -> None:
        super().__init__(_one_as_flag(data))
        self.fields["risk"].choices = list(RiskArea.objects.published().values_list("slug", "title"))
        self.fields["audience"].choices = list(Audience.objects.values_list("slug", "name"))
        self.fields["phase"].choices = list(Phase.objects.values_list("slug", "name"))

    def filter(self, queryset: QuerySet[Resource]) -> list[Resource]:
        """Return the resources of ``queryset`` that every chosen facet and the words admit, sorted."""
        candidates = self._candidates(queryset)
        return [resource for resource in candidates if self._admits(resource)]

    def facets(self, queryset: QuerySet[Resource]) -> list[Facet]:
        """Return every facet with the count that each answer would give, other facets held."""
        candidates = self._candidates(queryset)
        return [self._facet(name, Counter(self._values(candidates, name))) for name in self.FACETS]

    def chips(self) -> list[Chip]:
        """Return what is chosen, each with the query string that removes it."""
        chips = []
        for name in self.FACETS:
            labels = dict(self.fields[name].choices)
            chips += [
                Chip(self.fields[name].label, labels[value], self.query(without=(name, value)))
                for value in self.cleaned_data.get(name, [])
            ]
        if words := self.cleaned_data.get("q"):
            chips.append(Chip("Words", words, self.query(without=("q", words))))
        return chips

    def query(self, *, without: tuple[str, str] | None = None) -> str:
        """Return the query string of what is chosen, in a fixed order, leaving ``without`` out."""
        chosen = QueryDict(mutable=True)
        for name in (*self.FACETS, "q", "sort"):
            values = self.cleaned_data.get(name) or []
            for value in [values] if isinstance(values, str) else values:
                if (name, value) != without:
                    chosen.appendlist(name, value)
        return chosen.urlencode()

    def _candidates(self, queryset: QuerySet[Resource]) -> list[Resource]:
        if not hasattr(self, "_found"):
            _, order = SORTS[self.cleaned_data.get("sort") or "title"]
            rows = queryset.filter(self._words()).order_by(*order).select_related("publisher")
            self._found = list(rows.prefetch_related("risk_areas", "audiences", "phases"))
        return self._found

    def _words(self) -> Q:
        condition = Q()
        for word in smart_split(self.cleaned_data.get("q", "")):
            condition &= Q(title__icontains=word) | Q(summary__icontains=word) | Q(keywords__icontains=word)
        return condition

    def _admits(self, resource: Resource, but: str = "") -> bool:
        return all(
            set(chosen) & set(values(resource))
            for name, values in self.FACETS.items()
            if name != but and (chosen := self.cleaned_data.get(name))
        )

    def _values(self, candidates: list[Resource], name: str) -> Iterable[str]:
        for resource in candidates:
            if self._admits(resource, but=name):
                yield from self.FACETS[name](resource)

    def _facet(self, name: str, counts: Counter) -> Facet:
        chosen = self.cleaned_data.get(name, [])
        answers = [
            Answer(str(value), str(label), counts[value], value in chosen)
            for value, label in self.fields[name].choices
        ]
        return Facet(name, self.fields[name].label, [answer for answer in answers if answer.offered])


def _one_as_flag(data: QueryDict) -> QueryDict:
    """Read yes, true and on as 1 in the two facets that are a plain yes, and leave a plain no out."""
    data = data.copy()
    for name in ("statutory", "greater_risk"):
        if name in data:
            values = {value.lower() for value in data.getlist(name)} - {"", "0", "no", "false", "off"}
            data.setlist(name, ["1" if value in {"1", "yes", "true", "on"} else value for value in values])
    return data
