"""The resource filters: the only place that knows the parameters of /resources/ and /resources.json.

A facet is a question about a resource with several possible answers. Answers to one facet widen the
list (any of them), answers to different facets narrow it (all of them). The count beside an answer
is what the reader would get by adding it, so an answer with no count is never offered.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django import forms
from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Lower
from django.http import QueryDict

from guidance import search
from guidance.models import Audience, Phase, Resource, RiskArea

BEST = ""
# Databases differ in where they put capitals and missing dates, so both are said.
SORTS = {
    BEST: ("Best match", (Lower("title"),)),
    "title": ("Title", (Lower("title"),)),
    "newest": ("Newest edition first", (F("edition").desc(nulls_last=True), Lower("title"))),
    "publisher": ("Publisher", (Lower("publisher__name"), Lower("title"))),
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


Values = dict[str, set[str]]
"""The values of one resource, by the name of the facet."""


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

    FACETS = ("risk", "audience", "phase", "kind", "section", "statutory", "greater_risk")

    def __init__(self, data: QueryDict) -> None:
        super().__init__(_tidied(data))
        self.fields["risk"].choices = list(RiskArea.objects.published().values_list("slug", "title"))
        self.fields["audience"].choices = list(Audience.objects.values_list("slug", "name"))
        self.fields["phase"].choices = list(Phase.objects.values_list("slug", "name"))
        for name in (*self.FACETS, "sort"):
            self.fields[name].error_messages["invalid_choice"] = "There is no “%(value)s” to choose here."

    def filter(self, queryset: QuerySet[Resource]) -> list[int]:
        """Return the primary keys in ``queryset`` that the chosen facets and the words admit, sorted."""
        return [pk for pk, values in self._candidates(queryset).items() if self._admits(values)]

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

    def _candidates(self, queryset: QuerySet[Resource]) -> dict[int, Values]:
        if not hasattr(self, "_found"):
            sort = self.cleaned_data.get("sort", "")
            rows = queryset.order_by(*SORTS[sort][1])
            if words := self.cleaned_data.get("q"):
                keys = search.keys_for(Resource, words)
                rows = _in_order(rows, keys) if sort == BEST else rows.filter(slug__in=keys)
            self._found = _values_by_key(rows)
        return self._found

    def _admits(self, values: Values, but: str = "") -> bool:
        return all(
            values[name] & set(chosen)
            for name in self.FACETS
            if name != but and (chosen := self.cleaned_data.get(name))
        )

    def _values(self, candidates: dict[int, Values], name: str) -> Iterable[str]:
        for values in candidates.values():
            if self._admits(values, but=name):
                yield from values[name]

    def _facet(self, name: str, counts: Counter) -> Facet:
        chosen = self.cleaned_data.get(name, [])
        answers = [
            Answer(str(value), str(label), counts[value], value in chosen)
            for value, label in self.fields[name].choices
        ]
        return Facet(name, self.fields[name].label, [answer for answer in answers if answer.offered])


def _in_order(rows: QuerySet[Resource], slugs: list[str]) -> QuerySet[Resource]:
    """The rows with these slugs, in the order of the slugs."""
    place = Case(*(When(slug=slug, then=number) for number, slug in enumerate(slugs)))
    return rows.filter(slug__in=slugs).order_by(place) if slugs else rows.none()


def _values_by_key(queryset: QuerySet[Resource]) -> dict[int, Values]:
    """Read what the facets ask about without making model instances: four queries, a few milliseconds."""
    found: dict[int, Values] = {
        pk: {
            "kind": {kind},
            "section": {section},
            "statutory": {"1"} if statutory else set(),
            "greater_risk": {"1"} if greater_risk else set(),
        }
        for pk, kind, section, statutory, greater_risk in queryset.values_list(
            "pk", "kind", "section", "statutory", "greater_risk"
        )
    }
    for name, field_name in (("risk", "risk_areas"), ("audience", "audiences"), ("phase", "phases")):
        for values in found.values():
            values[name] = set()
        through = Resource._meta.get_field(field_name)
        target = f"{through.m2m_reverse_field_name()}__slug"
        for pk, slug in through.remote_field.through.objects.values_list("resource_id", target):
            if pk in found:
                found[pk][name].add(slug)
    return found


def _tidied(data: QueryDict) -> QueryDict:
    """Leave empty values out; in the two facets that are a plain yes, read yes, true and on as 1."""
    data = data.copy()
    for name in list(data):
        data.setlist(name, [value for value in data.getlist(name) if value])
    for name in ("statutory", "greater_risk"):
        if name in data:
            values = {value.lower() for value in data.getlist(name)} - {"0", "no", "false", "off"}
            data.setlist(name, ["1" if value in {"1", "yes", "true", "on"} else value for value in values])
    return data
