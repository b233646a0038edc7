"""The inventory as a spreadsheet: its columns, and how a row becomes a resource."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from import_export import fields, resources, widgets

from guidance.models import Audience, Helpline, Phase, Publisher, Resource, RiskArea
from guidance.models.resource_kind import FORMER_KINDS
from guidance.services import imported
from lesas_portal.core import audit
from lesas_portal.core.normalisation import unix_line_ends
from lesas_portal.core.spreadsheet_cells import as_written, harmless

LINKS = {"risk_areas": RiskArea, "audiences": Audience, "phases": Phase}
TEXTS = (
    *("title", "summary", "keywords", "kind", "standing", "section", "url", "look_for", "confidence"),
    *("former_names", "taken_in", "replaced_by", "owner", "staging_url", "note"),
)
COLUMNS = (
    *("slug", "title", "summary", "publisher", "kind", "standing", "section", "url", "look_for"),
    *("confidence", "edition", "former_names", "taken_in", "replaced_by", "statutory", "greater_risk"),
    *("risk_areas", "audiences", "phases", "helpline", "keywords", "owner", "staging_url", "note"),
)
SEPARATOR = "; "


class OneOf(widgets.ForeignKeyWidget):
    """A row that is named by a word: an unknown word is a fault, said in words."""

    def clean(self, value: Any, row=None, **kwargs) -> Model | None:
        if not value:
            return None
        found = self.model.objects.filter(**{self.field: value}).first()
        if found is None:
            raise ValueError(f"There is no {self.model._meta.verbose_name} “{value}”.")
        return found


class ManyOf(widgets.ManyToManyWidget):
    """Rows that are named by their slugs; the package would leave out those that are unknown."""

    def clean(self, value: Any, row=None, **kwargs) -> QuerySet:
        slugs = [slug for word in (value or "").split(";") if (slug := word.strip())]
        found = self.model.objects.filter(slug__in=slugs)
        if unknown := sorted({*slugs} - {*found.values_list("slug", flat=True)}):
            known = ", ".join(self.model.objects.values_list("slug", flat=True))
            raise ValueError(f"Unknown: {', '.join(unknown)}. There are: {known}.")
        return found


class YesNo(widgets.Widget):
    """ "yes" or "no"; anything else is a fault."""

    SAID = {"yes": True, "no": False, "": False, "true": True, "false": False}

    def clean(self, value: Any, row=None, **kwargs) -> bool:
        try:
            return self.SAID[str(value or "").strip().lower()]
        except KeyError:
            raise ValueError("Write yes or no.") from None

    def render(self, value: Any, obj=None, **kwargs) -> str:
        return "yes" if value else "no"


class Day(widgets.DateWidget):
    """A day as 2026-09-01, whatever the language of the spreadsheet."""

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")

    def clean(self, value: Any, row=None, **kwargs) -> Any:
        try:
            return super().clean(value, row=row, **kwargs)
        except ValueError:
            raise ValueError("Write the day as 2026-09-01.") from None


def _column(name: str, widget: widgets.Widget) -> fields.Field:
    return fields.Field(attribute=name, column_name=name, widget=widget)


class ResourceSheet(resources.ModelResource):
    """Resources to and from rows of a spreadsheet. Rows are known by their slug."""

    publisher = _column("publisher", OneOf(Publisher, "name"))
    helpline = _column("helpline", OneOf(Helpline, "slug"))
    risk_areas = _column("risk_areas", ManyOf(RiskArea, SEPARATOR, "slug"))
    audiences = _column("audiences", ManyOf(Audience, SEPARATOR, "slug"))
    phases = _column("phases", ManyOf(Phase, SEPARATOR, "slug"))
    statutory = _column("statutory", YesNo())
    greater_risk = _column("greater_risk", YesNo())
    edition = _column("edition", Day())

    class Meta:
        model = Resource
        fields = export_order = COLUMNS
        import_id_fields = ("slug",)
        skip_unchanged = report_skipped = skip_html_diff = True
        clean_model_instances = use_transactions = store_instance = True

    def __init__(self, *, by: audit.Actor, may_write=None) -> None:
        """``may_write(obj)`` tells whether ``by`` may add ``obj`` (None for a new one) or change it."""
        super().__init__()
        self.by, self.may_write = by, may_write
        self._slugs: set[str] = set()
        self._links: dict[str, QuerySet] = {}
        self._before: dict[str, str] = {}

    def before_import_row(self, row: dict, **kwargs) -> None:
        """Take cells as they were written; refuse a row that stands twice, or that has no key."""
        for name, cell in row.items():
            row[name] = as_written(unix_line_ends(str(cell or ""))).strip()
        _with_kind_of_today(row)
        slug = row["slug"]
        if not slug:
            raise ValidationError({"slug": "Every row needs one: the last part of the page’s address."})
        if slug in self._slugs:
            raise ValidationError({"slug": f"“{slug}” stands in the file twice."})
        self._slugs.add(slug)

    def after_init_instance(self, instance: Resource, new: bool, row: dict, **kwargs) -> None:
        self._before = {} if new else self.cells(instance)

    def import_instance(self, instance: Resource, row: dict, **kwargs) -> None:
        """Read the row, links too, so that every fault of a row is said at once."""
        faults: dict[str, Any] = {}
        try:
            super().import_instance(instance, row, **kwargs)
        except ValidationError as refused:
            faults = refused.update_error_dict(faults)
        self._links = {}
        for name in LINKS.keys() & row.keys():
            try:
                self._links[name] = self.fields[name].clean(row)
            except ValueError as fault:
                faults[name] = [ValidationError(str(fault))]
        if faults:
            raise ValidationError(faults)

    def before_save_instance(self, instance: Resource, row: dict, **kwargs) -> None:
        """Refuse what this person may not write. Raises ValidationError."""
        if self.may_write is None or self.may_write(instance if instance.pk else None):
            return
        what = "change it: it is or was public" if instance.pk else "add resources"
        raise ValidationError({"slug": f"You may not {what}. Ask an adviser."})

    def do_instance_save(self, instance: Resource, is_create: bool) -> None:
        imported.save(obj=instance, links=self._links, by=self.by)

    def save_m2m(self, instance: Resource, row: dict, **kwargs) -> None:
        """Nothing: the service wrote the links with the row."""

    def after_import_row(self, row: dict, row_result: Any, **kwargs) -> None:
        """Keep what the row changes, for the report: column, before, after."""
        after = self.cells(row_result.instance) if row_result.import_type != "skip" else self._before
        row_result.changes = [
            (name, self._before.get(name, ""), cell)
            for name, cell in after.items()
            if cell != self._before.get(name, "")
        ]

    def cells(self, obj: Resource) -> dict[str, str]:
        """Return the text of every column."""
        return {name: str(self.fields[name].export(obj) or "") for name in COLUMNS}

    def table(self, rows: QuerySet[Resource]) -> Iterator[list[str]]:
        """Return the head and ``rows`` for a spreadsheet; no cell starts a formula."""
        yield [*COLUMNS]
        every = rows.select_related("publisher", "helpline").prefetch_related(*LINKS)
        for obj in every.iterator(chunk_size=500):
            yield [harmless(cell) for cell in self.cells(obj).values()]


def _with_kind_of_today(row: dict) -> None:
    """Read the word of a former kind as what took it in; what else it said goes into a column of its own."""
    kind = row.get("kind", "")
    if kind == Resource.Standing.STATUTORY_GUIDANCE and not row.get("standing"):
        row["standing"] = kind
    if kind in FORMER_KINDS:
        row["kind"] = FORMER_KINDS[kind]


def names_of(row: Mapping[str, str]) -> str:
    """Return what a person calls a row of the file."""
    return row.get("title") or row.get("slug") or "A row without a title"
