"""Invitations that were sent, with what became of them; one can be taken back."""

from django.contrib import admin
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from lesas_portal.core import audit
from lesas_portal.core.admin.base import AuditedAdmin, NotAdded, NotChanged
from lesas_portal.staff.models import Invitation
from lesas_portal.staff.services import invitations


@admin.register(Invitation)
class InvitationAdmin(NotAdded, NotChanged, AuditedAdmin):
    """Sent from the list of people; here to look at, and to take back."""

    services_note = True
    list_display = ("full_name", "email", "role", "invited_by_name", "state")
    fields = list_display

    @admin.display(description="State", ordering="sent_at")
    def state(self, row: Invitation) -> str:
        return row.state

    def delete_model(self, request: HttpRequest, obj: Invitation) -> None:
        invitations.withdraw(invitation=obj, by=audit.signed_in(request))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet) -> None:
        with transaction.atomic():
            for row in queryset:
                invitations.withdraw(invitation=row, by=audit.signed_in(request))
