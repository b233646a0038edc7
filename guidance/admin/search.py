"""Search in the admin: the words that people type, and the searches that found nothing."""

from django import forms
from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode

from guidance import search
from guidance.models import Synonym, ZeroResultQuery
from guidance.services import own_pages
from lesas_portal.core import audit
from lesas_portal.core.admin.base import AuditedAdmin, NotAdded, NotChanged
from lesas_portal.core.normalisation import split_lines, unix_line_ends

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
        """Keep line ends as files have them, and refuse new phrasings that another row has."""
        super().clean()
        cleaned = self.cleaned_data
        for name in ("phrasings", "expands_to", "destinations"):
            if name in cleaned:
                cleaned[name] = unix_line_ends(cleaned[name]).strip()
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
class SynonymAdmin(AuditedAdmin):
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
        search.save_synonym(row=obj, by=audit.signed_in(request), fields=form.changed_data)

    def delete_model(self, request, obj: Synonym) -> None:
        search.delete_synonyms(rows=[obj], by=audit.signed_in(request))

    def delete_queryset(self, request, queryset) -> None:
        search.delete_synonyms(rows=queryset, by=audit.signed_in(request))


@admin.register(ZeroResultQuery)
class ZeroResultQueryAdmin(NotAdded, NotChanged, AuditedAdmin):
    """What was typed on three different days and from three networks and found nothing, most days first."""

    list_display = ("words", "days", "last_day", "answer")
    list_display_links = None
    search_fields = ("words",)

    def get_queryset(self, request):
        return ZeroResultQuery.objects.readable()

    @admin.display(description="")
    def answer(self, row: ZeroResultQuery) -> str:
        """A link to a new synonym with these words filled in; none for words that were not kept."""
        if row.words == search.OTHER_WORDS:
            return ""
        address = f"{reverse('admin:guidance_synonym_add')}?{urlencode({'term': row.words})}"
        return format_html('<a href="{}">Add a synonym</a>', address)
