"""The admin site: its titles, and no sidebar."""

from django.contrib.admin import AdminSite
from django.urls import path


class PortalAdminSite(AdminSite):
    """Django's admin site with the portal's titles."""

    site_header = "LESAS portal: admin"
    site_title = "LESAS portal"
    index_title = "What do you want to work on?"
    empty_value_display = "–"
    # Lists need the width, and the way back is in the breadcrumbs.
    enable_nav_sidebar = False

    def get_urls(self):
        # Read late: this module is read before the models.
        from lesas_portal.core.admin.find import find_view

        return [path("find/", self.admin_view(find_view(self)), name="find"), *super().get_urls()]
