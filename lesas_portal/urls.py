"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from lesas_portal import views

handler400 = views.bad_request
handler403 = views.forbidden
handler404 = views.not_found
handler500 = views.server_error

urlpatterns = [
    path("health/", views.health, name="health"),
    path("admin/", admin.site.urls),
    path("", include("guidance.urls")),
]
