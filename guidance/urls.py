"""Addresses of everything people read."""

app_name = "guidance"
urlpatterns = []
