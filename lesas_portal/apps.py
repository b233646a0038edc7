"""The project package as a Django app, and Django's admin with our site."""

from django.apps import AppConfig

# Importing AdminConfig itself would give this module two default configurations.
from django.contrib.admin import apps as admin_apps


class PortalConfig(AppConfig):
    """Templates, commands and views of the portal itself."""

    name = "lesas_portal"
    default = True


class PortalAdminConfig(admin_apps.AdminConfig):
    """Django's admin with our site; settings.INSTALLED_APPS names it in place of django.contrib.admin."""

    default = False
    default_site = "lesas_portal.admin.PortalAdminSite"
