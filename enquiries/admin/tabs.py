"""The tabs above the lists of enquiries: each a part of them, with how many there are."""

from typing import NamedTuple

from django.contrib import admin
from django.contrib.admin.options import ModelAdmin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse

from enquiries.models import Enquiry, ErasedEnquiry
from enquiries.models.enquiry_queries import EnquiryQuerySet, urgency
from lesas_portal.core import audit

LABELS = {
    "mine": "Mine",
    "nobody": "Nobody’s",
    "waiting": "Waiting for us",
    "sender": "Waiting for them",
    "held": "On hold",
    "closed": "Closed",
    "spam": "Spam",
    "erased": "Erased",
}
WAITING, ALL, SPAM = "waiting", "all", "spam"
# Whoever looks for one, or at all of a school, looks among all of them.
ACROSS = ("q", "establishment", "establishment__exact", "establishment__id__exact")


class Tab(NamedTuple):
    """One part of the enquiries: where it is, how many are in it, and whether it is the one shown."""

    label: str
    url: str
    number: int
    is_current: bool


class TabFilter(admin.SimpleListFilter):
    """What the tabs choose. They stand above the list, so beside it there is nothing to see of them."""

    title = "tab"
    parameter_name = "tab"
    template = "admin/enquiries/_tab_filter.html"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        return [*LABELS.items(), (ALL, "All")]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return part(chosen(request), queryset, person=audit.signed_in(request))


def chosen(request: HttpRequest) -> str:
    """Return the tab that is shown: what waits for us, unless another is asked for or a search goes on."""
    asked = request.GET.get("tab", "")
    if asked in LABELS:
        return asked
    is_across = asked == ALL or any(request.GET.get(name) for name in ACROSS)
    return ALL if is_across else WAITING


def title(name: str) -> str:
    """Return the heading of the page that shows the tab ``name``."""
    if name == SPAM:
        return "Suspected spam"
    return f"Enquiries: {LABELS[name].lower()}" if name in LABELS else "All enquiries"


def part(name: str, enquiries: QuerySet, *, person: object) -> QuerySet:
    """Return those of ``enquiries`` that stand under the tab ``name`` for ``person``."""
    if not isinstance(enquiries, EnquiryQuerySet):
        raise TypeError("Only enquiries have tabs.")
    if name == "mine":
        return enquiries.waiting().filter(owner=person)
    if name == "nobody":
        return enquiries.waiting().filter(owner=None)
    if name == "waiting":
        return enquiries.waiting_for_us()
    if name == "sender":
        return enquiries.waiting_for_sender()
    if name == "held":
        return enquiries.on_hold()
    return enquiries.closed() if name == "closed" else enquiries


def ordering(name: str, *, is_search: bool) -> list:
    """Return the order of the tab ``name``; of all of them the newest first, unless one is looked for."""
    if name == "held":
        return ["hold_until", "pk"]
    if name == "closed":
        return ["-closed_at", "-pk"]
    return ["-received_at", "-pk"] if name == ALL and not is_search else urgency()


def tabs(request: HttpRequest, current: str) -> list[Tab]:
    """Return the tabs that this person may open, with their counts. Three queries."""
    counts = Enquiry.objects.tab_counts(owner=request.user)
    here = reverse("admin:enquiries_enquiry_changelist")
    urls = {name: f"{here}?tab={name}" for name in LABELS if name in counts}
    urls[SPAM] = reverse("admin:enquiries_suspectedspam_changelist")
    if request.user.has_perm("enquiries.view_erasedenquiry") and admin.site.is_registered(ErasedEnquiry):
        urls["erased"] = reverse("admin:enquiries_erasedenquiry_changelist")
        counts["erased"] = ErasedEnquiry.objects.count()
    return [Tab(LABELS[name], urls[name], counts[name], name == current) for name in LABELS if name in urls]
