"""The history of a page, below its form: read, never written here."""

from django.contrib.contenttypes.admin import GenericTabularInline

from guidance.models import Revision


class RevisionInline(GenericTabularInline):
    """What changed, when and by whom; ``guidance.services.publishing`` writes it."""

    model = Revision
    verbose_name = "change"
    verbose_name_plural = "history"
    fields = ["at", "by", "note", "notable"]
    readonly_fields = fields
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")

    def has_add_permission(self, request, obj=None) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
