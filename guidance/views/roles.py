"""A page for each role: what people in it come for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from guidance import role_tasks
from guidance.models import PolicyTemplate, Revision, Role
from guidance.models.role import GOVERNORS, ON_HOME
from guidance.planner import board
from guidance.role_tasks import Task
from guidance.services import included
from guidance.update_entries import UpdateEntries
from guidance.update_scope import Scope
from guidance.views.shortcuts import get_published_or_404, respond_410_when_withdrawn

CHANGES = 2


@require_safe
@respond_410_when_withdrawn
def role(request: HttpRequest, slug: str) -> HttpResponse:
    """What one role comes for: five tasks, its policy, whom to ring."""
    found = get_published_or_404(Role.objects.exclude(slug=ON_HOME), slug)
    return render(request, "guidance/role.html", role_context(found))


@require_safe
def parents(request: HttpRequest) -> HttpResponse:
    """The seventh door: parents and carers have pages of their own."""
    return redirect("guidance:handouts", permanent=True)


def role_context(role: Role) -> dict:
    """Everything the page of ``role`` shows."""
    history = Revision.objects.of(role).notable()
    return {
        "heading": role.title,
        "lead": role.summary,
        "crumbs": [],
        "role": role,
        "tasks": tasks_of(role),
        "policy": _policy_of(role),
        "board": board.of_day(timezone.localdate()) if role.slug == GOVERNORS else None,
        "others": Role.objects.published().exclude(slug__in=[ON_HOME, role.slug]),
        "updates": UpdateEntries(scope=Scope(role=role))[:CHANGES],
        "obj": role,
        "history": history,
        "content_date": role.content_date(history),
    }


def _policy_of(role: Role) -> PolicyTemplate | None:
    """The policy of ``role``, where readers can have it."""
    public = PolicyTemplate.objects.published().issued()
    return public.filter(pk=role.policy_id).first() if role.policy_id else None


def tasks_of(role: Role) -> list[Task]:
    """Return the tasks of ``role``, each with the address behind what its text names."""
    return role_tasks.read(included.annotated(role.tasks).texts[0])
