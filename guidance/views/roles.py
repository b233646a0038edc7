"""A page for each role: what people in it come for."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from guidance import role_tasks
from guidance.models import PolicyTemplate, Revision, Role
from guidance.models.role import ON_HOME
from guidance.role_tasks import Task
from guidance.services import included
from guidance.update_entries import UpdateEntries
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
    tasks = tasks_of(role)
    return {
        "heading": role.title,
        "lead": role.summary,
        "crumbs": [],
        "role": role,
        "tasks": tasks,
        "has_kinds": len({task.icon for task in tasks}) > 1,
        "policy": _policy_of(role),
        "others": Role.objects.published().exclude(slug__in=[ON_HOME, role.slug]),
        "updates": UpdateEntries()[:CHANGES],
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
