"""The filters of the inventory and of search: the only place that knows the parameters of their addresses."""

from collections import Counter
from functools import lru_cache
from typing import ClassVar

from django import forms
from django.db.models import CharField, Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, Lower
from django.http import QueryDict
from django.utils.functional import cached_property

from guidance import search
from guidance.facet_form import FacetForm, Values, stages
from guidance.facets import Chip, Facet
from guidance.models import Audience, ContentUse, Phase, Resource, RiskArea, SearchDocument
from guidance.models.resource_kind import FORMER_KINDS
from guidance.models.use import How
from guidance.services import inventory
from guidance.services.inventory import Inventory
from guidance.services.while_unchanged import while_unchanged
from guidance.shared_fields import SharedFields
from lesas_portal.core.addresses import address_of

BEST = ""


def _uses() -> Coalesce:
    """How many places of this site cite a resource or link to its page."""
    page = address_of("guidance:resource", "slug").removesuffix("slug/")
    itself = Concat(Value("resource:"), Cast(OuterRef("pk"), CharField()))
    found = ContentUse.objects.filter(
        Q(target=itself) | Q(target=Concat(Value(page), OuterRef("slug"), Value("/"))),
        how__in=[How.CITES, How.LINKS],
    )
    return Coalesce(Subquery(found.order_by().values(one=Value(1)).annotate(n=Count("*")).values("n")), 0)


# Databases differ in where they put capitals and missing dates, so both are said.
SORTS = {
    BEST: ("Statutory, then most used", (Lower("title"),)),
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
        super().__init__(data, _search_fields(vocabulary))

    def filters(self) -> search.SearchFilters:
        """What is chosen, as search takes it."""
        return search.SearchFilters(**{name: tuple(self.cleaned_data[name]) for name in self.FACETS})

    def facets(self, results: search.SearchResults) -> list[Facet]:
        """Return the facets that have something to choose, counted over ``results``."""
        rows = ((_values(*labels), number) for labels, number in results.tally.items())
        return [facet for facet in self.count(rows) if facet.answers]


@lru_cache(maxsize=1024)
def _values(kind: str, risk_areas: str, phases: str) -> Values:
    """The values of what is labelled so, as documents are."""
    return {"kind": {kind}, "risk": set(risk_areas.split()), **stages(phases.split())}


class ResourceFilter(FacetForm):
    """The filters of the inventory: ``filter()`` narrows it, ``facets()`` counts."""

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
    # On the page: what staff ask first.
    SHOWN = ("statutory", "risk", "phase", "audience", "kind", "need", "greater_risk")
    # An organisation chart of publishers says nothing to readers; links that people keep go on working.
    FOLDED = ("section",)
    OTHERS = ("q", "sort")
    FORMER: ClassVar = {"kind": FORMER_KINDS}

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, _resource_fields(has_words=bool(data.get("q"))))

    def filter(self) -> list[int]:
        """Return the primary keys of the public resources that the facets and the words admit, sorted."""
        if self._words and self._sort == BEST:
            return self._inventory.keys_in_order(self._slugs, self._admitted())
        return self._inventory.keys_of(self._admitted())

    def facets(self) -> list[Facet]:
        """Return every facet, counted over the public resources that the words admit."""
        return [self._counted(name) for name in self.SHOWN]

    def chips(self) -> list[Chip]:
        """Return what is chosen, the words as well, each with the query string that removes it."""
        words = self._words
        return [*super().chips(), *([Chip("Words", words, self.query("q"))] if words else [])]

    @property
    def _words(self) -> str:
        return self.cleaned_data.get("q", "")

    @property
    def _sort(self) -> str:
        return self.cleaned_data.get("sort", "")

    @cached_property
    def _inventory(self) -> Inventory:
        return _sorted_inventory(self._sort)

    @cached_property
    def _slugs(self) -> list[str]:
        """The slugs that the words find, best first."""
        return search.keys_for(Resource, self._words)

    def _admitted(self, but: str = "") -> int:
        """Those that fit the words and every facet that is chosen, ``but`` this one aside."""
        inventory = self._inventory
        found = inventory.named(self._slugs) if self._words else inventory.all
        for name in self.FACETS:
            if name != but and (chosen := self.cleaned_data.get(name)):
                found &= inventory.with_any(name, chosen)
        return found

    def _counted(self, name: str) -> Facet:
        admitted = self._admitted(but=name)
        answers = self._inventory.labels.get(name, {})
        return self._facet(name, Counter({one: (who & admitted).bit_count() for one, who in answers.items()}))


@while_unchanged
def _sorted_inventory(sort: str) -> Inventory:
    order = SORTS[sort][1]
    if sort == BEST:
        # Nobody comes for what stands first in the alphabet.
        order = (F("statutory").desc(), _uses().desc(), *order)
    return inventory.read(order)


@while_unchanged
def _resource_fields(*, has_words: bool) -> SharedFields:
    """The fields with what may be chosen in those that are content themselves. Three queries."""
    sorts = [(value, label) for value, (label, _) in SORTS.items()]
    return ResourceFilter.fields_with(
        {
            "risk": RiskArea.objects.published().values_list("slug", "title"),
            "audience": Audience.objects.values_list("slug", "name"),
            **{name: labels.items() for name, labels in Phase.objects.labels().items()},
            "sort": [(BEST, "Best match"), *sorts[1:]] if has_words else sorts,
        }
    )


@lru_cache(maxsize=2)
def _search_fields(vocabulary: search.Vocabulary) -> SharedFields:
    """The fields with the labels of one vocabulary, made once for each that is read."""
    labels = vocabulary.labels
    return SearchForm.fields_with({name: labels[name].items() for name in ("risk", "phase", "need")})
