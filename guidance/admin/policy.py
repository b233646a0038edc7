"""Policy templates and their sections in the admin: edit, preview, and issue an edition."""

from typing import cast

from django.contrib import admin
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_safe

from guidance.admin.applicability import (
    CHOICE_NAMES,
    CONDITION_FIELDSET,
    ConditionalForm,
    TicksForm,
    checkbox_field,
)
from guidance.admin.forms import PublishableForm
from guidance.admin.line_fields import BAR, LabelledField, LinesField
from guidance.admin.policy_issue import Issue, waiting
from guidance.admin.saving import SavingAdmin
from guidance.admin.working_copy import WorkingCopyAdmin
from guidance.models import PolicyEdition, PolicySection, PolicyTemplate
from guidance.views import policy_files
from lesas_portal.core.admin import list_words
from lesas_portal.core.admin.base import NotAdded, NotDeleted, ReadOnly


class GovernorQuestionsField(LabelledField):
    """Rows of a question that governors may ask and what a good answer has."""

    names = ("ask", "good_answer")

    def _pattern(self) -> str:
        return f"the question {BAR} what a good answer has"


class PolicyTemplateForm(TicksForm, PublishableForm):
    """The questions as tick boxes."""

    questions = checkbox_field("Questions", CHOICE_NAMES, "The local choices that a setting is asked about.")
    read_with = LinesField(label="To read with it", help_text="One policy a line, by its name.")
    charts = LinesField(label="Charts", help_text="One guided route a line, by the last part of its address.")
    governor_questions = GovernorQuestionsField(
        label="Questions for governors",
        help_text="One a line: the question | what a good answer has.",
    )


class SectionInline(NotAdded, NotDeleted, admin.TabularInline):
    """The sections in order; each is edited on a page of its own.

    Taking clauses out of use takes a section out of the next edition; its old words stay.
    """

    model = PolicySection
    verbose_name_plural = "sections"
    fields = readonly_fields = list_words.columns(PolicySection, ["title", "order", "new_page", "large"])
    extra = 0
    show_change_link = True


class EditionInline(ReadOnly, admin.TabularInline):
    """What was issued, when and by whom; ``guidance.services.editions`` writes it."""

    model = PolicyEdition
    fields = readonly_fields = ("number", "issued_on", "by", "note")
    extra = 0
    view_on_site = False


@admin.register(PolicyTemplate)
class PolicyTemplateAdmin(WorkingCopyAdmin):
    """A template: what it is, what it asks, and its editions. Its words are edited clause by clause."""

    form = PolicyTemplateForm
    workflow = (Issue, *WorkingCopyAdmin.workflow)
    content_fieldsets = [
        ("The template", {"fields": ["code", "statutory_basis", "questions", "order"]}),
        ("For governors", {"fields": ["purpose", "why_now", "governor_questions"]}),
        ("At its end", {"fields": ["read_with", "charts", "log"]}),
        ("Filed under", {"fields": ["risk_areas", "audiences", "phases"]}),
        ("Rests on", {"fields": ["sources"]}),
    ]
    change_form_template = "admin/guidance/policy_form.html"
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
            ("Preview as Word", reverse("admin:guidance_policytemplate_preview_word", args=[obj.pk])),
        ]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["waiting"] = waiting(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_word)
        name = "guidance_policytemplate_preview_word"
        return [path("<path:object_id>/preview/template.docx", view, name=name), *super().get_urls()]

    @method_decorator(require_safe)
    def preview_word(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The clauses as they stand now, issued or not, as a Word file."""
        return policy_files.draft_word(cast(PolicyTemplate, self.viewable(request, object_id)))

    @admin.display(description="newest edition")
    def newest_edition(self, obj: PolicyTemplate) -> str:
        """The edition that readers get."""
        return f"{obj.edition.number} ({obj.edition.issued_on:%-d %B %Y})" if obj.edition else "none yet"


@admin.register(PolicySection)
class PolicySectionAdmin(SavingAdmin):
    """A heading of a template and when it applies."""

    form = ConditionalForm
    fieldsets = [
        ("The section", {"fields": ["template", "title", "key", "order"]}),
        ("On paper", {"fields": ["new_page", "large", "annex", "sheet"]}),
        CONDITION_FIELDSET,
    ]
    list_display = ["title", "template", "order", "new_page", "large"]
    list_filter = ["template"]
    list_select_related = ["template"]
    search_fields = ["title", "key"]
    ordering = ["template__order", "order"]

    def hold(self, obj: Model) -> None:
        """With its template, so that no edition is issued from half a change."""
        PolicyTemplate.objects.locked([cast(PolicySection, obj).template_id]).first()
        super().hold(obj)

    def get_readonly_fields(self, request, obj=None):
        return ["template", "key"] if obj else []
