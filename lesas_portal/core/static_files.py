"""Static files under hashed names, and under their own where these were not made."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """The hashed and compressed files that collectstatic makes.

    A list of them that is missing, broken or too old must not take every page down, the Front Door first: a
    file that is not in the list has its plain address, and at worst a page without its looks.

    The list is read once, when the portal starts, so the address of a file is worked out once too.
    """

    def __init__(self, *args: object, **kwargs: object) -> None:
        self._addresses: dict[str, str] = {}
        super().__init__(*args, **kwargs)

    def url(self, name: str, force: bool = False) -> str:
        """Return the address of a file."""
        if name not in self._addresses or force:
            self._addresses[name] = super().url(name, force)
        return self._addresses[name]

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
