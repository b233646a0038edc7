"""The page on which a person signs for several pages at once: it names each, and asks one sentence."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from guidance.admin.workflow_form import date_field
from guidance.models import Publishable
from guidance.services import checking

AT_MOST = 50
Keys = Mapping[type[Publishable], Collection[int]]


class SignForm(forms.Form):
    """When somebody must look again."""

    next_check_on = date_field(
        label="Check again on",
        help_text="3 to 36 months from today, for all of them. Readers see this day.",
    )

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["next_check_on"].initial = checking.next_check_day(timezone.localdate())


@dataclass(frozen=True)
class Signed:
    """One page that is signed for."""

    key: str
    title: str
    kind: str
    url: str
    admin_url: str


def ask(admin: ModelAdmin, request: HttpRequest, keys: Keys, form: SignForm | None = None) -> HttpResponse:
    """Show the pages of ``keys`` and what this person is about to say of them; refuse more than AT_MOST."""
    chosen = sum(map(len, keys.values()))
    rows = [row for model in keys for row in model.objects.filter(pk__in=keys[model]) if chosen <= AT_MOST]
    public = [row for row in rows if row.is_published()]
    if reason := _why_not(chosen, len(public)):
        admin.message_user(request, reason, messages.WARNING)
        return HttpResponseRedirect(_back(request))
    context: dict[str, Any] = {
        **admin.admin_site.each_context(request),
        "title": "Mark as checked",
        "opts": admin.opts,
        "form": form or SignForm(),
        "pages": [*_signed(admin, public)],
        "left_out": [row for row in rows if row not in public],
        "sign_url": reverse("admin:guidance_contentcheck_sign"),
    }
    return TemplateResponse(request, "admin/guidance/check_sign.html", context)


def _why_not(chosen: int, public: int) -> str:
    """Why nobody may sign for so many pages, so many of them public; empty if they may."""
    if chosen > AT_MOST:
        return (
            f"Nothing was marked. You chose {chosen} pages, and {AT_MOST} is the most at once: "
            "you say of each that you read it."
        )
    return "" if public else "Nothing was marked. Tick pages that are public: only these are checked."


def _back(request: HttpRequest) -> str:
    is_list = request.path != reverse("admin:guidance_contentcheck_sign")
    return request.get_full_path() if is_list else reverse("admin:guidance_contentcheck_changelist")


def _signed(admin: ModelAdmin, rows: list[Publishable]) -> Iterator[Signed]:
    for row in rows:
        kind = row._meta.model_name
        yield Signed(
            key=f"{kind}:{row.pk}",
            title=row.title,
            kind=str(row._meta.verbose_name),
            url=row.get_absolute_url(),
            admin_url=reverse(f"{admin.admin_site.name}:guidance_{kind}_change", args=[row.pk]),
        )
