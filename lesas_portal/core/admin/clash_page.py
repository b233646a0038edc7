"""What is said instead of saving a form that shows something older than what is stored."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from lesas_portal.core import audit, carried_form, typed_fields
from lesas_portal.core.admin import clash, saves, saving_token
from lesas_portal.core.admin.form_parts import FormParts
from lesas_portal.core.admin.saving_token import Token

TOKEN, FIRST_TOKEN, STATE = "_opened", "_opened_first", "_state"
SETTLE, BACK = "_settle", "_back"
ENTRIES = 5  # that the page lists
BACK_TO_FORM = "This is the page with what you chose. Nothing of it is saved yet: look at it, then save."


class SavesForms(Protocol):
    """The admin of a model, as far as these pages ask it."""

    model: type[Model]
    opts: Any
    admin_site: AdminSite

    def seen(self, request: HttpRequest, obj: Any) -> Mapping[str, str]:
        """Return what the form of a row shows, by its parts."""

    def form_parts(self, request: HttpRequest, obj: Any, data: QueryDict | None = None) -> FormParts:
        """Return the parts of its form: as stored, or as sent."""

    def state_shown(self, obj: Any) -> str:
        """Return the state that the form shows."""

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Whether this person may change it."""


def token(admin: SavesForms, request: HttpRequest, obj: Model) -> str:
    """Return the token of the form of ``obj`` as it stands now."""
    person = audit.signed_in(request).pk
    return saving_token.issue(person=person, about=_about(obj, obj.pk), shown=admin.seen(request, obj))


def instead_of_saving(
    admin: SavesForms, request: HttpRequest, object_id: str, obj: Model | None
) -> HttpResponse | None:
    """Return the page that says why a form is not saved; None where it may be.

    What was chosen on that page is put into ``request.POST``.
    """
    opened = _read(admin, request, TOKEN, object_id)
    if obj is None or not admin.has_change_permission(request, obj):
        return _nowhere(admin, request, object_id, obj, opened) if opened else None
    if SETTLE in request.POST:
        return _settle(admin, request, obj, opened)
    if carried_form.only_shows(request) or _is_current(admin, request, obj, opened):
        return None
    return _settle(admin, request, obj, opened)


def _is_current(admin: SavesForms, request: HttpRequest, obj: Model, opened: Token | None) -> bool:
    """Whether nothing was saved since.

    Of a form that does not say when it was opened, the audit knows whether somebody else did anything to the
    row in the longest time that a form may have been open.
    """
    if opened:
        return opened.fits(admin.seen(request, obj))
    return not saves.since(obj, None, {}).exclude(user=audit.signed_in(request)).exists()


def _settle(admin: SavesForms, request: HttpRequest, obj: Model, opened: Token | None) -> HttpResponse | None:
    """Put what was chosen into what was sent; return the page that asks, where there is any choice."""
    mine, theirs = admin.form_parts(request, obj, request.POST), admin.form_parts(request, obj)
    first = _read(admin, request, FIRST_TOKEN, str(obj.pk)) or opened
    found = clash.with_choices(clash.differences(mine, theirs, first), request.POST, opened)
    is_answer = SETTLE in request.POST and opened is not None and opened.fits(admin.seen(request, obj))
    is_other_state = opened is not None and not opened.has_same(STATE, admin.state_shown(obj))
    if (is_answer and all(one.chosen for one in found)) or not (found or is_other_state):
        _use(request, clash.settled(request.POST, mine, theirs, found), token(admin, request, obj))
        return None
    context = {
        **_who(request, obj, first, theirs),
        "found": found,
        "unchosen": [one.label for one in found if not one.chosen] if is_answer else [],
        "state": admin.state_shown(obj) if is_other_state else "",
        "token": token(admin, request, obj),
        "first_token": request.POST.get(FIRST_TOKEN) or request.POST.get(TOKEN, ""),
        "hidden": [one for one in typed_fields.of(request.POST) if not _is_of_this_page(one.name)],
    }
    return _page(admin, request, obj, "admin/clash.html", context)


def _use(request: HttpRequest, data: QueryDict, new_token: str) -> None:
    """Go on with ``data`` as if it had been sent."""
    for name in [name for name in data if _is_of_this_page(name)]:
        del data[name]
    data[TOKEN] = new_token
    if BACK in request.POST:
        carried_form.show_only(request, BACK_TO_FORM)
    request.POST = data  # type: ignore[assignment]


def _is_of_this_page(name: str) -> bool:
    return name in {TOKEN, FIRST_TOKEN, SETTLE, BACK} or name.startswith(clash.CHOICE)


def _nowhere(
    admin: SavesForms, request: HttpRequest, object_id: str, obj: Model | None, opened: Token
) -> HttpResponse:
    """The page for a form about a row that was deleted, or that this person may not change any more."""
    row = obj or admin.model(pk=object_id)
    context = {
        **_who(request, row, opened, None),
        "is_deleted": obj is None,
        "fields": [one for one in typed_fields.of(request.POST) if one.is_written],
    }
    return _page(admin, request, obj, "admin/not_saved.html", context)


def _who(request: HttpRequest, obj: Model, opened: Token | None, theirs: FormParts | None) -> dict[str, Any]:
    """Who saved it since, in words, and what they did, newest first."""
    rows: dict[type[Model], list[str]] = {}
    for one in theirs.rows if theirs else []:
        keys = {part.name for part in one.kept()} | set(opened.prints if opened else ())
        mine = [key.partition(":")[2] for key in keys if key.startswith(f"{one.prefix}:")]
        rows[one.model] = mine
    since = datetime.fromtimestamp(opened.opened, tz=UTC) if opened else None
    entries = list(saves.since(obj, since, rows)[:ENTRIES])
    return {"said": saves.in_words(next(iter(entries), None), audit.signed_in(request)), "entries": entries}


def _page(
    admin: SavesForms, request: HttpRequest, obj: Model | None, template: str, context: dict[str, Any]
) -> HttpResponse:
    context = {
        **admin.admin_site.each_context(request),
        **context,
        "title": "Not saved yet" if obj else "Not saved",
        "opts": admin.opts,
        "original": obj,
    }
    return TemplateResponse(request, template, context, status=409)


def _read(admin: SavesForms, request: HttpRequest, name: str, object_id: str) -> Token | None:
    person = audit.signed_in(request).pk
    return saving_token.read(request.POST.get(name, ""), person=person, about=_about(admin.model, object_id))


def _about(model: Model | type[Model], object_id: object) -> str:
    return f"{audit.type_of(model)}:{object_id}"
