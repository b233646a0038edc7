"""Who may sign in, and what each may do."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group

from lesas_portal.core.admin.base import AuditedAdmin

admin.site.unregister([get_user_model(), Group])


@admin.register(get_user_model())
class PersonAdmin(AuditedAdmin, UserAdmin):
    """Django's own page of people, with our audit."""


@admin.register(Group)
class PermissionGroupAdmin(AuditedAdmin, GroupAdmin):
    """Django's own page of groups, with our audit."""
