"""Guided routes in the admin: the list with what waits in each draft, and one route with its graph."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import Model, Prefetch
from django.urls import reverse
from django.utils.http import urlencode

from guidance.admin.draft_states import DRAFT_STEPS, DraftAdmin
from guidance.admin.filters import CheckFilter, StateFilter
from guidance.admin.publishable import PublishableAdmin
from guidance.admin.route_beside import beside
from guidance.admin.route_form import CHART_FIELDS, RouteForm
from guidance.admin.route_preview import RoutePreview
from guidance.admin.route_publish import IssueRoute
from guidance.admin.where_used import WhereUsed
from guidance.admin.workflow import WORKFLOW, Publish
from guidance.admin.workflow_pages import may_write
from guidance.admin.working_copy_steps import with_copy
from guidance.models import GuidedRoute, RouteEdition
from guidance.services import route_checks, route_editions
from lesas_portal.core.admin.base import ReadOnly

LIVE = ("slug", "keywords", "owner", "risk_areas", "audiences", "phases")
"""What is no draft: search and lists follow it at once, so in a public route only advisers change it."""


class RouteEditionInline(ReadOnly, admin.TabularInline):
    """What was issued, when, by whom, and who read it; ``guidance.services.route_editions`` writes it."""

    model = RouteEdition
    verbose_name_plural = "editions"
    readonly_fields = ("number", "issued_on", "by", "reviewed_by", "reviewed_on", "note")
    fields = readonly_fields
    extra = 0
    view_on_site = False


@admin.register(GuidedRoute)
class GuidedRouteAdmin(WhereUsed, DraftAdmin, RoutePreview, PublishableAdmin):
    """A route: its own words, its graph and its editions. Questions and outcomes have pages of their own."""

    form = RouteForm  # type: ignore[assignment]  # without the note that a public page has
    workflow = (IssueRoute, *DRAFT_STEPS, *WORKFLOW)
    change_form_template = "admin/guidance/route_form.html"
    inlines = [RouteEditionInline]
    list_display = ["title", "state", "newest_edition", "reviewed_by", "faults"]
    list_filter = [StateFilter, CheckFilter]
    autocomplete_fields = ["sources"]

    def get_fieldsets(self, request, obj=None):
        """First what the draft holds, then what is filed at once, then what advisers cannot type."""
        words = ["title", "short_title", "summary", "lead", "start", "also", "sources", "order"]
        sets: list[tuple[str, dict[str, Any]]] = [
            ("The words of the route (a draft)", {"fields": words}),
            ("Its chart (a draft)", {"fields": CHART_FIELDS, "classes": ["collapse"]}),
            ("Finding it and answering for it (saved at once)", {"fields": LIVE}),
        ]
        if obj:
            sets.append(super().get_fieldsets(request, obj)[-1])
        return sets

    def get_readonly_fields(self, request, obj=None):
        fixed = () if may_write(request, obj) else LIVE
        return [*super().get_readonly_fields(request, obj), *fixed]

    def hold(self, obj: Model) -> None:
        """With every other route, in one order: two people who publish would else wait in a circle."""
        route_editions.hold_all()

    def has_change_permission(self, request, obj=None) -> bool:
        """Its words are a draft whatever its state, so whoever writes may change them."""
        return super(PublishableAdmin, self).has_change_permission(request, obj)

    def may_perform(self, request, obj, form_class) -> bool:
        """A route without an edition has nothing to publish yet."""
        is_empty = form_class is Publish and cast(GuidedRoute, obj).edition is None
        return not is_empty and super().may_perform(request, obj, form_class)

    def workflow_buttons(self, request, obj) -> list[tuple[str, str]]:
        """Beside the steps, the way to a new question and a new outcome."""
        query = urlencode({"route": obj.pk})
        new = [
            (f"Add {words}", f"{reverse(f'admin:guidance_route{kind}_add')}?{query}")
            for words, kind in (("a question", "question"), ("an outcome", "outcome"))
        ]
        return [*super().workflow_buttons(request, obj), *new]

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context |= beside(obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def get_queryset(self, request):
        editions = Prefetch("editions", RouteEdition.objects.defer("content"))
        return super().get_queryset(request).prefetch_related(editions, "working_copies")

    def get_changelist_instance(self, request):
        """Count the faults of all drafts at once."""
        changelist = super().get_changelist_instance(request)
        counts = route_checks.fault_counts()
        for row in changelist.result_list:
            row.fault_count = counts.get(row.slug, 0)
        return changelist

    @admin.display(description="state", ordering="status")
    def state(self, obj) -> str:
        """The state of the route, and of the draft that waits."""
        return with_copy(super().state(obj), obj.working_copy)

    @admin.display(description="last edition")
    def newest_edition(self, obj: GuidedRoute) -> str:
        """The edition that readers get."""
        return f"{obj.edition.number} ({obj.edition.issued_on:%-d %B %Y})" if obj.edition else "none yet"

    @admin.display(description="reviewed by")
    def reviewed_by(self, obj: GuidedRoute) -> str:
        """The second person who read the newest edition."""
        return (obj.edition.reviewed_by if obj.edition else "") or "Nobody yet"

    @admin.display(description="faults in the draft")
    def faults(self, obj: Any) -> int:
        """How many sentences stop the draft from being published."""
        return obj.fault_count
