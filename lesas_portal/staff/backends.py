"""What Django asks about people who signed in by the council's identity provider."""

from typing import Any

from django.contrib.auth.backends import ModelBackend


class ProviderBackend(ModelBackend):
    """Who somebody is and may do, as ever; a name and a password let nobody in."""

    def authenticate(self, request: Any, username: Any = None, password: Any = None, **_: Any) -> None:
        """Return nobody: a sign-in comes from the provider only (``views.provider``)."""
