"""People as Managers see them: who they are, what they may do, when they were here. Nobody is deleted."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.contrib.auth.models import Group, User
from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from lesas_portal import identity_provider
from lesas_portal.core import audit
from lesas_portal.core.admin.base import AuditedAdmin, NotDeleted
from lesas_portal.core.clock import moment_in_full, time_words
from lesas_portal.core.person_names import name_of
from lesas_portal.staff import roles, sign_in
from lesas_portal.staff.admin.act import Act
from lesas_portal.staff.admin.active import ActiveFilter
from lesas_portal.staff.admin.acts import ACTS
from lesas_portal.staff.models import Invitation, Person
from lesas_portal.staff.people_forms import ChangePersonForm, InviteForm
from lesas_portal.staff.services import invitations, people

# Permissions come as one role, and whoever could look at a device would have the secret of a colleague.
admin.site.unregister([User, Group, TOTPDevice, StaticDevice])


@admin.register(Person)
class PersonAdmin(NotDeleted, AuditedAdmin):
    """The list, a page for each person, and the invitation in place of Django's form to add one."""

    services_note = True
    list_display = ("name", "user_name", "role", "second_factor", "last_here", "account")
    list_filter = [ActiveFilter]
    search_fields = ["first_name", "last_name", "username", "email"]
    change_list_template = "admin/staff/people.html"
    actions = None

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        rows = super().get_queryset(request).filter(is_staff=True)
        return (
            rows.annotate(has_device=Exists(devices)).select_related("last_seen").prefetch_related("groups")
        )

    def get_urls(self):
        view = self.admin_site.admin_view
        acts = [
            path(f"<path:object_id>/{act.name}/", view(self._act_view(act)), name=f"staff_person_{act.name}")
            for act in ACTS
        ]
        return [*acts, *super().get_urls()]

    # Lists

    @admin.display(description="Name", ordering="first_name")
    def name(self, person: Person) -> str:
        return name_of(person)

    @admin.display(description="User name", ordering="username")
    def user_name(self, person: Person) -> str:
        return person.get_username()

    @admin.display(description="Role")
    def role(self, person: Person) -> str:
        role = roles.of(person)
        if person.is_superuser:
            return f"{role.label}, superuser" if role else "Superuser"
        return role.label if role else "No role"

    @admin.display(description="Second factor", ordering="has_device")
    def second_factor(self, person: Any) -> str:
        ours = "On" if person.has_device else "Off"
        return "At the council" if identity_provider.is_on() else ours

    @admin.display(description="Last here", ordering="last_seen__at")
    def last_here(self, person: Person) -> str:
        seen = getattr(person, "last_seen", None)
        return moment_in_full(seen.at) if seen else "Never"

    @admin.display(description="Account", ordering="is_active")
    def account(self, person: Person) -> str:
        return "Can sign in" if person.is_active else "Deactivated"

    # Pages

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context=None) -> HttpResponse:
        """Invite a colleague by mail; the account is made when they choose a password."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = InviteForm(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            made = invitations.invite(by=audit.signed_in(request), **form.cleaned_data)
            self.message_user(request, f"The invitation to {made} is on its way.", messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:staff_person_changelist"))
        return self._page(request, "invite", "Invite a colleague", form=form)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context=None
    ) -> HttpResponse:
        """Who somebody is, and what they may do; with the acts upon their account."""
        person = self._person(request, object_id)
        by = audit.signed_in(request)
        may_change = self.has_change_permission(request, person)
        form = ChangePersonForm(request, person=person)
        if request.method == "POST":
            if not may_change:
                raise PermissionDenied
            if form.is_valid() and self._save(request, person, form, by):
                return HttpResponseRedirect(reverse("admin:staff_person_change", args=[person.pk]))
        return self._page(
            request,
            "person",
            name_of(person),
            form=form,
            person=person,
            seen=people.fingerprint(person),
            facts=self._facts(person),
            may_change=may_change,
            acts=[act for act in ACTS if may_change and not act.why_not(person, by)],
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Managers; nobody is invited where the council's groups say who comes in."""
        return super().has_add_permission(request) and not identity_provider.is_on()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Managers; and the account of a superuser only superusers."""
        return super().has_change_permission(request, obj) and (
            obj is None or not people.why_not(person=obj, asking=audit.signed_in(request))
        )

    def _save(self, request: HttpRequest, person: Person, form: ChangePersonForm, by: User) -> bool:
        try:
            changed = people.change(person=person, by=by, seen=request.POST.get("seen"), **form.cleaned_data)
        except people.RefusedError as refused:
            form.add_error("role", str(refused))
            return False
        said = "Saved." if changed else "Nothing was different, so nothing was saved."
        self.message_user(request, f"{form.cleaned_data['full_name']}: {said}", messages.SUCCESS)
        return True

    def _act_view(self, act: type[Act]):
        def view(request: HttpRequest, object_id: str) -> HttpResponse:
            person = self._person(request, object_id)
            if not self.has_change_permission(request, person):
                raise PermissionDenied
            by = audit.signed_in(request)
            back = HttpResponseRedirect(reverse("admin:staff_person_change", args=[person.pk]))
            if why := act.why_not(person, by):
                self.message_user(request, f"Nothing was done. {why}", messages.WARNING)
                return back
            form = act.form(person, request.POST if request.method == "POST" else None)
            if request.method == "POST" and form.is_valid():
                try:
                    self.message_user(request, act.perform(person, by, form.cleaned_data), messages.SUCCESS)
                except people.RefusedError as refused:
                    self.message_user(request, f"Nothing was done. {refused}", messages.WARNING)
                return back
            return self._page(
                request, "act", f"{act.verb}: {name_of(person)}", form=form, person=person, act=act,
                facts=act.facts(person),
            )  # fmt: skip

        return view

    def _person(self, request: HttpRequest, object_id: str) -> Person:
        person = self.get_object(request, unquote(object_id))
        if person is None:
            raise Http404
        if not self.has_view_permission(request, person):
            raise PermissionDenied
        return person

    def _facts(self, person: Person) -> list[tuple[str, str]]:
        until = sign_in.locked_until(person.get_username())
        facts = [
            ("User name", person.get_username()),
            ("Account", self.account(person)),
            ("Second factor", self.second_factor(person)),
            ("Last here", self.last_here(person)),
        ]
        if until:
            facts.append(("Tries to sign in", f"Shut out until {time_words(timezone.localtime(until))}"))
        return facts

    def _page(self, request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
        context = {**self.admin_site.each_context(request), "title": title, "opts": self.opts, **context}
        status = 422 if context["form"].errors else 200
        return TemplateResponse(request, f"admin/staff/{name}.html", context, status=status)

    def changelist_view(self, request: HttpRequest, extra_context=None) -> HttpResponse:
        more = {"title": "People", "invited": Invitation.objects.open(), **(extra_context or {})}
        return super().changelist_view(request, more)
