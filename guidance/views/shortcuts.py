"""Finding a public page, or saying honestly that it has gone (RFC 9110: 410)."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from guidance.models import Publishable, PublishableQuerySet

Page = TypeVar("Page", bound=Publishable)


class WithdrawnError(Exception):
    """The page asked for was public once and no longer is."""

    def __init__(self, obj: Publishable) -> None:
        super().__init__(obj.slug)
        self.obj = obj


def get_published_or_404(queryset: PublishableQuerySet[Page], slug: str) -> Page:
    """Return the public page with ``slug``. Raises WithdrawnError for one that has gone, else Http404."""
    obj = get_object_or_404(queryset, slug=slug)
    if obj.is_published():
        return obj
    if obj.was_published():
        raise WithdrawnError(obj)
    raise Http404


def respond_410_when_withdrawn(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 410 with the reason and the successor when ``view`` meets a withdrawn page."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except WithdrawnError as withdrawn:
            obj = withdrawn.obj
            successor = obj.successor if obj.successor and obj.successor.is_published() else None
            context = {
                "heading": f"{obj.title}: no longer available",
                "obj": obj,
                "successor": successor,
                "replaced_by": getattr(obj, "replaced_by", ""),
                "noindex": True,
            }
            return render(request, "410.html", context, status=410)

    return answer
