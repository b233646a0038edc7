"""What a person may do, as one choice. The groups that stand for it are made by migrations."""

from collections.abc import Container

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.db import models

from lesas_portal.core.permissions import ADVISER, EDITOR, MANAGER


class Role(models.TextChoices):
    """The roles, the narrowest first; each may do what those before it may."""

    EDITOR = "editor", "Editor"
    ADVISER = "adviser", "Adviser"
    MANAGER = "manager", "Manager"


GROUPS = {
    Role.EDITOR: [EDITOR],
    Role.ADVISER: [EDITOR, ADVISER],
    Role.MANAGER: [EDITOR, ADVISER, MANAGER],
}
IN_WORDS = {
    Role.EDITOR: "Editor: writes drafts. Nothing that an Editor saves changes what the public reads.",
    Role.ADVISER: "Adviser: also publishes, checks and withdraws, and answers enquiries.",
    Role.MANAGER: "Manager: also invites and deactivates people, exports enquiries and reads the audit.",
}


def of(person: User) -> Role | None:
    """Return the widest role of ``person``; None for no role. Asks for their groups unless they are read."""
    names = {group.name for group in person.groups.all()}
    widest = [
        role
        for role, name in ((Role.MANAGER, MANAGER), (Role.ADVISER, ADVISER), (Role.EDITOR, EDITOR))
        if name in names
    ]
    return widest[0] if widest else None


def groups_of(role: Role | str) -> list[Group]:
    """Return the groups that stand for ``role``."""
    return list(Group.objects.filter(name__in=GROUPS[Role(role)]))


def council_groups() -> list[tuple[Role, str]]:
    """Return each role that a group of the council's gives, the widest first, with the name of the group."""
    named = [
        (Role.MANAGER, settings.OIDC.manager_group),
        (Role.ADVISER, settings.OIDC.adviser_group),
        (Role.EDITOR, settings.OIDC.editor_group),
    ]
    return [(role, name) for role, name in named if name]


def of_groups(names: Container[str]) -> Role | None:
    """Return the widest role that the council's groups with these names give; None for none."""
    return next((role for role, name in council_groups() if name in names), None)
