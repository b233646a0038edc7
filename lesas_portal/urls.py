"""Every address of the site."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe

from enquiries.feedback_views import feedback
from guidance.sitemaps import SITEMAPS
from lesas_portal.core.conditional import conditional
from lesas_portal.staff.urls import lost_password
from lesas_portal.views import errors, health, search, site, speculation

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error

SITEMAP = {"sitemaps": SITEMAPS, "content_type": "application/xml; charset=utf-8"}

urlpatterns = [
    path("about/", site.about, name="about"),
    path("about/data/", site.about_data, name="about_data"),
    path("about/screen/", site.about_screen, name="about_screen"),
    path("about/security/", site.about_security, name="about_security"),
    path("accessibility/", site.accessibility, name="accessibility"),
    path("privacy/", site.privacy, name="privacy"),
    path("cookies/", site.cookies, name="cookies"),
    path("feedback/", feedback, name="feedback"),
    path("health/", health.health, name="health"),
    path("metrics/", health.metrics_page, name="metrics"),
    path("robots.txt", site.robots, name="robots"),
    path("speculation-rules.json", speculation.speculation_rules, name="speculation_rules"),
    path("search/", search.search_page, name="search"),
    path("search.json", search.search_json, name="search_json"),
    path("opensearch.xml", search.opensearch, name="opensearch"),
    path("sitemap.xml", require_safe(conditional(sitemap)), SITEMAP, name="sitemap"),
    path(".well-known/security.txt", site.security, name="security"),
    path("admin/", include(lost_password)),
    path("admin/", admin.site.urls),
    path("enquiries/", include("enquiries.urls")),
    path("", include("guidance.urls")),
]
