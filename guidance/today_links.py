"""What the admin's first page says about links that do not work, and searches that found nothing."""

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import QuerySet
from django.urls import reverse

from guidance.models import Link, ZeroResultQuery
from lesas_portal.core.today import Counted, Line


def _broken(user: User | AnonymousUser) -> QuerySet | None:
    return Link.objects.waiting() if user.has_perm("guidance.view_link") else None


def _say_broken(count: int) -> Line:
    said = "1 link does not work" if count == 1 else f"{count} links do not work"
    return Line(said, reverse("admin:guidance_link_changelist"))


def _nothing_found(user: User | AnonymousUser) -> QuerySet | None:
    may_see = user.has_perm("guidance.view_zeroresultquery")
    return ZeroResultQuery.objects.readable() if may_see else None


def _say_nothing_found(count: int) -> Line:
    said = "1 search found too little" if count == 1 else f"{count} searches found too little"
    return Line(said, reverse("admin:guidance_zeroresultquery_changelist"))


broken_link_lines = Counted(_broken, _say_broken)
nothing_found_lines = Counted(_nothing_found, _say_nothing_found)
