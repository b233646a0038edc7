"""Whether the guided routes stay sound: judged on the book that readers would get, whole."""

from django.core.exceptions import ValidationError

from guidance import directory
from guidance.models import GuidedRoute, Publishable
from guidance.routes import graph
from guidance.routes.book import Book
from guidance.routes.schema import Block, Route
from guidance.services import route_text, routes


def book_errors(
    *, changed: dict[str, Route] | None = None, blocks: dict[str, Block] | None = None, without: str = ""
) -> tuple[str, ...]:
    """Return what would be wrong if these routes and blocks were public, and one route were not."""
    return graph.errors(book_with(changed=changed, blocks=blocks, without=without))


def book_with(
    *, changed: dict[str, Route] | None = None, blocks: dict[str, Block] | None = None, without: str = ""
) -> Book:
    """Return the book that readers would get if these routes and blocks were public, and one route not."""
    listed = directory.read()
    listed.blocks.update(blocks or {})
    texts = routes.public_routes() | (changed or {})
    texts.pop(without, None)
    return routes.book_of(texts, listed)


def fault_counts() -> dict[str, int]:
    """Return how many faults stop the draft of each route from being published, by slug.

    Only drafts that differ from what readers see are checked one by one: the others stand as they are.
    """
    public, listed = routes.public_routes(), directory.read()
    as_it_is = graph.errors(routes.book_of(public, listed))
    counts = {}
    for slug, text in route_text.of_drafts().items():
        if slug in public and route_text.same_words(text, public[slug]):
            counts[slug] = sum(error.startswith(f"{slug}:") for error in as_it_is)
        else:
            counts[slug] = len(graph.errors(routes.book_of(public | {slug: text}, listed)))
    return counts


def others(obj: Publishable) -> list[Publishable]:
    """Return the other routes, if ``obj`` is one: they are held with it, for they lead into each other."""
    return [*GuidedRoute.objects.exclude(pk=obj.pk)] if isinstance(obj, GuidedRoute) else []


def refuse_unsound_with(obj: Publishable) -> None:
    """Raise ValidationError with every reason why ``obj``, if it is a route, cannot be public now."""
    if isinstance(obj, GuidedRoute) and (edition := obj.edition):
        _refuse(book_errors(changed={obj.slug: route_text.of_edition(edition)}))


def refuse_unsound_without(obj: Publishable) -> None:
    """Raise ValidationError with every reason why the routes cannot do without ``obj``, if it is one."""
    if isinstance(obj, GuidedRoute):
        _refuse(book_errors(without=obj.slug))


def _refuse(errors: tuple[str, ...]) -> None:
    if errors:
        raise ValidationError(list(errors))
