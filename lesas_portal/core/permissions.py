"""The groups of the admin, as data migrations give them their permissions.

Django makes permissions only after the last migration has run, so on a new database a data migration
would find none. Those it gives away are made here first; Django then finds them and makes no second.
"""

from collections.abc import Iterable

from django.apps.registry import Apps

EDITOR = "Editor"
ADVISER = "Adviser"


def grant(apps: Apps, using: str, *, group: str, model: str, actions: Iterable[str]) -> None:
    """Let ``group`` do ``actions`` with ``model`` ("guidance.resource").

    An action is one of Django's (add, change, delete, view) or the code of a permission that the model
    declares. ``apps`` are those of the migration, ``using`` is its database. The group is created if needed.
    """
    kind = apps.get_model(model)._meta
    content_type, _ = (
        apps.get_model("contenttypes.ContentType")
        .objects.using(using)
        .get_or_create(app_label=kind.app_label, model=kind.model_name)
    )
    declared = dict(kind.permissions)
    row, _ = apps.get_model("auth.Group").objects.using(using).get_or_create(name=group)
    for action in actions:
        codename = action if action in declared else f"{action}_{kind.model_name}"
        permission, _ = (
            apps.get_model("auth.Permission")
            .objects.using(using)
            .get_or_create(
                content_type=content_type,
                codename=codename,
                defaults={"name": declared.get(action, f"Can {action} {kind.verbose_name_raw}")},
            )
        )
        row.permissions.add(permission)
