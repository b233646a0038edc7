"""The list of enquiries: tabs, the order of harm, and a search that looks everywhere."""

from datetime import date
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.views.main import ChangeList
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from enquiries import list_search, reply_words
from enquiries.admin import tabs
from enquiries.admin.way_back import WayBack
from enquiries.models import Enquiry, ErasedEnquiry
from enquiries.models.enquiry_queries import EnquiryQuerySet
from lesas_portal.core import closing_days, reference
from lesas_portal.core.admin.reference_search import ReferenceSearch

# What no list shows: a page of a list need not carry the messages of fifty people.
UNSEEN_IN_LISTS = ("message", "preferred_dates", "attendees", "screen_signals", "outcome_missing")


class NeedFilter(admin.SimpleListFilter):
    """What the first page of the admin counts."""

    title = "what needs doing"
    parameter_name = "need"

    def lookups(self, request: HttpRequest, model_admin: ModelAdmin) -> list[tuple[str, str]]:
        return [
            ("read-first", "Read first"),
            ("late", "Late"),
            ("today", "Answer today"),
            ("back", "Back from hold"),
        ]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        enquiries = cast(EnquiryQuerySet, queryset)
        if self.value() == "read-first":
            return enquiries.read_first()
        if self.value() == "late":
            return enquiries.overdue()
        if self.value() == "today":
            return enquiries.due_on(timezone.localdate())
        return enquiries.back_from_hold() if self.value() == "back" else enquiries


class ShortRows(ChangeList):
    """Leaves what no list shows in the database; not where an action is done, which may need all of a row."""

    def __init__(self, request: HttpRequest, *args: Any, **options: Any) -> None:
        super().__init__(request, *args, **options)
        # Django would look up the address of every row before it puts the filters behind it.
        self.list_query, self.preserved_filters = cast(WayBack, self.model_admin).list_query(request), ""

    def url_for_result(self, result: Any) -> str:
        return super().url_for_result(result) + self.list_query

    def get_queryset(self, request: HttpRequest, exclude_parameters: Any = None) -> QuerySet:
        rows = super().get_queryset(request, exclude_parameters)
        return rows.defer(*UNSEEN_IN_LISTS) if request.method == "GET" else rows


class LatePages(Paginator):
    """Looks for the keys of a late page first: else every row before it is read whole, to be left out."""

    FROM = 500

    def page(self, number: int | str) -> Page:
        number = self.validate_number(number)
        start = (number - 1) * self.per_page
        if start < self.FROM:
            return super().page(number)
        rows = cast(QuerySet, self.object_list)
        keys = list(rows.values_list("pk", flat=True)[start : start + self.per_page])
        return Page(rows.filter(pk__in=keys), number, self)


class EnquiryList(WayBack, ReferenceSearch):
    """What the lists of enquiries and of suspected spam have in common."""

    change_list_template = "admin/enquiries/enquiry_list.html"
    search_fields = list_search.FIELDS
    show_full_result_count = False
    list_per_page = 50
    paginator = LatePages

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet, search_term: str
    ) -> tuple[QuerySet, bool]:
        if not search_term.strip():
            return queryset, False
        named = self.named(request, queryset, search_term)
        if named is not None:
            return named, False
        found = list_search.matching(queryset, search_term)
        if len(found) > list_search.MOST:
            found = found[: list_search.MOST]
            messages.warning(request, f"Only the newest {len(found)} are shown: add a word to find fewer.")
        return queryset.filter(pk__in=found), False

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return ShortRows

    def action_checkbox(self, obj: Any):
        """The box before a row; Django's renders a form for each."""
        box = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="Choose {}">'
        return format_html(box, ACTION_CHECKBOX_NAME, obj.pk, obj)

    def changelist_view(self, request: HttpRequest, extra_context: dict | None = None) -> HttpResponse:
        """The list; a word about an enquiry that is looked for by its reference and stands elsewhere."""
        current = self.shown_tab or tabs.chosen(request)
        extra = {
            "tabs": tabs.tabs(request, current),
            "tab": current,
            "title": tabs.title(current),
            **(extra_context or {}),
        }
        if self.has_view_permission(request):
            self._say_where_it_is(request)
        return super().changelist_view(request, extra)

    def _say_where_it_is(self, request: HttpRequest) -> None:
        found = reference.parse(request.GET.get("q", ""))
        if not found or self.get_queryset(request).filter(reference=found).exists():
            return
        if there := Enquiry.objects.filter(reference=found).first():
            kind = "suspectedspam" if there.status == Enquiry.Status.SPAM else "enquiry"
            url = reverse(f"admin:enquiries_{kind}_change", args=[there.pk])
            where = "suspected spam" if there.status == Enquiry.Status.SPAM else "the enquiries"
            messages.info(request, format_html('<a href="{}">{}</a> is in {}.', url, found, where))
        elif ErasedEnquiry.objects.filter(reference=found).exists():
            messages.info(request, f"{found} was erased: about a child.")


class AnswerBy:
    """The column that says by when to answer; it knows the closing days, so that no row asks for them."""

    short_description = "Answer by"
    admin_order_field = "reply_by"
    __name__ = "answer_by"

    def __init__(self, on: date, closed: frozenset[date]) -> None:
        self.on, self.closed = on, closed

    def __call__(self, enquiry: Enquiry) -> str:
        words = reply_words.answer_by(enquiry, on=self.on, closed=self.closed)
        kind = _urgency_class(enquiry, self.on)
        return format_html('<span class="answer-by{}">{}</span>', kind, words)


def answer_by_column() -> AnswerBy:
    """Return the column for one page of a list. One query."""
    return AnswerBy(timezone.localdate(), closing_days.known_days())


def _urgency_class(enquiry: Enquiry, on: date) -> str:
    if enquiry.status != Enquiry.Status.OPEN:
        return ""
    if enquiry.care:
        return " answer-by--first"
    is_waiting = not enquiry.awaiting_sender and not (enquiry.hold_until and enquiry.hold_until > on)
    return " answer-by--late" if is_waiting and enquiry.reply_by < on else ""
