"""Forms with facets: what the inventory and search share in reading an address and in counting answers.

A facet is a question with several possible answers. Answers to one facet widen the list (any of them),
answers to different facets narrow it (all of them). The count beside an answer is what the reader would get
by adding it, so an answer with no count is never offered.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from copy import deepcopy
from typing import ClassVar, TypeVar, cast

from django import forms
from django.core.paginator import EmptyPage, Page, PageNotAnInteger, Paginator
from django.http import Http404, QueryDict

from guidance.facets import Answer, Chip, Facet, in_title
from guidance.shared_fields import SharedFields
from lesas_portal.core.form_fields import READ_AT_MOST
from lesas_portal.core.setting_types import NEEDS

T = TypeVar("T")
PAGE_OF_RESULTS_MISSING = "There is no such page of results."
NAMED = 4
"""How many choices a heading names."""
NOUNS = {
    **{"risk": "risk area", "section": "part of the list", "sort": "order"},
    **dict.fromkeys(["statutory", "greater_risk", "exact"], "answer"),
}
"""What a field is called in a sentence, where its name does not say it."""


Values = Mapping[str, Collection[str]]
"""The different values of one row, by the name of the facet."""


class FacetForm(forms.Form):
    """A bound GET form with facets.

    What is filed under phases may be an age or a need. They are two facets here, ``phase`` and ``need``.

    An unknown value makes the form invalid; unknown parameters are ignored, since newsletters add their own.
    """

    FACETS: tuple[str, ...] = ()
    FOLDED: tuple[str, ...] = ()
    """Facets that old addresses may hold; pages no longer offer them."""
    OTHERS: tuple[str, ...] = ()
    """What else belongs into an address."""
    FORMER: ClassVar[Mapping[str, Mapping[str, str]]] = {}
    """Values that older addresses hold, by facet, each with the one that took it in."""

    def __init__(self, data: QueryDict, fields: SharedFields) -> None:
        # Where Django copies the fields of a form, it finds these.
        self.base_fields = fields  # type: ignore[misc]
        super().__init__(_tidied(data, self.FORMER))

    @classmethod
    def fields_with(cls, offered: Mapping[str, Iterable[tuple[str, str]]]) -> SharedFields:
        """Return the fields; in those that are named readers choose from values with their labels."""
        fields = SharedFields(deepcopy(cls.base_fields))
        for name in (*cls.FACETS, *cls.OTHERS):
            said = f"We have no {NOUNS.get(name, name)} called “%(value)s”."
            fields[name].error_messages["invalid_choice"] = said
        for name, choices in offered.items():
            cast(forms.ChoiceField, fields[name]).choices = list(choices)
        return fields

    def count(self, rows: Iterable[tuple[Values, int]]) -> list[Facet]:
        """Return every facet with the count that each answer would give, other facets held.

        ``rows`` are values with the number of things that have them.
        """
        chosen = {name: set(self.cleaned_data.get(name, ())) for name in self.FACETS}
        counts: dict[str, Counter[str]] = {name: Counter() for name in self.FACETS}
        for values, number in rows:
            missed = [name for name in self.FACETS if chosen[name] and chosen[name].isdisjoint(values[name])]
            # What fits all facets counts in each; what misses one, in that one; what misses two, in none.
            for name in self.FACETS if not missed else missed if len(missed) == 1 else ():
                for value in values[name]:
                    counts[name][value] += number
        return [self._facet(name, counts[name]) for name in self.FACETS if name not in self.FOLDED]

    def chips(self) -> list[Chip]:
        """Return what is chosen, each with the query string that removes it."""
        return [
            Chip(self._label(name), self.choices(name)[value], self.query(name, value))
            for name in self.FACETS
            for value in self.cleaned_data.get(name, [])
        ]

    def instead(self) -> list[Facet]:
        """Return the facets with a value that there is not, each with every answer that there is."""
        return [
            Facet(
                name, self._label(name), tuple(Answer(*one, 0, False) for one in self.choices(name).items())
            )
            for name in self.FACETS
            if name in self.errors
        ]

    def heading(self, name: str, between: str = ": ", words: str = "") -> str:
        """Return ``name`` with what is chosen, so that tabs, histories and sheets can be told apart.

        ``words`` are quoted before it. Titles stay in histories, so give none that may tell of somebody.
        """
        chosen = [self.choices(facet)[value] for facet in self.FACETS for value in self.cleaned_data[facet]]
        chosen = [*([f"“{in_title(words)}”"] if words else []), *chosen]
        more = [f"{len(chosen) - NAMED} more"] if len(chosen) > NAMED else []
        return f"{name}{between}{', '.join([*chosen[:NAMED], *more])}" if chosen else name

    def query(self, without: str = "", value: str | None = None, **added: str) -> str:
        """Return the query string of what is chosen, in a fixed order, without ``value`` of ``without``."""
        chosen = QueryDict(mutable=True)
        for name in (*self.FACETS, *self.OTHERS):
            values = added.get(name) or self.cleaned_data.get(name) or []
            for one in [values] if isinstance(values, str) else values:
                if name != without or value not in {None, one}:
                    chosen.appendlist(name, one)
        return chosen.urlencode()

    def page_query(self) -> str:
        """Return the query string of this page of what is chosen: what a print of it gives as its address."""
        page = f"page={self.page_number}" if self.page_number > 1 else ""
        return "&".join(filter(None, [self.query(), page]))

    @property
    def other_fields(self) -> list[tuple[str, str]]:
        """What is chosen beside the facets, which go with their form: names and values."""
        chosen = ((name, self.cleaned_data.get(name)) for name in self.OTHERS)
        return [(name, value) for name, value in chosen if value]

    @property
    def page_number(self) -> int:
        """The number of the page that is asked for; raises Http404 for what is no number."""
        try:
            return int(self.data.get("page") or 1)
        except ValueError:
            raise Http404(PAGE_OF_RESULTS_MISSING) from None

    def page_of(self, items: Sequence[T], size: int) -> Page[T]:
        """Return the page that is asked for, of ``items``; raises Http404 if there is none."""
        try:
            return Paginator(items, size).page(self.page_number)
        except (EmptyPage, PageNotAnInteger):
            raise Http404(PAGE_OF_RESULTS_MISSING) from None

    def _label(self, name: str) -> str:
        return str(self.fields[name].label)

    def choices(self, name: str) -> dict[str, str]:
        """Return what may be chosen in the field ``name``, values with their labels."""
        choices = cast(Iterable[tuple[str, str]], cast(forms.ChoiceField, self.fields[name]).choices)
        return {str(value): str(label) for value, label in choices}

    def _facet(self, name: str, counts: Counter[str]) -> Facet:
        chosen = self.cleaned_data.get(name, [])
        answers = (
            Answer(value, label, counts[value], value in chosen)
            for value, label in self.choices(name).items()
        )
        return Facet(name, self._label(name), tuple(answer for answer in answers if answer.offered))


def stages(phases: Iterable[str]) -> dict[str, set[str]]:
    """Return the values of the facets ``phase`` and ``need`` for what is filed under ``phases``."""
    return {"phase": set(phases) - set(NEEDS), "need": set(phases) & set(NEEDS)}


def _words(typed: str) -> str:
    """As much of what was typed as the screen reads; search itself looks at less."""
    return typed[:READ_AT_MOST].replace("\0", " ")


def _said(value: str) -> str:
    """1 for what says yes, 0 for what says no, anything else as it is."""
    return "1" if value in {"yes", "true", "on"} else "0" if value in {"no", "false", "off"} else value


def _tidied(data: QueryDict, former: Mapping[str, Mapping[str, str]]) -> QueryDict:
    """Leave empty values, second mentions and null characters out; read yes, true and on as the 1 of a yes.

    A need that an older address gives as a phase is read as a need, and ``former`` values as those of today.
    """
    data = data.copy()
    for name in former.keys() & data.keys():
        data.setlist(name, [former[name].get(one, one) for one in data.getlist(name)])
    if needs := stages(data.getlist("phase"))["need"]:
        data.setlist("phase", [value for value in data.getlist("phase") if value not in needs])
        data.setlist("need", sorted({*data.getlist("need"), *needs}))
    for name in list(data):
        # Each chosen value is a chip with an address that holds all others: once is enough.
        values = list(dict.fromkeys(filter(None, data.getlist(name))))
        data.setlist(name, [_words(value) if name == "q" else value for value in values])
    for name in ("statutory", "greater_risk"):
        if name in data:
            said = dict.fromkeys(_said(value.lower()) for value in data.getlist(name))
            data.setlist(name, [value for value in said if value != "0"])
    return data
