"""Helplines in the admin: details are public only once somebody has ticked that they are right."""

from django.contrib import admin
from django.forms.models import BaseInlineFormSet

from guidance.admin.filters import ConfirmFilter
from guidance.admin.publishable import PublishableAdmin
from guidance.admin.where_used import WhereUsed
from guidance.admin.workflow_pages import may_write
from guidance.models import Helpline, OpeningPeriod, SpecialDay


class NamedFormSet(BaseInlineFormSet):
    """Rows of fields whose only visible names are column heads: each field is given its name (WCAG 4.1.2)."""

    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            field.widget.attrs["aria-label"] = str(field.label)


class HoursInline(admin.TabularInline):
    """Rows of hours; whoever may change the helpline may change them."""

    formset = NamedFormSet
    extra = 1

    def has_add_permission(self, request, obj=None) -> bool:
        return super().has_add_permission(request, obj) and self._may_touch(request, obj)

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and self._may_touch(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return super().has_delete_permission(request, obj) and self._may_touch(request, obj)

    def _may_touch(self, request, helpline: Helpline | None) -> bool:
        return may_write(request, helpline)


class OpeningPeriodInline(HoursInline):
    """The weekly hours of each way of contact."""

    model = OpeningPeriod
    verbose_name = "opening period"
    verbose_name_plural = "opening hours"
    fields = ["way", "weekday", "opens", "closes", "term_time_only"]


class SpecialDayInline(HoursInline):
    """The dates on which a way of contact has other hours, or none."""

    model = SpecialDay
    verbose_name = "special day"
    verbose_name_plural = "special days: closed, or other hours"
    fields = ["way", "day", "opens", "closes"]


@admin.register(Helpline)
class HelplineAdmin(WhereUsed, PublishableAdmin):
    """Who to contact, when it is open, and which of that has been confirmed."""

    content_fieldsets = [
        ("For whom and what", {"fields": ["need", "order", "who", "about", "risk_areas", "audiences"]}),
        (
            "How to make contact",
            {
                "fields": [
                    *("phone", "phone_confirmed", "text_number", "text_word", "seen_in", "seen_on"),
                    *("email", "email_confirmed", "website"),
                ]
            },
        ),
        (
            "When it is open",
            {
                "fields": [
                    *("hours_text", "always_open", "open_on_bank_holidays"),
                    *("hours_confirmed", "hours_seen_on"),
                ]
            },
        ),
        ("For advisers only", {"fields": ["source", "note"]}),
    ]
    inlines = [OpeningPeriodInline, SpecialDayInline]
    list_display = [
        *("title", "state", "checked_on", "next_check_on"),
        *("phone", "to_confirm", "need"),
    ]
    list_filter = [*PublishableAdmin.list_filter, ConfirmFilter, "need", "risk_areas", "audiences"]
    search_fields = [*PublishableAdmin.search_fields, "phone", "email", "who", "about"]
    readonly_fields = ["website"]

    @admin.display(description="website")
    def website(self, obj: Helpline) -> str:
        """The entry of the inventory that it links to; the link is set there."""
        return obj.website.title if obj.pk and obj.website else "None: choose this helpline in its resource."

    @admin.display(description="to confirm")
    def to_confirm(self, obj: Helpline) -> str:
        """What nobody has confirmed yet, so that the public does not see it."""
        details = {
            "phone": obj.phone and not obj.phone_confirmed,
            "e-mail": obj.email and not obj.email_confirmed,
            "hours": not obj.hours_confirmed and (obj.phone or obj.text_number),
        }
        return ", ".join(name for name, is_open in details.items() if is_open)
