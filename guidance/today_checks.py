"""What the admin's first page says of content: what is scheduled this week, and what is due for a check."""

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse
from django.utils import timezone

from guidance import check_list, turns
from lesas_portal.core.today import Line

SEEN_BY = "guidance.view_contentcheck"


def scheduled_lines(user: User | AnonymousUser) -> list[Line]:
    """Say how many pages become public, or stop being public, within seven days. One query."""
    if not user.has_perm(SEEN_BY):
        return []
    now = timezone.now()
    starts = [turn.is_start for turn in turns.read_turns(turns.turns(at=now, until=now + turns.WEEK))]
    begin = sum(starts)
    page = reverse("admin:guidance_contentcheck_scheduled")
    lines = []
    if begin:
        lines.append(Line(_counted(begin, "is scheduled for", "are scheduled for"), f"{page}?week=starts"))
    if end := len(starts) - begin:
        lines.append(
            Line(_counted(end, "stops being public in", "stop being public in"), f"{page}?week=ends")
        )
    return lines


def due_lines(user: User | AnonymousUser) -> list[Line]:
    """Say how many pages are due for a check, and how many of them are statutory. One query."""
    if not user.has_perm(SEEN_BY):
        return []
    number, statutory = check_list.due_counts()
    if not number:
        return []
    text = "1 page is due for a check" if number == 1 else f"{number} pages are due for a check"
    text += f", {statutory} of them statutory" if statutory and number > 1 else ""
    return [Line(text, reverse("admin:guidance_contentcheck_changelist"))]


def _counted(number: int, one: str, several: str) -> str:
    return f"{number} {'page' if number == 1 else 'pages'} {one if number == 1 else several} the next 7 days"
