"""Search in the admin: the words that people type, and the searches that found nothing."""

from django import forms
from django.contrib import admin
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode

from guidance import search
from guidance.admin.earlier_versions import VersionsAdmin
from guidance.admin.workflow_pages import may_publish
from guidance.models import Synonym, ZeroResultQuery
from guidance.services import own_pages, recovery, versions
from lesas_portal.core import audit
from lesas_portal.core.admin.base import AuditedAdmin, NotAdded, NotChanged
from lesas_portal.core.admin.saving import SavingAdmin
from lesas_portal.core.normalisation import split_lines

SHOWN = 5


class SynonymForm(forms.ModelForm):
    """A synonym; it must lead to pages that exist, and each way to type it stands in one row only."""

    class Meta:
        model = Synonym
        fields = [
            *("term", "phrasings", "kind", "expands_to", "destinations"),
            *("both_ways", "explanation", "hidden", "published"),
        ]

    def clean(self) -> dict:
        """Refuse new phrasings that another row has."""
        super().clean()
        cleaned = self.cleaned_data
        for name in ("term", "phrasings"):
            stored = split_lines(getattr(self.instance, name))
            for phrasing in split_lines(cleaned.get(name, "")):
                if phrasing not in stored:
                    self._refuse_twice(name, phrasing)
        return cleaned

    def _refuse_twice(self, name: str, phrasing: str) -> None:
        """Say under which row a phrasing stands, with the way there."""
        if other := search.synonym_with_phrasing(phrasing, but=self.instance):
            address = reverse("admin:guidance_synonym_change", args=[other.pk])
            said = "“{}” stands under “{}” already: search takes both for the same. "
            way = 'Leave it out here, or <a href="{}">open “{}”</a> and take it out there.'
            self.add_error(name, format_html(said + way, phrasing, other, address, other))

    def clean_destinations(self) -> str:
        """Take the paths of addresses that were copied from the browser. Refuse a new one that is no page."""
        stored = self.instance.addresses
        paths = [own_pages.path_of(line) for line in split_lines(self.cleaned_data["destinations"])]
        faults = [fault for path in paths if path not in stored and (fault := own_pages.refusal(path))]
        if faults:
            raise forms.ValidationError(faults)
        return "\n".join(paths)


@admin.register(Synonym)
class SynonymAdmin(VersionsAdmin, SavingAdmin):
    """A word that people type. What it would find is shown before search follows it."""

    form = SynonymForm
    services_note = True
    list_display = ("term", "kind", "ways", "explanation", "hidden", "published")
    list_filter = ("published", "kind", "hidden", "both_ways")
    search_fields = ("term", "phrasings", "expands_to", "destinations")
    fieldsets = (
        ("What people type", {"fields": ["term", "phrasings", "kind"]}),
        ("What they are looking for", {"fields": ["expands_to", "destinations", "both_ways"]}),
        ("What readers see", {"fields": ["explanation", "hidden"]}),
        ("Search follows it", {"fields": ["finds", "published"]}),
    )
    readonly_fields = ("finds",)
    save_on_top = True

    # Search follows a published word at once, so what is or becomes published is the advisers'.

    def has_change_permission(self, request, obj: Synonym | None = None) -> bool:
        may = super().has_change_permission(request, obj)
        return may and (obj is None or not obj.published or may_publish(request))

    def has_delete_permission(self, request, obj: Synonym | None = None) -> bool:
        may = super().has_delete_permission(request, obj)
        return may and (obj is None or not obj.published or may_publish(request))

    def get_readonly_fields(self, request, obj: Synonym | None = None):
        """A word is drafted by anybody who writes, and published by an adviser."""
        return (*super().get_readonly_fields(request, obj), *(() if may_publish(request) else ("published",)))

    @admin.display(description="Ways to type it")
    def ways(self, row: Synonym) -> int:
        """How many ways to type it the row has."""
        return len(row.every_phrasing)

    @admin.display(description="What it finds")
    def finds(self, row: Synonym) -> str:
        """The first results for the term as the row stands, whether search follows it yet or not."""
        if not row.pk:
            return "Save it first, with “Save and continue editing”: then you see here what it would find."
        hits = search.find(row.term, trial=row).hits[:SHOWN]
        if not hits:
            return "Nothing. Add an official term or an address."
        names = ((hit.url, "".join(piece.text for piece in hit.title), hit.url) for hit in hits)
        items = format_html_join("", '<li><a href="{}">{}</a> <span class="quiet">{}</span></li>', names)
        return format_html("<ol>{}</ol>", items)

    def save_model(self, request, obj: Synonym, form, change: bool) -> None:
        if change and form.changed_data:
            versions.keep_state_before(obj=obj)
        search.save_synonym(row=obj, by=audit.signed_in(request), fields=form.changed_data)
        self.keep_version(request, form, [], change)

    def delete_model(self, request, obj: Synonym) -> None:
        self.delete_queryset(request, [obj])

    def delete_queryset(self, request, queryset) -> None:
        by = audit.signed_in(request)
        with transaction.atomic():
            for row in queryset:
                versions.keep(obj=row, by=by, words=recovery.DELETED)
            search.delete_synonyms(rows=queryset, by=by)


@admin.register(ZeroResultQuery)
class ZeroResultQueryAdmin(NotAdded, NotChanged, AuditedAdmin):
    """What was typed on three days and from three networks and found nothing or little, most days first."""

    list_display = ("words", "found", "days", "last_day", "answer")
    list_filter = ("found_little",)
    list_display_links = None
    search_fields = ("words",)

    def get_queryset(self, request):
        return ZeroResultQuery.objects.readable()

    @admin.display(description="found", ordering="found_little")
    def found(self, row: ZeroResultQuery) -> str:
        """Whether nothing was found, or nothing that has all of its words."""
        return "Little" if row.found_little else "Nothing"

    @admin.display(description="")
    def answer(self, row: ZeroResultQuery) -> str:
        """A link to a new synonym with these words filled in; none for words that were not kept."""
        if row.words == search.OTHER_WORDS:
            return ""
        address = f"{reverse('admin:guidance_synonym_add')}?{urlencode({'term': row.words})}"
        return format_html('<a href="{}">Add a synonym</a>', address)
