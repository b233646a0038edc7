"""The filters of the inventory and of search: the only place that knows the parameters of their addresses.

A facet is a question with several possible answers. Answers to one facet widen the list (any of them),
answers to different facets narrow it (all of them). The count beside an answer is what the reader would get
by adding it, so an answer with no count is never offered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import cast

from django import forms
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.db.models import Case, F, QuerySet, When
from django.db.models.functions import Lower
from django.http import Http404, QueryDict

from guidance import search
from guidance.models import Audience, Phase, Resource, RiskArea, SearchDocument
from guidance.models.fields import many_to_many

BEST = ""
# Databases differ in where they put capitals and missing dates, so both are said.
SORTS = {
    BEST: ("Best match", (Lower("title"),)),
    "title": ("Title", (Lower("title"),)),
    "newest": ("Newest edition first", (F("edition").desc(nulls_last=True), Lower("title"))),
    "publisher": ("Publisher", (Lower("publisher__name"), Lower("title"))),
}
PAGE_OF_RESULTS_MISSING = "There is no such page of results."


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


Values = Mapping[str, Iterable[str]]
"""The values of one row, by the name of the facet."""


class FacetForm(forms.Form):
    """A bound GET form with facets.

    An unknown value makes the form invalid; unknown parameters are ignored, since newsletters add their own.
    """

    FACETS: tuple[str, ...] = ()
    OTHERS: tuple[str, ...] = ()
    """What else belongs into an address."""

    def __init__(self, data: QueryDict) -> None:
        super().__init__(_tidied(data))
        for name in (*self.FACETS, *self.OTHERS):
            self.fields[name].error_messages["invalid_choice"] = "There is no “%(value)s” to choose here."

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Let readers choose from ``choices``, values with their labels, in the facet ``name``."""
        cast(forms.ChoiceField, self.fields[name]).choices = list(choices)

    def admits(self, values: Values, but: str = "") -> bool:
        """Whether a row with ``values`` fits every facet that is chosen, ``but`` this one aside."""
        return all(
            not set(chosen).isdisjoint(values[name])
            for name in self.FACETS
            if name != but and (chosen := self.cleaned_data.get(name))
        )

    def count(self, rows: Iterable[tuple[Values, int]]) -> list[Facet]:
        """Return every facet with the count that each answer would give, other facets held.

        ``rows`` are values with the number of things that have them.
        """
        counts: dict[str, Counter[str]] = {name: Counter() for name in self.FACETS}
        for values, number in rows:
            for name in self.FACETS:
                if self.admits(values, but=name):
                    counts[name].update(dict.fromkeys(values[name], number))
        return [self._facet(name, counts[name]) for name in self.FACETS]

    def chips(self) -> list[Chip]:
        """Return what is chosen, each with the query string that removes it."""
        return [
            Chip(self._label(name), dict(self._choices(name))[value], self.query(name, value))
            for name in self.FACETS
            for value in self.cleaned_data.get(name, [])
        ]

    def query(self, without: str = "", value: str | None = None, **added: str) -> str:
        """Return the query string of what is chosen, in a fixed order, without ``value`` of ``without``."""
        chosen = QueryDict(mutable=True)
        for name in (*self.FACETS, *self.OTHERS):
            values = added.get(name) or self.cleaned_data.get(name) or []
            for one in [values] if isinstance(values, str) else values:
                if name != without or value not in {None, one}:
                    chosen.appendlist(name, one)
        return chosen.urlencode()

    @property
    def page_number(self) -> int:
        """The number of the page that is asked for; raises Http404 for what is no number."""
        try:
            return int(self.data.get("page") or 1)
        except ValueError:
            raise Http404(PAGE_OF_RESULTS_MISSING) from None

    def page_of(self, items, size: int) -> Page:
        """Return the page that is asked for, of ``items``; raises Http404 if there is none."""
        try:
            return Paginator(items, size).page(self.page_number)
        except (EmptyPage, PageNotAnInteger):
            raise Http404(PAGE_OF_RESULTS_MISSING) from None

    def _label(self, name: str) -> str:
        return str(self.fields[name].label)

    def _choices(self, name: str) -> list[tuple[str, str]]:
        return list(cast("Iterable[tuple[str, str]]", cast(forms.ChoiceField, self.fields[name]).choices))

    def _facet(self, name: str, counts: Counter) -> Facet:
        chosen = self.cleaned_data.get(name, [])
        answers = [
            Answer(str(value), str(label), counts[value], value in chosen)
            for value, label in self._choices(name)
        ]
        return Facet(name, self._label(name), [answer for answer in answers if answer.offered])


