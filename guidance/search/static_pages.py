"""The pages of this site that are not content rows, so that search finds them too."""

import tomllib
from datetime import UTC, datetime
from pathlib import Path

from django.urls import reverse

from guidance.models import SearchDocument
from guidance.search.documents import said, with_stems

ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)
TYPE = "static_page"
STATIC_PAGES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))


def documents() -> list[SearchDocument]:
    """Return the unsaved rows for the fixed pages."""
    return [
        with_stems(
            SearchDocument(
                **page,
                object_type=TYPE,
                object_id=number,
                kind=SearchDocument.Kind.STATIC_PAGE,
                public_from=ALWAYS,
                url=reverse(name),
            )
        )
        for number, (name, page) in enumerate(STATIC_PAGES.items(), start=1)
    ]


def are_up_to_date() -> bool:
    """Whether the saved rows for the fixed pages say what they should say in this version."""
    return said(SearchDocument.objects.filter(object_type=TYPE)) == said(documents())


def names() -> dict[str, str]:
    """Return the titles of the fixed pages, by what texts call them: ``page:front_door``."""
    return {f"page:{name.rpartition(':')[2]}": page["title"] for name, page in STATIC_PAGES.items()}
