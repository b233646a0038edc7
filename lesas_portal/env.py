"""The only reader of the environment: texts, lists, switches, numbers, and addresses of services.

``database``, ``cache`` and ``mail_server`` turn an address into what Django needs and raise ValueError with
advice for one they do not know; the readers raise ImproperlyConfigured, which names the variable.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

Service = TypeVar("Service")

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    # secure_delete: what is deleted is overwritten, so that an erased enquiry is not read from the file.
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000; "
        "PRAGMA secure_delete=ON;"
    ),
}
KEPT_SECONDS = 600
"""How long a connection to the database is kept: to open one takes longer than most pages."""
# Seconds. A server that does not even refuse must not hold a sender until gunicorn gives the worker up.
POSTGRESQL_OPTIONS = {"connect_timeout": "5"}
SMTP_PORTS = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}
SMTP_ALIASES = {"smtps": "smtp+ssl", "submission": "smtp+tls"}
MAIL_BACKENDS = {"console": "console", "memory": "locmem", "file": "filebased"}


@dataclass(frozen=True)
class MailServer:
    """Where mail goes: a value for each of Django's EMAIL_ settings, its own default where none is needed."""

    backend: str
    host: str = "localhost"
    port: int = 25
    user: str = ""
    password: str = ""
    use_tls: bool = False
    use_ssl: bool = False
    folder: str | None = None


def text(name: str, default: str = "") -> str:
    """Return a variable without the spaces around it; ``default`` when it is missing or blank."""
    return os.environ.get(name, "").strip() or default


def everything() -> dict[str, str]:
    """Return the whole environment, for what looks at several variables at once."""
    return dict(os.environ)


def site(name: str, default: str) -> str:
    """Return the address of a site in its one spelling: scheme and host in small letters, no last slash."""
    address = text(name, default).rstrip("/")
    scheme, separator, rest = address.partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}{separator}{host.lower()}{slash}{path}"


def items(name: str) -> list[str]:
    """Return the items of a variable, written with commas; blank ones are left out."""
    return [item.strip() for item in text(name).split(",") if item.strip()]


def flag(name: str) -> bool:
    """Return whether a variable says yes. Raises ImproperlyConfigured for anything but yes or no."""
    value = text(name, "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no", "on", "off"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    """Return a variable as a number from 0. Raises ImproperlyConfigured for anything else."""
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def service(name: str, default: str, reader: Callable[..., Service], *arguments) -> Service:
    """Return what ``reader`` makes of the address in a variable.

    Raises ImproperlyConfigured with the reader's advice when it does not understand the address.
    """
    try:
        return reader(text(name, default), *arguments)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from None


def database(url: str, base_dir: Path) -> dict:
    """Return Django's DATABASES entry for ``sqlite:///path`` or ``postgres://user:password@host:port/name``.

    A relative SQLite path is taken from ``base_dir``. Raises ValueError for any other scheme, or no name.
    """
    parts = _parts(url)
    if parts.path.strip("/") and parts.scheme == "sqlite":
        return _sqlite(unquote(parts.path), base_dir)
    if parts.path.strip("/") and parts.scheme in {"postgres", "postgresql"}:
        return _postgresql(parts)
    raise ValueError("DATABASE_URL must start with sqlite:/// or postgres://, and name a database")


def cache(url: str) -> dict:
    """Return Django's CACHES entry for ``locmem://``, ``dummy://``, ``file:///path`` or ``db://table``.

    Raises ValueError for any other scheme.
    """
    parts = _parts(url)
    backends = {
        "locmem": ("locmem.LocMemCache", parts.netloc),
        "dummy": ("dummy.DummyCache", ""),
        "file": ("filebased.FileBasedCache", unquote(parts.path)),
        "db": ("db.DatabaseCache", parts.netloc),
    }
    if parts.scheme not in backends:
        raise ValueError("CACHE_URL must start with locmem://, dummy://, file:/// or db://")
    backend, location = backends[parts.scheme]
    return {"BACKEND": f"django.core.cache.backends.{backend}", "LOCATION": location}


def mail_server(url: str) -> MailServer:
    """Return the server of ``smtp://``, ``smtp+tls://`` or ``smtp+ssl://`` with user, password, host and port
    of the address; or what ``console://``, ``file:///folder`` or ``memory://`` use instead of one.

    Raises ValueError for any other scheme.
    """
    parts = _parts(url)
    scheme = SMTP_ALIASES.get(parts.scheme, parts.scheme)
    if scheme in SMTP_PORTS:
        return MailServer(
            backend="django.core.mail.backends.smtp.EmailBackend",
            host=parts.hostname or "localhost",
            port=parts.port or SMTP_PORTS[scheme],
            user=unquote(parts.username or ""),
            password=unquote(parts.password or ""),
            use_tls=scheme == "smtp+tls",
            use_ssl=scheme == "smtp+ssl",
        )
    if scheme not in MAIL_BACKENDS:
        known = "smtp://, smtp+tls://, smtp+ssl://, console://, file:/// or memory://"
        raise ValueError(f"EMAIL_URL must start with {known}")
    backend = f"django.core.mail.backends.{MAIL_BACKENDS[scheme]}.EmailBackend"
    return MailServer(backend=backend, folder=unquote(parts.path) if scheme == "file" else None)


def _parts(url: str) -> SplitResult:
    """``url`` in its parts. Raises ValueError without a piece of it: Python's own may quote a password."""
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        raise ValueError(
            "it cannot be read. In a user's name or password write : as %3A, / as %2F, ? as %3F, # as %23,"
            " [ as %5B, ] as %5D and @ as %40"
        ) from None
    return parts


def _sqlite(path: str, base_dir: Path) -> dict:
    # Three slashes are a path in the project folder, four an absolute one.
    name = path[1:] if path.startswith("//") else path.lstrip("/")
    return {
        "ENGINE": "lesas_portal.core.sqlite",
        "NAME": name if name == ":memory:" else base_dir / name,
        "CONN_MAX_AGE": KEPT_SECONDS,
        # A file that was moved away or replaced is noticed before the next request reads or writes.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": dict(SQLITE_OPTIONS),
    }


def _postgresql(parts: SplitResult) -> dict:
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": KEPT_SECONDS,
        # A connection that a restart of the server has cut is noticed, and made anew, before it is used.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **POSTGRESQL_OPTIONS,
            **{key: values[-1] for key, values in parse_qs(parts.query).items()},
        },
    }
