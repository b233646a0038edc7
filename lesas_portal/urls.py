"""Every address of the site."""

from django.contrib import admin
from django.contrib.sitemaps.views import sitemap
from django.urls import include, path
from django.views.decorators.http import require_safe

from guidance.sitemaps import SITEMAPS
from lesas_portal import search_page, views

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error

urlpatterns = [
    path("about/", views.about, name="about"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("health/", views.health, name="health"),
    path("robots.txt", views.robots, name="robots"),
    path("search/", search_page.search_page, name="search"),
    path("search.json", search_page.search_json, name="search_json"),
    path("opensearch.xml", search_page.opensearch, name="opensearch"),
    path("sitemap.xml", require_safe(sitemap), {"sitemaps": SITEMAPS}, name="sitemap"),
    path(".well-known/security.txt", views.security, name="security"),
    path("admin/", admin.site.urls),
    path("enquiries/", include("enquiries.urls")),
    path("", include("guidance.urls")),
]