class SearchForm(FacetForm):
    """The words and filters of the search page; odd or too many words are never refused."""

    q = forms.CharField(label="What are you looking for?", required=False, strip=False)
    kind = forms.MultipleChoiceField(label="Kind", required=False, choices=SearchDocument.Kind.choices)
    risk = forms.MultipleChoiceField(label="Risk area", required=False)
    phase = forms.MultipleChoiceField(label="Phase", required=False)
    exact = forms.ChoiceField(required=False, choices=[("1", "Search for the words as typed")])

    FACETS = ("kind", "risk", "phase")
    OTHERS = ("q", "exact")

    def __init__(self, data: QueryDict, vocabulary: search.Vocabulary) -> None:
        super().__init__(data)
        for name in ("risk", "phase"):
            self.offer(name, vocabulary.labels[name].items())

    def filters(self) -> search.SearchFilters:
        """What is chosen, as search takes it."""
        return search.SearchFilters(**{name: tuple(self.cleaned_data[name]) for name in self.FACETS})

    def facets(self, results: search.SearchResults) -> list[Facet]:
        """Return the facets that have something to choose, counted over ``results``."""
        rows = (
            ({"kind": [kind], "risk": risk_areas.split(), "phase": phases.split()}, number)
            for kind, risk_areas, phases, number in results.tally
        )
        return [facet for facet in self.count(rows) if facet.answers]


class ResourceFilter(FacetForm):
    """The filters of the inventory: ``filter()`` narrows a queryset, ``facets()`` counts."""

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
    OTHERS = ("q", "sort")

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.offer("risk", RiskArea.objects.published().values_list("slug", "title"))
        self.offer("audience", Audience.objects.values_list("slug", "name"))
        self.offer("phase", Phase.objects.values_list("slug", "name"))

    def filter(self, queryset: QuerySet[Resource]) -> list[int]:
        """Return the primary keys in ``queryset`` that the chosen facets and the words admit, sorted."""
        return [pk for pk, values in self._candidates(queryset).items() if self.admits(values)]

    def facets(self, queryset: QuerySet[Resource]) -> list[Facet]:
        """Return every facet, counted over ``queryset`` and the words."""
        return self.count((values, 1) for values in self._candidates(queryset).values())

    def chips(self) -> list[Chip]:
        """Return what is chosen, the words as well, each with the query string that removes it."""
        words = self.cleaned_data.get("q")
        return [*super().chips(), *([Chip("Words", words, self.query("q"))] if words else [])]

    def _candidates(self, queryset: QuerySet[Resource]) -> Mapping[int, Values]:
        if not hasattr(self, "_found"):
            sort = self.cleaned_data.get("sort", "")
            rows = queryset.order_by(*SORTS[sort][1])
            if words := self.cleaned_data.get("q"):
                keys = search.keys_for(Resource, words)
                rows = _in_order(rows, keys) if sort == BEST else rows.filter(slug__in=keys)
            self._found = _values_by_key(rows)
        return self._found


def _in_order(rows: QuerySet[Resource], slugs: list[str]) -> QuerySet[Resource]:
    """The rows with these slugs, in the order of the slugs."""
    place = Case(*(When(slug=slug, then=number) for number, slug in enumerate(slugs)))
    return rows.filter(slug__in=slugs).order_by(place) if slugs else rows.none()


def _values_by_key(queryset: QuerySet[Resource]) -> Mapping[int, Values]:
    """Read what the facets ask about without making model instances: four queries, a few milliseconds."""
    found: dict[int, dict[str, set[str]]] = {
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
        m2m, through = many_to_many(Resource, field_name)
        target = f"{m2m.m2m_reverse_field_name()}__slug"
        for pk, slug in through._default_manager.values_list("resource_id", target):
            if pk in found:
                found[pk][name].add(slug)
    return found


def _tidied(data: QueryDict) -> QueryDict:
    """Leave empty values and null characters out; where a facet is a yes, read yes, true and on as 1."""
    data = data.copy()
    for name in list(data):
        values = data.getlist(name)
        data.setlist(name, [value.replace("\0", " ") if name == "q" else value for value in values if value])
    for name in ("statutory", "greater_risk"):
        if name in data:
            answers = {value.lower() for value in data.getlist(name)} - {"0", "no", "false", "off"}
            data.setlist(name, ["1" if value in {"1", "yes", "true", "on"} else value for value in answers])
    return data
