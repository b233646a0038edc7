"""The four risk areas in the admin: changed, never added."""

from django.contrib import admin

from guidance.admin.forms import IncludingForm
from guidance.admin.working_copy import WorkingCopyAdmin
from guidance.models import RiskArea
from guidance.models.risk_area import TEXTS
from lesas_portal.core.admin.base import NotAdded, NotDeleted


@admin.register(RiskArea)
class RiskAreaAdmin(NotAdded, NotDeleted, WorkingCopyAdmin):
    """Its texts and the words on the card."""

    form = IncludingForm
    content_fieldsets = [
        ("Heading and card", {"fields": ["heading", "example_words", "order"]}),
        ("Texts", {"fields": [*TEXTS]}),
        ("Whom to ring", {"fields": ["helplines"]}),
    ]
