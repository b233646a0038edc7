"""The details of the privacy notice, the accessibility statement and the screen's record, in one form.

They are what only people know.
"""

from typing import Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from lesas_portal.core import audit, statements
from lesas_portal.core.admin.base import NotDeleted
from lesas_portal.core.admin.saving import SavingAdmin
from lesas_portal.core.statement_details import ONLY_ROW, StatementDetails


@admin.register(StatementDetails)
class StatementDetailsAdmin(NotDeleted, SavingAdmin):
    """The one row; its list leads straight to the form."""

    services_note = True
    formfield_overrides = {
        models.TextField: {"widget": forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"})},
        models.URLField: {"assume_scheme": "https"},
    }
    fieldsets = [
        (
            "Privacy notice",
            {
                "fields": [
                    *("controller_address", "officer", "officer_email", "officer_phone"),
                    *("complaints_address", "regulator_url", "special_category_basis", "hosting"),
                    "privacy_reviewed_on",
                ]
            },
        ),
        (
            "Accessibility statement",
            {
                "fields": [
                    *("accessibility_email", "accessibility_phone", "advisory_service_url"),
                    "accessibility_reviewed_on",
                ]
            },
        ),
        ("How the screen reads enquiries", {"fields": ["screen_owner", "screen_assessment"]}),
    ]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only while there is no row; asked once a request, for the first page asks several times."""
        if not super().has_add_permission(request):
            return False
        if not hasattr(request, "_has_statement_details"):
            request._has_statement_details = StatementDetails.objects.exists()  # type: ignore[attr-defined]
        return not request._has_statement_details  # type: ignore[attr-defined]

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """Lead to the row; to the empty form where there is none yet."""
        if self.has_view_permission(request) and StatementDetails.objects.exists():
            return redirect("admin:core_statementdetails_change", ONLY_ROW)
        if self.has_add_permission(request):
            return redirect("admin:core_statementdetails_add")
        return super().changelist_view(request, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: forms.ModelForm, change: bool) -> None:
        statements.save(details=obj, changed=form.changed_data, by=audit.signed_in(request))
