"""What the self-review takes from the content: which of its pages and sources readers get now."""

from collections.abc import Iterable

from guidance.models import Resource, SearchDocument


def page_titles(addresses: Iterable[str]) -> dict[str, str]:
    """Return the titles of those of our pages at ``addresses`` that are public. One query."""
    pages = SearchDocument.objects.public().filter(part="", url__in=set(addresses))
    return dict(pages.values_list("url", "title"))


def sources(keys: Iterable[str]) -> dict[str, Resource]:
    """Return the public resources with these keys. One query."""
    return {row.slug: row for row in Resource.objects.published().filter(slug__in=set(keys))}
