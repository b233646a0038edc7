"""What the admin of every app stands on: who did what is recorded, and what nobody may do with a row."""

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import FieldDoesNotExist, PermissionDenied, ValidationError
from django.db import DataError, transaction
from django.db.models import ForeignKey, ManyToManyField, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.text import capfirst

from lesas_portal.core import audit
from lesas_portal.core.admin import list_words
from lesas_portal.core.models import AuditEntry

REFUSED_LOOKUPS = {"regex", "iregex", "range", "in"}


def without_popups(form_field: forms.Field) -> forms.Field:
    """Leave away links that open another page in a pop-up window: it is easily mistaken for this one."""
    for name in ("can_add_related", "can_change_related", "can_delete_related", "can_view_related"):
        if hasattr(form_field.widget, name):
            setattr(form_field.widget, name, False)
    return form_field


class AuditedAdmin(admin.ModelAdmin):
    """Writes an audit entry where Django would write its own log, and shows those of a row as its history.

    Django calls the first two inside the transaction of the save. What deletes a list's chosen rows has none,
    so deletions bring their own and are noted there, not where Django would log them.
    """

    services_note = False
    """Whether services write the rows and note who did what, so that it must not be noted twice."""

    # A long form is saved without scrolling to its end.
    save_on_top = True
    # Counts beside every filter cost a query each, and say nothing that the list does not.
    show_facets = admin.ShowFacets.NEVER

    def get_list_display(self, request: HttpRequest) -> list:
        """The columns, with yes and no and moments in words."""
        return list_words.columns(self.model, super().get_list_display(request))

    def get_changelist(self, request: HttpRequest, **kwargs) -> type[ChangeList]:
        """A list that marks only what it is sorted by."""
        return list_words.MarkedList

    def get_changelist_instance(self, request: HttpRequest):
        """The list; its search box says what it looks in, where the noun has no words of its own for that."""
        changes = super().get_changelist_instance(request)
        if not changes.search_help_text:
            changes.search_help_text = list_words.search_help(self.model, changes.search_fields)
        return changes

    def get_form(self, request: HttpRequest, obj=None, change=False, **kwargs):
        """The form; without help to fill it in, where this person may only look at it."""
        if obj and not self.has_change_permission(request, obj):
            shown = dict.fromkeys(kwargs.get("fields") or (), "")
            kwargs["help_texts"] = {**shown, **kwargs.get("help_texts", {})}
        return super().get_form(request, obj, change=change, **kwargs)

    # Titles say what a page is; Django's say what to do ("Select closing day to change"), to anybody.

    def changeform_view(self, request: HttpRequest, object_id=None, form_url="", extra_context=None):
        name = str(self.opts.verbose_name)
        title = capfirst(name) if object_id else f"New {name}"
        more = {"title": title, **(extra_context or {})}
        return super().changeform_view(request, object_id, form_url, more)

    # What is typed into the address is answered with the list or with 400, never with a fault of ours.

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuse patterns, ranges and lists: a slow pattern holds the database up, and no page of ours asks.

        Django answers 400.
        """
        return REFUSED_LOOKUPS.isdisjoint(lookup.split("__")) and super().lookup_allowed(
            lookup, value, request
        )

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """The list under its name; the whole of it, where the address asks for what no row can have."""
        extra_context = {"title": capfirst(str(self.opts.verbose_name_plural)), **(extra_context or {})}
        if not request.GET and request.method == "GET":
            return super().changelist_view(request, extra_context)
        try:
            return super().changelist_view(request, extra_context)
        except (ValueError, TypeError, OverflowError, DataError):
            # Where our own code is at fault, the list that follows says so.
            pass
        messages.warning(request, "That could not be understood, so here is the whole list.")
        return HttpResponseRedirect(request.path)

    def get_changeform_initial_data(self, request: HttpRequest) -> dict:
        """What the address fills in, without keys that can be none of a row."""
        given = super().get_changeform_initial_data(request)
        return {name: value for name, value in given.items() if self._may_be(name, value)}

    def _may_be(self, name: str, value: object) -> bool:
        try:
            field = self.opts.get_field(name)
            keys = value if isinstance(value, list) else [value]
            if isinstance(field, ForeignKey | ManyToManyField):
                for key in keys:
                    field.target_field.to_python(key)
        except FieldDoesNotExist:
            return True
        except (ValidationError, ValueError, TypeError, AttributeError):
            return False
        return True

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        form_field = super().formfield_for_dbfield(db_field, request, **kwargs)
        return without_popups(form_field) if form_field else None

    # Django asks these three for entries of its log, which it does not read and we do not write.

    def log_addition(self, request: HttpRequest, obj, message) -> None:  # type: ignore[override]
        if not self.services_note:
            audit.record("add", by=audit.signed_in(request), about=obj)

    def log_change(self, request: HttpRequest, obj, message) -> None:  # type: ignore[override]
        """``message`` lists what changed: nothing where a form was saved as it was opened."""
        if message and not self.services_note:
            audit.record("change", by=audit.signed_in(request), about=obj)

    def log_deletions(self, request: HttpRequest, queryset) -> None:  # type: ignore[override]
        """Nothing: ``delete_model`` and ``delete_queryset`` note what they delete."""

    def delete_model(self, request: HttpRequest, obj) -> None:
        with transaction.atomic():
            audit.record("delete", by=audit.signed_in(request), about=obj)
            super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        with transaction.atomic():
            audit.record("delete", by=audit.signed_in(request), about=queryset)
            super().delete_queryset(request, queryset)

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        """Who did what to this row, newest first. Raises PermissionDenied for whoever may not see the row."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            # Django says so and leads on.
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_or_change_permission(request, row):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": f"Who did what: {row}",
            "entries": AuditEntry.objects.filter(
                object_type=audit.type_of(self.model), object_id=str(row.pk)
            ).select_related("user"),
            "months": settings.AUDIT_RETENTION_MONTHS,
            "opts": self.opts,
            "preserved_filters": self.get_preserved_filters(request),
            "original": row,
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/audit_history.html", context)


class NotAdded:
    """For an admin or an inline that nobody adds rows to."""

    def has_add_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


class NotChanged:
    """For an admin or an inline whose rows stay as they are."""

    def has_change_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


class NotDeleted:
    """For an admin or an inline that nobody deletes rows from."""

    def has_delete_permission(self, request: HttpRequest, obj=None) -> bool:
        return False


class ReadOnly(NotAdded, NotChanged, NotDeleted):
    """For an admin or an inline of rows that people look at and that only the portal itself writes."""


class ReadOnlyAdmin(ReadOnly, AuditedAdmin):
    """Rows that people look at here and that only the portal itself writes."""

    actions_on_bottom = False
