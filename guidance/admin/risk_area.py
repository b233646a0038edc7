"""The four risk areas in the admin: changed, never added."""

from django.contrib import admin

from guidance.admin.publishable import PublishableAdmin
from guidance.models import RiskArea
from lesas_portal.core.admin.base import NotAdded, NotDeleted


@admin.register(RiskArea)
class RiskAreaAdmin(NotAdded, NotDeleted, PublishableAdmin):
    """Four texts and the words on the card."""

    content_fieldsets = [
        ("On the card", {"fields": ["example_words", "order"]}),
        ("Texts", {"fields": ["definition", "examples", "situations", "actions"]}),
    ]
