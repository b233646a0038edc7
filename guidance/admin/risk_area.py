"""The four risk areas in the admin: changed, never added."""

from django.contrib import admin

from guidance.admin.forms import IncludingForm
from guidance.admin.publishable import PublishableAdmin
from guidance.admin.where_used import WhereUsed
from guidance.models import RiskArea
from guidance.models.risk_area import TEXTS
from lesas_portal.core.admin.base import NotAdded, NotDeleted


@admin.register(RiskArea)
class RiskAreaAdmin(NotAdded, NotDeleted, WhereUsed, PublishableAdmin):
    """Its texts and the words on the card."""

    form = IncludingForm
    content_fieldsets = [
        ("On the card", {"fields": ["example_words", "order"]}),
        ("Texts", {"fields": [*TEXTS]}),
        ("Whom to ring", {"fields": ["helplines"]}),
    ]
