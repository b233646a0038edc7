"""The list of what is due for a check, over all kinds; what is scheduled; and the undo of today's checks."""

from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guidance import check_list, turns
from guidance.admin import check_pages
from guidance.admin.filters import SOON
from guidance.admin.workflow_pages import may_publish
from guidance.models import ContentCheck
from guidance.services import checking
from lesas_portal.core import audit
from lesas_portal.core.admin.base import ReadOnlyAdmin

LIST = "admin:guidance_contentcheck_changelist"
SHOWN = {"due": "Due now", "soon": "Due in the next 30 days", "season": "KCSIE season"}


@admin.register(ContentCheck)
class ContentCheckAdmin(ReadOnlyAdmin):
    """One list of everything that somebody must look at, by the day by which."""

    def get_urls(self):
        pages = (("sign", self.sign), ("scheduled", self.scheduled))
        own = [
            path(f"{name}/", self.admin_site.admin_view(view), name=f"guidance_contentcheck_{name}")
            for name, view in pages
        ]
        undo = self.admin_site.admin_view(self.undo)
        own.append(path("<uuid:batch>/undo/", undo, name="guidance_contentcheck_undo"))
        return own + super().get_urls()

    @method_decorator(require_safe)
    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        """What is due, 50 a page, to tick and sign for."""
        self._refuse_strangers(request)
        show = request.GET.get("show", "due")
        show = show if show in SHOWN else "due"
        kind = request.GET.get("kind", "")
        kind = kind if kind in check_list.KINDS else ""
        rows = check_list.due(until=_until(show), kind=kind, is_season=show == "season")
        page = Paginator(rows, check_pages.AT_MOST).get_page(request.GET.get("p"))
        page.object_list = [*check_list.read(page.object_list)]
        context = {
            "title": "Checks",
            "page": page,
            **_addresses(show, kind, page.number),
            "is_ticked": request.GET.get("tick") == "all",
            "season_ends": check_list.season_ends(timezone.localdate()) if show == "season" else None,
            "may_sign": may_publish(request),
            "marked_today": _marked_by(request),
        }
        return self._page(request, "check_list", context)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def sign(self, request: HttpRequest) -> HttpResponse:
        """Ask for a signature under the pages that were ticked; with one, mark them."""
        if not may_publish(request):
            raise PermissionDenied
        keys = check_list.of_keys(request.POST.getlist("page"))
        if "sign" not in request.POST:
            return check_pages.ask(self, request, keys)
        form = check_pages.SignForm(request.POST)
        if sum(map(len, keys.values())) > check_pages.AT_MOST or not form.is_valid():
            return check_pages.ask(self, request, keys, form)
        due = form.cleaned_data["next_check_on"]
        try:
            marked = checking.mark(keys=keys, by=audit.signed_in(request), next_check_on=due)
        except ValidationError as error:
            form.add_error(None if len(error.messages) > 1 else "next_check_on", error)
            return check_pages.ask(self, request, keys, form)
        self._say_marked(request, len(marked), sum(map(len, keys.values())))
        return HttpResponseRedirect(reverse(LIST))

    @method_decorator(require_POST)
    def undo(self, request: HttpRequest, batch: UUID) -> HttpResponse:
        """Take back what this person marked in one go today."""
        if not may_publish(request):
            raise PermissionDenied
        chosen = ContentCheck.objects.filter(batch=batch).count()
        try:
            restored = len(checking.undo(batch=batch, by=audit.signed_in(request)))
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.WARNING)
        else:
            said = f"Undone: {_pages(restored)}. What was said before stands again."
            if kept := chosen - restored:
                said += f" {_pages(kept).capitalize()} left as it is now: checked again since, or gone."
            self.message_user(request, said, messages.SUCCESS if restored else messages.WARNING)
        return HttpResponseRedirect(reverse(LIST))

    @method_decorator(require_safe)
    def scheduled(self, request: HttpRequest) -> HttpResponse:
        """What becomes public, or stops being public, by the clock."""
        self._refuse_strangers(request)
        are_starts = {"starts": True, "ends": False}.get(request.GET.get("week", ""))
        until = None if are_starts is None else timezone.now() + turns.WEEK
        rows = turns.turns(until=until, are_starts=are_starts)[: 4 * check_pages.AT_MOST]
        context = {"title": "Scheduled", "turns": [*turns.read_turns(rows)], "is_part": until is not None}
        return self._page(request, "scheduled", context)

    def _say_marked(self, request: HttpRequest, marked: int, chosen: int) -> None:
        if not marked:
            words = "Nothing was marked: none of these pages is public now."
            self.message_user(request, words, messages.WARNING)
            return
        words = f"Marked as checked: {_pages(marked)}. You can undo it until midnight, above the list."
        if chosen > marked:
            words += f" {_pages(chosen - marked).capitalize()} left out: not public now."
        self.message_user(request, words, messages.SUCCESS)

    def _refuse_strangers(self, request: HttpRequest) -> None:
        if not self.has_view_permission(request):
            raise PermissionDenied

    def _page(self, request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "opts": self.opts, **context}
        return TemplateResponse(request, f"admin/guidance/{name}.html", context)


def _until(show: str):
    today = timezone.localdate()
    if show == "season":
        return check_list.season_ends(today) - timedelta(days=1)
    return today + SOON if show == "soon" else today


def _link(*, show: str, kind: str, **more) -> str:
    asked = {"show": show, "kind": kind, **more}
    return "?" + urlencode({name: value for name, value in asked.items() if value})


def _addresses(show: str, kind: str, number: int) -> dict[str, Any]:
    link = partial(_link, show=show, kind=kind)
    return {
        "tabs": [(words, link(show=name), name == show) for name, words in SHOWN.items()],
        "kinds": [("All kinds", link(kind=""), not kind), *_kind_links(link, kind)],
        "previous_url": link(p=number - 1),
        "next_url": link(p=number + 1),
        "tick_all_url": link(p=number, tick="all"),
    }


def _kind_links(link: partial, chosen: str) -> list[tuple[str, str, bool]]:
    return [
        (str(model._meta.verbose_name_plural).capitalize(), link(kind=kind), kind == chosen)
        for kind, model in check_list.KINDS.items()
    ]


def _marked_by(request: HttpRequest):
    """What this person marked today and may take back, the newest first: batch, when, how many."""
    mine = ContentCheck.objects.undoable(by=audit.signed_in(request)).order_by()
    return mine.values("batch", "at").annotate(number=Count("pk")).order_by("-at")


def _pages(number: int) -> str:
    return "1 page" if number == 1 else f"{number} pages"
