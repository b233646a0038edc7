"""The admin as the advisers' desk: its name and its look."""

from django.contrib.admin import AdminSite
from django.contrib.admin.apps import AdminConfig


class PortalAdminSite(AdminSite):
    """The admin in our words."""

    site_header = "LESAS portal: advisers’ desk"
    site_title = "LESAS portal"
    index_title = "What do you want to work on?"
    empty_value_display = "–"
    # Lists need the width, and the way back is in the breadcrumbs.
    enable_nav_sidebar = False


class PortalAdminConfig(AdminConfig):
    """Django's admin with our site; settings.INSTALLED_APPS names it in place of django.contrib.admin."""

    default_site = "lesas_portal.adminsite.PortalAdminSite"
