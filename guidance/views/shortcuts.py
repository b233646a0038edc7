"""Finding a public page, or saying honestly that it has gone (RFC 9110: 410)."""

from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from guidance.clock_words import dated_moment_words
from guidance.models import Publishable, PublishableQuerySet

Page = TypeVar("Page", bound=Publishable)


class WithdrawnError(Exception):
    """The page asked for was public once and is not now."""

    def __init__(self, obj: Publishable) -> None:
        super().__init__(obj.slug)
        self.obj = obj


def get_published_or_404(queryset: PublishableQuerySet[Page], slug: str) -> Page:
    """Return the public page with ``slug``.

    Raises WithdrawnError for one that was public once and is not now, else Http404.
    """
    obj = get_object_or_404(queryset, slug=slug)
    if obj.is_published():
        return obj
    if obj.was_published():
        raise WithdrawnError(obj)
    raise Http404


def _gone(obj: Publishable) -> dict[str, object]:
    """What readers are told of a page that was public once: why, what replaced it, when it comes back.

    What ended by the clock has no reason, but may carry one from a time before.
    """
    back = obj.comes_back_at
    has_ended = obj.state() is Publishable.State.ENDED
    reason = f"It was here until {dated_moment_words(obj.withdraw_at)}." if obj.withdraw_at else ""
    return {
        "heading": f"{obj.title}: {'not available now' if back else 'no longer available'}",
        "reason": reason if has_ended else obj.withdrawn_reason,
        "comes_back": dated_moment_words(back) if back else "",
        "successor": None if has_ended else obj.replacement,
        "replaced_by": getattr(obj, "replaced_by", ""),
        "noindex": True,
    }


def respond_410_when_withdrawn(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 410 with the reason and the successor when ``view`` meets a withdrawn page."""

    @wraps(view)
    def answer(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except WithdrawnError as withdrawn:
            return render(request, "410.html", _gone(withdrawn.obj), status=410)

    return answer
