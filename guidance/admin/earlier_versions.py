"""Earlier versions of content in the admin: who wrote what, any two beside each other, one taken up again.

Beside it stands "Who did what", the audit: every act upon a row, without a word of it.
"""

from collections.abc import Callable

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_http_methods, require_safe
from reversion.models import Version

from guidance.admin.deleted_drafts import DeletedDraftsAdmin, number_in
from guidance.services import field_words, overlay, versions
from lesas_portal.core import audit
from lesas_portal.core.clock import moment_in_full

PER_PAGE = 50


class VersionsAdmin(DeletedDraftsAdmin):
    """Adds the earlier versions of a row, beside the drafts that were deleted, to a model's admin."""

    def get_urls(self):
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        views: list[tuple[str, Callable[..., HttpResponse], str]] = [
            ("<path:object_id>/versions/", self.versions_view, "versions"),
            ("<path:object_id>/versions/compare/", self.compare_view, "compare"),
        ]
        ours = [
            path(place, self.admin_site.admin_view(view), name=f"{name}_{end}") for place, view, end in views
        ]
        return [*ours, *super().get_urls()]

    def version_asked_for(self, request: HttpRequest, obj: Model) -> Version | None:
        """The version of ``obj`` that the address of its form names. Raises Http404 for one there is not."""
        asked = request.GET.get("version", "")
        return self._version(obj, asked) if asked else None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """With an earlier version in the boxes when the address names one: as if somebody had typed it.

        The row and its token stay those of today, so what is sent is judged like any other form.
        """
        if obj:
            context["versions_url"] = self.page_address("versions", obj.pk)
            context["version"] = version = self.version_asked_for(request, obj)
            form = context["adminform"].form
            if version and not form.is_bound:
                form.initial.update(overlay.in_form(version, form.fields))
        return super().render_change_form(request, context, add, change, form_url, obj)

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        """Who did what, with the way to the words."""
        address = {"versions_url": self.page_address("versions", unquote(object_id))}
        return super().history_view(request, object_id, {**address, **(extra_context or {})})

    @method_decorator(require_safe)
    def versions_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Who wrote which version and when, newest first."""
        obj = self._viewable(request, object_id)
        page = Paginator(versions.of(obj), PER_PAGE).get_page(request.GET.get("page"))
        context = {
            "title": f"Earlier versions: {obj}",
            "page": page,
            "can_put": self.has_change_permission(request, obj),
            "put": self.put_words(request, obj),
        }
        return self.render_page(request, "admin/guidance/versions.html", context, obj)

    @method_decorator(require_http_methods(["GET", "HEAD", "POST"]))
    def compare_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Two versions beside each other; POST puts the earlier one where the row is edited."""
        obj = self._viewable(request, object_id)
        if request.method == "POST":
            return self._put(request, obj)
        pair = [self._version(obj, request.GET.get(name, "")) for name in ("one", "other")]
        earlier, later = sorted(pair, key=lambda version: (version.revision.date_created, version.pk))
        changes = field_words.compare_versions(earlier, later)
        context = {
            "title": f"Compare versions: {obj}",
            "earlier": earlier,
            "later": later,
            "before": f"Earlier: {_day(earlier)}",
            "after": f"Later: {_day(later)}",
            "pair": [earlier, later],
            "changes": changes,
            "count": field_words.count(changes),
            "can_put": self.has_change_permission(request, obj),
            "put": self.put_words(request, obj),
        }
        return self.render_page(request, "admin/guidance/compare_versions.html", context, obj)

    def keep_version(self, request, form, formsets, change: bool) -> None:
        """Keep what was saved in a form as a version, if anything was changed there."""
        changed = form.changed_data + [name for one in formsets if one.has_changed() for name in [one.prefix]]
        if change and not changed:
            return
        labels = [str(form.fields[name].label or name) for name in form.changed_data if name in form.fields]
        words = f"Changed: {', '.join(labels)}" if labels else "Changed"
        if change and (version := self.version_asked_for(request, form.instance)):
            words = f"Put back the version of {_day(version)}"
        versions.keep(obj=form.instance, by=audit.signed_in(request), words=words if change else "Added")

    # What a noun with working copies does otherwise

    def put_words(self, request: HttpRequest, obj: Model) -> str:
        """What the button says that takes an earlier version up again."""
        return "Open this version in the form (nothing is saved)"

    def put_version(self, request: HttpRequest, obj: Model, version: Version) -> HttpResponse:
        """Take an earlier version up again: here, show it in the form."""
        return HttpResponseRedirect(f"{self.page_address('change', obj.pk)}?version={version.pk}")

    def _put(self, request: HttpRequest, obj: Model) -> HttpResponse:
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        return self.put_version(request, obj, self._version(obj, request.POST.get("version", "")))

    def _viewable(self, request: HttpRequest, object_id: str) -> Model:
        obj = self.get_object(request, unquote(object_id))
        if obj is None:
            raise Http404
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        return obj

    def _version(self, obj: Model, asked: str) -> Version:
        version = versions.of(obj).filter(pk=number_in(asked)).first()
        if version is None:
            raise Http404
        return version


def _day(version: Version) -> str:
    return moment_in_full(version.revision.date_created)
