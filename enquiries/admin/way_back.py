"""The way back from an enquiry to the list that it was opened from, as it was."""

from urllib.parse import urlencode

from django.contrib import admin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse

from enquiries.admin import tabs

# Addresses of other pages carry these and no more: words that were searched for may be a name. They stay in
# the address of the list itself, which a short script of the page remembers.
IN_ADDRESSES = (
    *("tab", "need", "signs", "topic__exact", "setting_type__exact", "district__exact"),
    *("establishment__exact", "establishment__id__exact", "o", "p"),
)


class WayBack(admin.ModelAdmin):
    """Carries a list's tab, filters, order and page through the pages of its enquiries, as Django does."""

    shown_tab = ""
    """The tab that the whole list stands under; empty where a list has several."""

    def get_preserved_filters(self, request: HttpRequest) -> str:
        """Return what Django puts behind the addresses that a list leads to; empty without a list."""
        filters = self._filters(request)
        return urlencode({"_changelist_filters": filters.urlencode()}) if filters else ""

    def list_query(self, request: HttpRequest) -> str:
        """Return the same with a question mark, to be put behind an address."""
        preserved = self.get_preserved_filters(request)
        return f"?{preserved}" if preserved else ""

    def list_address(self, request: HttpRequest) -> str:
        """Return where the list is; it may be another than this one, for an enquiry goes to spam and back."""
        filters = self._filters(request)
        tab = filters.get("tab") or self.shown_tab
        if tab != tabs.SPAM:
            here = reverse("admin:enquiries_enquiry_changelist")
            return f"{here}?{filters.urlencode()}" if filters else here
        # That list has no tabs.
        filters.pop("tab", None)
        here = reverse("admin:enquiries_suspectedspam_changelist")
        return f"{here}?{filters.urlencode()}" if filters else here

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        """Say that it is deleted, and go back to the list."""
        super().response_delete(request, obj_display, obj_id)
        return HttpResponseRedirect(self.list_address(request))

    def _filters(self, request: HttpRequest) -> QueryDict:
        is_list = getattr(request.resolver_match, "url_name", "") == f"{self._prefix}_changelist"
        given = request.GET if is_list else QueryDict(request.GET.get("_changelist_filters", ""))
        filters = QueryDict(mutable=True)
        for name in IN_ADDRESSES:
            if name in given:
                filters[name] = given[name]
        if is_list:
            filters["tab"] = self.shown_tab or tabs.chosen(request)
        return filters

    @property
    def _prefix(self) -> str:
        return f"{self.opts.app_label}_{self.opts.model_name}"
