"""The doors by role in the admin: changed, never added, for each has an address that others rely on."""

from collections.abc import Callable

from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget

from guidance.admin.forms import IncludingForm
from guidance.admin.working_copy import WorkingCopyAdmin
from guidance.models import Publishable, Role
from guidance.models.role import ON_HOME
from guidance.role_tasks import NUMBER
from guidance.views import home
from lesas_portal.core.admin.base import NotAdded, NotDeleted


class RoleForm(IncludingForm):
    """A box in which five lines can be read."""

    class Meta:
        widgets = {"tasks": AdminTextareaWidget(attrs={"rows": 2 * NUMBER})}


@admin.register(Role)
class RoleAdmin(NotAdded, NotDeleted, WorkingCopyAdmin):
    """Its door on the home page, its five tasks, and its policy."""

    form = RoleForm
    content_fieldsets = [
        ("On its door", {"fields": ["name", "icon", "order"]}),
        ("Behind it", {"fields": ["tasks", "policy", "audiences"]}),
    ]
    list_display = ["title", "state", "name", "checked_on", "next_check_on"]
    search_fields = [*WorkingCopyAdmin.search_fields, "name", "tasks"]

    def page_of(self, obj: Publishable) -> tuple[str, Callable[..., dict]]:
        """What people also come for stands on the home page."""
        if obj.slug == ON_HOME:
            return "guidance/home.html", home.home_context
        return super().page_of(obj)
