"""What readers say of pages: for those who write them."""

from django.contrib import admin

from enquiries.models import FeedbackComment, FeedbackCount
from lesas_portal.core.admin.base import AuditedAdmin, NotAdded, NotChanged, ReadOnlyAdmin


@admin.register(FeedbackCount)
class FeedbackCountAdmin(ReadOnlyAdmin):
    """How many said that a page helped, by page and day."""

    list_display = ["day", "page", "yes", "no"]
    search_fields = ["page"]
    date_hierarchy = "day"


@admin.register(FeedbackComment)
class FeedbackCommentAdmin(NotAdded, NotChanged, AuditedAdmin):
    """What was missing. An adviser deletes at once what is about a child after all."""

    actions_on_bottom = False

    list_display = ["day", "page", "helped", "text"]
    list_filter = ["helped"]
    search_fields = ["page", "text"]
    date_hierarchy = "day"
