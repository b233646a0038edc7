"""Static files under hashed names, and under their own where these were not made."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """The hashed and compressed files that collectstatic makes.

    A list of them that is missing, broken or too old must not take every page down, the Front Door first: a
    file that is not in the list has its plain address, and at worst a page without its looks.
    """

    def load_manifest(self) -> tuple[dict[str, str], str]:
        """Return what the list says; nothing when it cannot be read."""
        try:
            return super().load_manifest()
        except (OSError, ValueError):
            return {}, ""

    def stored_name(self, name: str) -> str:
        """Return the hashed name of a file, or its own."""
        try:
            return super().stored_name(name)
        except ValueError:
            return name
