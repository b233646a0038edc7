"""The admin site: its titles, and no sidebar."""

from django.contrib.admin import AdminSite


class PortalAdminSite(AdminSite):
    """Django's admin site with the portal's titles."""

    site_header = "LESAS portal: admin"
    site_title = "LESAS portal"
    index_title = "What do you want to work on?"
    empty_value_display = "–"
    # Lists need the width, and the way back is in the breadcrumbs.
    enable_nav_sidebar = False
