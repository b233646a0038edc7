"""What advisers narrow their lists by: the state of a page, its checks, and whether it is as loaded."""

from datetime import timedelta
from typing import cast

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.utils import timezone

from guidance.models import Publishable, PublishableQuerySet
from guidance.models.helpline_queryset import HelplineQuerySet

SOON = timedelta(days=30)


class StateFilter(admin.SimpleListFilter):
    """The state of a page, by the same rules as the public pages."""

    title = "state"
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return Publishable.State.choices

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        if (value := self.value()) and value in Publishable.State:
            return cast(PublishableQuerySet, queryset).in_state(Publishable.State(value))
        return queryset


class CheckFilter(admin.SimpleListFilter):
    """When it was last checked and when it is due, as the public list of what is due counts it."""

    title = "check"
    parameter_name = "check"

    def lookups(self, request, model_admin):
        return [
            ("due", "Due: never checked, or the day has come"),
            ("soon", "Due in the next 30 days"),
            ("never", "Never checked"),
            ("checked", "Checked"),
        ]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        today = timezone.localdate()
        pages = cast(PublishableQuerySet, queryset)
        match self.value():
            case "due":
                return pages.check_due()
            case "soon":
                return pages.published().filter(next_check_on__gt=today, next_check_on__lte=today + SOON)
            case "never":
                return pages.filter(checked_on=None)
            case "checked":
                return pages.exclude(checked_on=None)
        return pages


class AddressFilter(admin.SimpleListFilter):
    """How sure we are of a resource's web address."""

    title = "web address"
    parameter_name = "address"

    def lookups(self, request, model_admin):
        return [
            ("unconfirmed", "Address not yet confirmed"),
            ("none", "No address"),
            ("seen", "Address seen"),
        ]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        match self.value():
            case "unconfirmed":
                return queryset.filter(~Q(url=""), confidence="known")
            case "none":
                return queryset.filter(url="")
            case "seen":
                return queryset.filter(~Q(url=""), confidence="seen")
        return queryset


class ConfirmFilter(admin.SimpleListFilter):
    """Which contact details of helplines nobody has confirmed, so that the public does not see them."""

    title = "to confirm"
    parameter_name = "confirm"

    def lookups(self, request, model_admin):
        return [
            *(("any", "Anything"), ("phone", "Phone number"), ("text", "Number to text")),
            *(("email", "Email address"), ("hours", "Opening hours")),
        ]

    def queryset(self, request, queryset: QuerySet) -> QuerySet:
        match self.value():
            case "any":
                return cast(HelplineQuerySet, queryset).unconfirmed()
            case "text":
                return queryset.filter(~Q(text_number=""), text_confirmed=False)
            case "phone":
                return queryset.filter(~Q(phone=""), phone_confirmed=False)
            case "email":
                return queryset.filter(~Q(email=""), email_confirmed=False)
            case "hours":
                return queryset.filter(hours_confirmed=False)
        return queryset
