"""Broken links in the admin: what is wrong, where they stand, and those that an adviser lets be."""

from django import forms
from django.contrib import admin
from django.contrib.auth.models import User
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html, format_html_join

from guidance.admin.workflow import WorkflowForm, date_field
from guidance.admin.workflow_pages import WorkflowAdmin
from guidance.models import Link
from guidance.services import links, uses
from lesas_portal.core.admin.base import ReadOnly

SHOWN = 3


class LeaveUntil(WorkflowForm):
    """Keep a broken link out of the list until a day."""

    name = "leave"
    verb = "Leave it until a day"
    description = (
        "Nothing changes for readers. The link is in no list of broken links until that day, "
        "or until it works and breaks again."
    )
    success_message = "Left until that day."

    until = date_field(label="Until", help_text="At most a year from now.")
    reason = forms.CharField(
        label="Why it may stay as it is",
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text="One sentence for colleagues: “I opened it myself: the site turns programs away.”",
    )

    @classmethod
    def applies_to(cls, obj: Link) -> bool:
        return obj.is_broken

    @classmethod
    def too_late(cls, _: Link) -> str:
        return "It works again, so there is nothing to leave."

    def perform(self, by: User) -> None:
        answers = self.cleaned_data
        links.leave_until(link=self.obj, until=answers["until"], reason=answers["reason"], by=by)


class StateFilter(admin.SimpleListFilter):
    """Which links to see: those that wait for somebody, unless another is chosen."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [("left", "Left until a day"), ("once", "Failed once, looked at again tomorrow")]

    def choices(self, changelist):
        """The first choice is what waits, not everything."""
        first, *others = super().choices(changelist)
        yield {**first, "display": "Broken"}
        yield from others

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        used = Link.objects.in_use()
        match self.value():
            case "left":
                return used.broken().filter(ignored_until__gt=timezone.localdate())
            case "once":
                return used.exclude(problem="").exclude(pk__in=Link.objects.broken().values("pk"))
        return Link.objects.waiting()


class OwnFilter(admin.SimpleListFilter):
    """Pages of this site, or of others."""

    title = "site"
    parameter_name = "site"

    def lookups(self, request, model_admin):
        return [("own", "Pages of this site"), ("other", "Other sites")]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        return queryset.filter(is_own=self.value() == "own") if self.value() else queryset


@admin.register(Link)
class LinkAdmin(ReadOnly, WorkflowAdmin):
    """What does not work, with where it stands. The text that has the link is changed on its own form."""

    workflow = (LeaveUntil,)
    change_form_template = "admin/guidance/link_form.html"
    list_display = ["address", "problem", "failed_on", "places"]
    list_filter = [StateFilter, OwnFilter]
    search_fields = ["address"]
    search_help_text = "Part of the address."
    list_per_page = 50
    show_facets = admin.ShowFacets.NEVER
    fields = [
        *("address", "problem", "failed_on", "checked_at"),
        *("ignored_until", "ignored_reason", "ignored_by"),
    ]

    def get_changelist_instance(self, request):
        """Ask once where all of them stand."""
        changelist = super().get_changelist_instance(request)
        changelist.title = "Links that do not work"
        found = uses.of_addresses([row.address for row in changelist.result_list])
        for row in changelist.result_list:
            row.places = found.get(row.address, [])
        return changelist

    def render_change_form(
        self, request: HttpRequest, context, add=False, change=False, form_url="", obj=None
    ):
        if obj:
            context["buttons"] = self.workflow_buttons(request, obj)
            context["uses"] = uses.of_addresses([obj.address]).get(obj.address, [])
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description="stands in")
    def places(self, row) -> str:
        """The first of the places that have it, each with its form."""
        first = [(use.url, use.title) for use in row.places[:SHOWN]]
        names = format_html_join("", '<li><a href="{}">{}</a></li>', first)
        more = len(row.places) - SHOWN
        return format_html(
            "<ul>{}{}</ul>", names, format_html("<li>and {} more</li>", more) if more > 0 else ""
        )
