"""Every address of the admin, and who may open it: `python -m tests.portal.access_matrix` prints the table.

Of each kind of row the first one there is stands for all; where there is none, number 1 is asked for.
"""

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

ROLES = ("nobody", "no role", "Editor", "Adviser", "Manager", "superuser")
# Pages that are there before somebody signs in, or for the way in itself.
OPEN_TO_ALL = {
    *("login", "admin_password_reset", "password_reset_done", "password_reset_confirm"),
    *("password_reset_complete", "invitation", "jsi18n"),
    # By the council's provider; without one they lead to the sign-in page, whoever asks.
    *("provider_start", "provider_return", "provider_sign_out"),
}
# What leads from the password to the second factor, or out again.
WAY_IN = {"logout", "second_factor", "second_factor_set_up", "second_factor_picture", "recovery_codes"}
NO_BATCH = "00000000-0000-4000-8000-000000000000"
FOR_ALL_STAFF = {
    *("index", "logout", "password_change", "password_change_done", "second_factor", "second_factor_set_up"),
    *("second_factor_picture", "recovery_codes", "your_sign_in", "find", "app_list"),
}


class Address(NamedTuple):
    """An address of the admin, by the name of its pattern."""

    name: str
    path: str


def addresses() -> list[Address]:
    """Every address under /admin/, with rows that are there."""
    found = {}
    for name, route in _patterns(get_resolver().url_patterns, ""):
        if route.startswith("admin/") and name:
            found.setdefault(name, Address(name, "/" + _filled(name, route)))
    return sorted(found.values())


def _patterns(patterns: list, before: str) -> Iterator[tuple[str, str]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _patterns(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or "", route


def _filled(name: str, route: str) -> str:
    from django.apps import apps

    model = next((m for m in apps.get_models() if name.startswith(f"{_prefix(m)}_")), None)
    row = model._base_manager.first() if model else None
    route = route.replace("<uuid:batch>", NO_BATCH)
    route = re.sub(r"<path:object_id>|<[a-z]+:(pk|number)>", str(row.pk if row else 1), route)
    route = re.sub(r"\^?\(\?P<app_label>[^)]*\)", "guidance", route).replace("\\Z", "").rstrip("$")
    return re.sub(r"<[^>]*>", "1", route)


def _prefix(model: type) -> str:
    return f"{model._meta.app_label}_{model._meta.model_name}"


def answer(client: Client, path: str, method: str) -> str:
    """What somebody gets: "yes", "no", "sign in", "–" for what is not there, or the number of a fault."""
    response = getattr(client, method)(path, {} if method == "post" else None)
    if response.status_code in (301, 302):
        return "sign in" if response["Location"].startswith("/admin/login/") else "yes"
    words = {403: "no", 404: "–", 405: "–"}
    return words.get(response.status_code, "yes" if response.status_code < 500 else str(response.status_code))


def browsers() -> dict[str, Client]:
    """A browser for each role."""
    from tests import factories

    people = {
        "no role": factories.make_person(is_staff=True),
        "Editor": factories.make_editor(),
        "Adviser": factories.make_adviser(),
        "Manager": factories.make_person("Editor", "Adviser", "Manager", is_staff=True),
        "superuser": factories.make_person(is_staff=True, is_superuser=True),
    }
    clients = {role: Client(raise_request_exception=False) for role in ROLES}
    for role, person in people.items():
        clients[role].force_login(person)
    return clients


def main() -> None:
    """Print the table, over a database of its own with the content that comes with the portal."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import setup_test_environment

    from guidance.loading import content

    setup_test_environment()
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    connection.creation.create_test_db(verbosity=0)
    content.load(settings.FIXTURES_DIR)
    clients = browsers()
    print(f"{'address':60} {'':4} " + " ".join(f"{role:9}" for role in ROLES))  # noqa: T201 - its output
    for address in addresses():
        for method in ("get", "post"):
            if address.name == "logout":
                continue
            cells = " ".join(f"{answer(clients[role], address.path, method):9}" for role in ROLES)
            print(f"{address.path:60} {method:4} {cells}")  # noqa: T201 - its output


if __name__ == "__main__":
    main()
