"""The page of “Find anything”. What is typed may name a child, so it is sent by POST and kept nowhere."""

from collections.abc import Callable

from django import forms
from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from lesas_portal.core import find
from lesas_portal.core.privacy import no_trace


class FindForm(forms.Form):
    """One box."""

    words = forms.CharField(label="Find anything", required=False, max_length=find.LONGEST)


def find_view(site: AdminSite) -> Callable[[HttpRequest], HttpResponse]:
    """Return the view of ``site``: it answers with what this person may open, and changes nothing."""

    @no_trace
    @require_http_methods(["GET", "HEAD", "POST"])
    def answer(request: HttpRequest) -> HttpResponse:
        is_sent = request.method == "POST"
        form = FindForm(request.POST if is_sent else None)
        words = form.cleaned_data["words"] if form.is_valid() else ""
        context = {
            **site.each_context(request),
            "title": "Find anything",
            "words": words,
            "is_sent": is_sent,
            "groups": find.find(request.user, words),
            "is_find_page": True,
        }
        return render(request, "admin/find.html", context)

    return answer
