"""The four risk areas in the admin: changed, never added."""

from django.contrib import admin

from guidance.admin.publishable import PublishableAdmin
from guidance.models import RiskArea


@admin.register(RiskArea)
class RiskAreaAdmin(PublishableAdmin):
    """Four texts and the words on the card."""

    content = [
        ("On the card", {"fields": ["example_words", "order"]}),
        ("Texts", {"fields": ["definition", "examples", "situations", "actions"]}),
    ]

    def has_add_permission(self, request) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
