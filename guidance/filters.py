"""The filters of the inventory and of search: the only place that knows the parameters of their addresses."""

from collections.abc import Mapping

from django import forms
from django.db.models import Case, Count, F, OuterRef, Subquery, When
from django.db.models.functions import Coalesce, Lower
from django.http import QueryDict

from guidance import search
from guidance.facet_form import Chip, Facet, FacetForm, Values, stages
from guidance.models import Audience, GuidancePage, Phase, Resource, RiskArea, SearchDocument
from guidance.models.resource import ResourceQuerySet

BEST = ""
# Of some ten statutory documents, those that our guidance names most stand in the first screen.
USES = (
    GuidancePage.objects.filter(sources=OuterRef("pk"))
    .order_by()
    .values("sources")
    .annotate(number=Count("*"))
    .values("number")
)
STATUTORY_BY_USE = Case(When(statutory=True, then=Coalesce(Subquery(USES), 0)), default=0)
# Databases differ in where they put capitals and missing dates, so both are said.
SORTS = {
    BEST: ("Statutory first", (F("statutory").desc(), STATUTORY_BY_USE.desc(), Lower("title"))),
    "title": ("Title", (Lower("title"),)),
    "newest": ("Newest edition first", (F("edition").desc(nulls_last=True), Lower("title"))),
    "publisher": ("Publisher", (Lower("publisher__name"), Lower("title"))),
}


class SearchForm(FacetForm):
    """The words and filters of the search page; odd or too many words are never refused."""

    q = forms.CharField(label="What are you looking for?", required=False, strip=False)
    kind = forms.MultipleChoiceField(label="Kind", required=False, choices=SearchDocument.Kind.choices)
    risk = forms.MultipleChoiceField(label="Risk area", required=False)
    phase = forms.MultipleChoiceField(label="Phase", required=False)
    need = forms.MultipleChoiceField(label="Need", required=False)
    exact = forms.ChoiceField(required=False, choices=[("1", "Search for the words as typed")])

    FACETS = ("kind", "risk", "phase", "need")
    OTHERS = ("q", "exact")

    def __init__(self, data: QueryDict, vocabulary: search.Vocabulary) -> None:
        super().__init__(data)
        for name in ("risk", "phase", "need"):
            self.offer(name, vocabulary.labels[name].items())

    def filters(self) -> search.SearchFilters:
        """What is chosen, as search takes it."""
        return search.SearchFilters(**{name: tuple(self.cleaned_data[name]) for name in self.FACETS})

    def facets(self, results: search.SearchResults) -> list[Facet]:
        """Return the facets that have something to choose, counted over ``results``."""
        rows = (
            ({"kind": [kind], "risk": risk_areas.split(), **stages(phases.split())}, number)
            for (kind, risk_areas, phases), number in results.tally.items()
        )
        return [facet for facet in self.count(rows) if facet.answers]


class ResourceFilter(FacetForm):
    """The filters of the inventory: ``filter()`` narrows a queryset, ``facets()`` counts."""

    q = forms.CharField(label="Words", required=False, max_length=200, strip=True)
    risk = forms.MultipleChoiceField(label="Risk area", required=False)
    audience = forms.MultipleChoiceField(label="For", required=False)
    phase = forms.MultipleChoiceField(label="Phase", required=False)
    need = forms.MultipleChoiceField(label="Need", required=False)
    kind = forms.MultipleChoiceField(label="Kind", required=False, choices=Resource.Kind.choices)
    section = forms.MultipleChoiceField(
        label="Part of the list", required=False, choices=Resource.Section.choices
    )
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

    FACETS = ("risk", "audience", "phase", "need", "kind", "section", "statutory", "greater_risk")
    # An organisation chart of publishers says nothing to readers; links that people keep go on working.
    FOLDED = ("section",)
    OTHERS = ("q", "sort")

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self._found: Mapping[int, Values] | None = None
        self.offer("risk", RiskArea.objects.published().values_list("slug", "title"))
        self.offer("audience", Audience.objects.values_list("slug", "name"))
        for name, labels in Phase.objects.labels().items():
            self.offer(name, labels.items())
        if self.data.get("q"):
            self.offer("sort", [(BEST, "Best match"), *list(self.choices("sort").items())[1:]])

    def filter(self, queryset: ResourceQuerySet) -> list[int]:
        """Return the primary keys in ``queryset`` that the chosen facets and the words admit, sorted."""
        return [pk for pk, values in self._candidates(queryset).items() if self.admits(values)]

    def facets(self, queryset: ResourceQuerySet) -> list[Facet]:
        """Return every facet, counted over ``queryset`` and the words."""
        return self.count((values, 1) for values in self._candidates(queryset).values())

    def chips(self) -> list[Chip]:
        """Return what is chosen, the words as well, each with the query string that removes it."""
        words = self.cleaned_data.get("q")
        return [*super().chips(), *([Chip("Words", words, self.query("q"))] if words else [])]

    def _candidates(self, queryset: ResourceQuerySet) -> Mapping[int, Values]:
        if self._found is None:
            sort = self.cleaned_data.get("sort", "")
            rows = queryset.order_by(*SORTS[sort][1])
            if words := self.cleaned_data.get("q"):
                slugs = search.keys_for(Resource, words)
                rows = rows.in_order_of(slugs) if sort == BEST else rows.filter(slug__in=slugs)
            self._found = {pk: {**values, **stages(values["phase"])} for pk, values in rows.labels().items()}
        return self._found
