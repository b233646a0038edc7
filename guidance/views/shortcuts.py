"""Finding a public page, or saying honestly that it has gone (RFC 9110: 410)."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from guidance.models import Publishable, PublishableQuerySet


class Withdrawn(Exception):
    """The thing asked for was public once and no longer is."""

    def __init__(self, thing: Publishable) -> None:
        super().__init__(thing.slug)
        self.thing = thing


def get_public(queryset: PublishableQuerySet, slug: str) -> Publishable:
    """Return the public thing with ``slug``. Raises Withdrawn for one that has gone, else Http404."""
    thing = get_object_or_404(queryset, slug=slug)
    if thing.is_published():
        return thing
    if queryset.withdrawn().filter(pk=thing.pk).exists():
        raise Withdrawn(thing)
    raise Http404


def gone_if_withdrawn(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 410 with the reason and the successor when ``view`` meets something withdrawn."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Withdrawn as withdrawn:
            thing = withdrawn.thing
            successor = thing.successor if thing.successor and thing.successor.is_published() else None
            context = {
                "heading": f"{thing.title}: no longer available",
                "thing": thing,
                "successor": successor,
                "noindex": True,
            }
            return render(request, "410.html", context, status=410)

    return answer
