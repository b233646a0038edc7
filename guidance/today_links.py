"""What the admin's first page says about links that do not work, and searches that found nothing."""

from django.contrib.auth.models import AnonymousUser, User
from django.urls import reverse

from guidance.models import Link, ZeroResultQuery
from lesas_portal.core.today import Line


def broken_link_lines(user: User | AnonymousUser) -> list[Line]:
    """Say how many links do not work. One query."""
    if not user.has_perm("guidance.view_link"):
        return []
    count = Link.objects.waiting().count()
    if not count:
        return []
    said = "1 link does not work" if count == 1 else f"{count} links do not work"
    return [Line(said, reverse("admin:guidance_link_changelist"))]


def nothing_found_lines(user: User | AnonymousUser) -> list[Line]:
    """Say how many searches found nothing, or nothing good. One query."""
    if not user.has_perm("guidance.view_zeroresultquery"):
        return []
    count = ZeroResultQuery.objects.readable().count()
    if not count:
        return []
    said = "1 search found too little" if count == 1 else f"{count} searches found too little"
    return [Line(said, reverse("admin:guidance_zeroresultquery_changelist"))]
