"""Policy templates and their sections in the admin: edit, preview, and issue an edition."""

from django.contrib import admin
from django.urls import reverse

from guidance.admin.applicability import ASKED, WHEN, ScopedForm, ticks
from guidance.admin.forms import PublishableForm
from guidance.admin.publishable import PublishableAdmin
from guidance.admin.saving import SavingAdmin
from guidance.admin.workflow import WORKFLOW, WorkflowForm, text_area
from guidance.models import PolicyEdition, PolicySection, PolicyTemplate, Publishable
from guidance.policies.diff import compare
from guidance.services import editions
from lesas_portal.core.admin import NotAdded, NotDeleted, ReadOnly


class Issue(WorkflowForm):
    """Freeze the clauses of a template as its next edition."""

    name = "issue"
    verb = "Issue an edition"
    success_message = "Issued. Settings now get this edition."

    note = text_area(
        label="What changed, for readers", help_text="Readers see it in the history of the template."
    )

    @classmethod
    def applies_to(cls, obj: Publishable) -> bool:
        return obj.status != Publishable.Status.WITHDRAWN

    @property
    def description(self) -> str:
        """Which clauses differ from the newest edition, by name."""
        newest = self.obj.edition
        year, sequence = editions.next_name(template=self.obj)
        start = f"The clauses as they stand now become edition {year}.{sequence}, which never changes again. "
        if newest is None:
            return f"{start}It is the first edition."
        draft = self.obj.draft(number=newest.number, issued_on=newest.issued_on)
        changes = [
            f"{change.label} ({change.kind.lower()})" for change in compare([newest.template_text, draft])
        ]
        return f"{start}Clauses that differ from edition {newest.number}: {'; '.join(changes) or 'none'}."

    def perform(self, by) -> None:
        editions.issue(template=self.obj, note=self.cleaned_data["note"], by=by)


class PolicyTemplateForm(PublishableForm):
    """The questions as tick boxes."""

    questions = ticks("Questions", ASKED, "The local choices that a setting is asked about.")


class SectionInline(NotAdded, NotDeleted, admin.TabularInline):
    """The sections in order; each is edited on a page of its own.

    Taking clauses out of use takes a section out of the next edition; its old words stay.
    """

    model = PolicySection
    fields = ["title", "order", "new_page", "large"]
    readonly_fields = fields
    extra = 0
    show_change_link = True


class EditionInline(ReadOnly, admin.TabularInline):
    """What was issued, when and by whom; ``guidance.services.editions`` writes it."""

    model = PolicyEdition
    fields = ["number", "issued_on", "by", "note"]
    readonly_fields = fields
    extra = 0
    view_on_site = False


@admin.register(PolicyTemplate)
class PolicyTemplateAdmin(PublishableAdmin):
    """A template: what it is, what it asks, and its editions. Its words are edited clause by clause."""

    form = PolicyTemplateForm
    workflow = (Issue, *WORKFLOW)
    content_fieldsets = [
        ("The template", {"fields": ["code", "statutory_basis", "questions", "order"]}),
        ("Filed under", {"fields": ["risk_areas", "audiences", "phases"]}),
        ("Rests on", {"fields": ["sources"]}),
    ]
    inlines = [SectionInline, EditionInline]
    list_display = ["title", "code", "newest_edition", "state", "checked_on", "next_check_on"]
    autocomplete_fields = ["sources"]

    def get_readonly_fields(self, request, obj=None):
        """The code opens every policy made from it, so it stays as it is once an edition was issued."""
        issued = ["code"] if obj and obj.edition else []
        return [*super().get_readonly_fields(request, obj), *issued]

    def get_queryset(self, request):
        return super().get_queryset(request).prefetch_related("editions")

    def workflow_buttons(self, request, obj) -> list[tuple[str, str]]:
        """Beside the steps, the way to the clauses and to the draft in Word."""
        clauses = reverse("admin:guidance_clause_changelist")
        return [
            *super().workflow_buttons(request, obj),
            ("Edit its clauses", f"{clauses}?section__template__id__exact={obj.pk}"),
            ("Preview as Word", reverse("guidance:preview_word", args=[obj.pk])),
        ]

    @admin.display(description="newest edition")
    def newest_edition(self, obj: PolicyTemplate) -> str:
        """The edition that readers get."""
        return f"{obj.edition.number} ({obj.edition.issued_on:%-d %B %Y})" if obj.edition else "none yet"


@admin.register(PolicySection)
class PolicySectionAdmin(SavingAdmin):
    """A heading of a template and when it applies."""

    form = ScopedForm
    fieldsets = [
        ("The section", {"fields": ["template", "title", "key", "order", "new_page", "large"]}),
        WHEN,
    ]
    list_display = ["title", "template", "order", "new_page", "large"]
    list_filter = ["template"]
    list_select_related = ["template"]
    search_fields = ["title", "key"]
    ordering = ["template__order", "order"]

    def hold(self, obj: PolicySection) -> None:
        """With its template, so that no edition is issued from half a change."""
        PolicyTemplate.objects.locked([obj.template_id]).first()
        super().hold(obj)

    def get_readonly_fields(self, request, obj=None):
        return ["template", "key"] if obj else []
