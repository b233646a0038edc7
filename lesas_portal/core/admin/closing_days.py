"""The days on which the offices are closed, as advisers enter them."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from lesas_portal.core import audit, closing_days
from lesas_portal.core.admin.saving import SavingAdmin
from lesas_portal.core.form_fields import SingleLineField
from lesas_portal.core.models import ClosingDay


class ClosingDayForm(forms.ModelForm):
    """A day and why."""

    reason = SingleLineField(
        max_length=100,
        help_text=ClosingDay._meta.get_field("reason").help_text,
        required_message="Say why, as you would to a caller",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


@admin.register(ClosingDay)
class ClosingDayAdmin(SavingAdmin):
    """Days that no working day is counted on, beside weekends and bank holidays."""

    form = ClosingDayForm
    services_note = True
    list_display = ["day", "reason"]
    date_hierarchy = "day"
    ordering = ["-day"]
    change_list_template = "admin/closing_days.html"

    def save_model(self, request: HttpRequest, obj: ClosingDay, form: Any, change: bool) -> None:
        closing_days.save(closing_day=obj, by=audit.signed_in(request))

    def delete_model(self, request: HttpRequest, obj: ClosingDay) -> None:
        closing_days.delete(closing_days=[obj], by=audit.signed_in(request))

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        closing_days.delete(closing_days=queryset, by=audit.signed_in(request))
