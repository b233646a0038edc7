"""What the admin's first page says about changes that wait: for an adviser, or back with their writer."""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Count, Q
from django.urls import reverse

from guidance.models import WorkingCopy
from lesas_portal.core.today import Line


def copy_lines(user: User | AnonymousUser) -> list[Line]:
    """Return how many changes are ready, for advisers, and how many of one's own came back. One query."""
    if not user.has_perm("guidance.view_workingcopy"):
        return []
    state = WorkingCopy.State
    found = WorkingCopy.objects.aggregate(
        ready=Count("pk", filter=Q(state=state.READY)),
        sent_back=Count("pk", filter=Q(state=state.SENT_BACK, owner=user.pk)),
    )
    page = reverse("admin:guidance_workingcopy_changelist")
    lines = []
    if found["ready"] and user.has_perm("guidance.publish_content"):
        lines.append(Line(_words(found["ready"], "ready for an adviser"), f"{page}?state={state.READY}"))
    if found["sent_back"]:
        words = _words(found["sent_back"], "sent back to you")
        lines.append(Line(words, f"{page}?state={state.SENT_BACK}&whose=mine"))
    return lines


def _words(number: int, state: str) -> str:
    return f"Changes to 1 page are {state}" if number == 1 else f"Changes to {number} pages are {state}"
