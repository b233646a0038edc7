"""When each scheduled task last ran."""

from django.contrib import admin

from lesas_portal.core.admin.base import ReadOnlyAdmin
from lesas_portal.core.models import TaskRun


@admin.register(TaskRun)
class TaskRunAdmin(ReadOnlyAdmin):
    """One row a task, to look at."""

    list_display = ["name", "started_at", "finished_at", "outcome"]
