"""Static files under hashed names, and under their own where these were not made."""

from collections.abc import Iterator
from typing import Any

from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage

from lesas_portal.core import screen_styles


class StaticFilesStorage(CompressedManifestStaticFilesStorage):
    """The hashed and compressed files that collectstatic makes, the one style sheet of the screen among them.

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

    def post_process(
        self, paths: dict[str, Any], dry_run: bool = False, **options: Any
    ) -> Iterator[tuple[str, str | None, Any]]:
        """Build the style sheets, then give every file its hashed name."""
        if not dry_run:
            self._build_styles(paths)
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _build_styles(self, paths: dict[str, Any]) -> None:
        for built, parts in screen_styles.SHEETS.items():
            texts = []
            for name in parts:
                storage, path = paths[name]
                with storage.open(path) as part:
                    texts.append(part.read().decode())
            # Over the one of an earlier run, which would otherwise keep its name.
            self.delete(built)
            self._save(built, ContentFile(screen_styles.join(texts).encode()))
            paths[built] = (self, built)


def screen_style_addresses() -> list[str]:
    """Return the addresses of the style sheets that a page needs on a screen.

    One where it was built; each part where it was not: under a development server, in tests, and from a list
    of files that is broken or was made by an older version.
    """
    is_built = screen_styles.BUILT in getattr(staticfiles_storage, "hashed_files", {})
    names = (screen_styles.BUILT,) if is_built else screen_styles.PARTS
    return [staticfiles_storage.url(name) for name in names]
