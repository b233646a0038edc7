"""What the admin offers for anything publishable: list, form, buttons, and who may do what.

An Editor writes drafts. What is or was public, only somebody with ``guidance.publish_content`` changes.
"""

from django.contrib import admin
from django.contrib.contenttypes.admin import GenericTabularInline
from django.forms import CheckboxSelectMultiple
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.html import format_html

from guidance.admin import check_pages
from guidance.admin.earlier_versions import VersionsAdmin
from guidance.admin.filters import CheckFilter, StateFilter
from guidance.admin.forms import FIELD_OVERRIDES, SHORT_LISTS, PublishableForm, SourcesSelect
from guidance.admin.preview import PreviewAdmin
from guidance.admin.workflow import Publish
from guidance.admin.workflow_pages import WorkflowAdmin, may_publish, may_write
from guidance.clock_words import dated_moment_words
from guidance.models import Publishable, Revision
from guidance.services import editing, publishing, versions
from lesas_portal.core import audit
from lesas_portal.core.admin import list_words
from lesas_portal.core.admin.base import ReadOnly

LIFE = (
    *("state", "publish_at", "withdraw_at", "first_public_at"),
    *("checked_on", "checked_by", "next_check_on", "origin"),
)
END = ["withdrawn_reason", "successor"]


class RevisionInline(ReadOnly, GenericTabularInline):
    """The history of a page, below its form: what changed, when and by whom. Services write it."""

    model = Revision
    verbose_name = "change"
    verbose_name_plural = "history"
    fields = readonly_fields = list_words.columns(Revision, ["at", "by", "note", "notable"])
    extra = 0

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("by")


class PublishableAdmin(VersionsAdmin, PreviewAdmin, WorkflowAdmin):
    """Base of every noun's admin. A noun names its fields in ``content_fieldsets`` and adds to the lists."""

    form = PublishableForm
    formfield_overrides = FIELD_OVERRIDES
    content_fieldsets: list = []
    list_display = ["title", "state", "checked_on", "next_check_on"]
    list_filter = [StateFilter, CheckFilter]
    search_fields = ["title", "slug", "summary", "keywords"]
    list_per_page = 50
    actions = ["mark_checked_today"]
    view_on_site = False

    class Media:
        # Django sorts these among its own, so ours comes after the script that makes the boxes.
        js = ["admin/js/jquery.init.js", "admin/js/autocomplete.js", "js/admin-names.js"]

    # The form

    def get_fieldsets(self, request, obj=None):
        """The noun's own fields between what all have; what readers are told comes last, but for life."""
        sets = [
            ("The page", {"fields": ["title", "slug", "summary"]}),
            *self.content_fieldsets,
            ("Finding it and answering for it", {"fields": ["keywords", "owner"]}),
        ]
        if obj and self.tells_on_saving(obj) and self.has_change_permission(request, obj):
            notice = "This page is public: readers see what you save at once."
            sets.append(("Tell readers", {"fields": ["change_note"], "description": notice}))
        if obj:
            end = END if obj.withdrawn_reason and not obj.is_published() else []
            sets.append(("State and checks", {"fields": [*LIFE, *end]}))
        return sets

    def tells_on_saving(self, obj: Publishable) -> bool:
        """Whether what is saved in the form reaches readers at once, so that it asks what to tell them."""
        return obj.is_published()

    def get_readonly_fields(self, request, obj=None):
        """The life of a page is changed by buttons; its address is frozen once it was public."""
        frozen = ["slug"] if obj and not obj.is_draft else []
        return [*super().get_readonly_fields(request, obj), *LIFE, *END, *frozen]

    def get_inlines(self, request, obj):
        """The history below the form; a new page has none."""
        return [*super().get_inlines(request, obj), *([RevisionInline] if obj else [])]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """The form; what says how a date is set stands where it is set, not beside the date that it has."""
        help_texts = {**dict.fromkeys(LIFE, ""), **kwargs.pop("help_texts", {})}
        return super().get_form(request, obj, change=change, help_texts=help_texts, **kwargs)

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": ["title"]}

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        """Tick boxes for the short lists."""
        if db_field.related_model in SHORT_LISTS:
            kwargs["widget"] = CheckboxSelectMultiple
        elif db_field.name in self.autocomplete_fields:
            kwargs["widget"] = SourcesSelect(db_field, self.admin_site)
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def save_model(self, request, obj, form, change: bool) -> None:
        """Before anything of the page is written, lists among it, keep the state it was in."""
        if change and form.changed_data:
            versions.keep_state_before(obj=obj)
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change) -> None:
        """After the last part is saved, tell readers and bring up to date what follows from it."""
        super().save_related(request, form, formsets, change)
        # A draft has no readers to tell, whatever is sent with its form.
        note = form.cleaned_data.get("change_note", "") if self.tells_on_saving(form.instance) else ""
        if change and note.strip():
            publishing.note_change(obj=form.instance, by=audit.signed_in(request), note=note)
        else:
            self.keep_version(request, form, formsets, change)
            editing.update_derived(form.instance)

    def response_add(self, request, obj, post_url_continue=None):
        return self._ask_to_publish(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request, obj):
        return self._ask_to_publish(request, obj) or super().response_change(request, obj)

    def _ask_to_publish(self, request, obj) -> HttpResponse | None:
        if "_publish" in request.POST and self.may_perform(request, obj, Publish):
            return HttpResponseRedirect(self.address(obj, Publish.name))
        return None

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["buttons"] = self.workflow_buttons(request, obj)
            context["preview_url"] = self.preview_url(obj)
            context["public_url"] = obj.get_absolute_url() if obj.is_published() else ""
        else:
            context["preview_url"] = self.preview_new_url()
        context["show_publish"] = self.goes_on_to_publish(request, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def goes_on_to_publish(self, request, obj) -> bool:
        """Whether the form offers to save and go on to publish."""
        draft = obj is None or obj.is_draft
        return draft and may_publish(request) and self.has_change_permission(request, obj)

    # Who may do what

    def has_change_permission(self, request, obj=None) -> bool:
        return super().has_change_permission(request, obj) and may_write(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        """Only drafts go: what was public is withdrawn, so that its address can say so."""
        return super().has_delete_permission(request, obj) and (obj is None or obj.is_draft)

    # Lists

    @admin.display(description="state", ordering="status")
    def state(self, obj: Publishable) -> str:
        """The state in words, as the public rules see it now."""
        state = obj.state()
        words = state.label
        if obj.publish_at and state is Publishable.State.SCHEDULED:
            words = f"{words} for {dated_moment_words(obj.publish_at)}"
        return format_html('<span class="state state--{}">{}</span>', state.value, words)

    @admin.display(description="origin")
    def origin(self, obj: Publishable) -> str:
        """Whether the row came with the portal or was written here."""
        return "Came with the portal" if obj.seed_state else "Written here"

    @admin.action(description="Mark as checked", permissions=["publish"])
    def mark_checked_today(self, request, queryset) -> HttpResponse:
        """Ask this person to sign for the selected pages, by name."""
        return check_pages.ask(self, request, {queryset.model: list(queryset.values_list("pk", flat=True))})

    def has_publish_permission(self, request) -> bool:
        """What the action above asks for."""
        return may_publish(request)

    def get_actions(self, request):
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions
