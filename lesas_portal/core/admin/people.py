"""Who may sign in, and what each may do."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group

from lesas_portal.core.admin.saving import SavingAdmin

admin.site.unregister([get_user_model(), Group])


@admin.register(get_user_model())
class PersonAdmin(SavingAdmin, UserAdmin):
    """Django's own page of people, with our audit."""


@admin.register(Group)
class PermissionGroupAdmin(SavingAdmin, GroupAdmin):
    """Django's own page of groups, with our audit."""
