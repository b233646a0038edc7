"""Addresses of everything people send."""

from django.urls import path

from enquiries import views

app_name = "enquiries"
urlpatterns = [
    path("", views.question, name="question"),
    path("new/", views.new, name="new"),
    path("check/", views.check, name="check"),
    path("establishments.json", views.establishments, name="establishments"),
    path("not-kept.css", views.not_kept, name="not_kept"),
    path("sent/<slug:token>/", views.sent, name="sent"),
]
