"""The only reader of the environment: texts, lists, switches, numbers, and addresses of services.

``database``, ``cache`` and ``email`` turn an address into Django's settings and raise ``ValueError`` with
advice for one they do not know; the readers raise ImproperlyConfigured, which names the variable.
"""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
}


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, "").strip() or default


def list(name: str) -> list[str]:
    return [item.strip() for item in text(name).split(",") if item.strip()]


def flag(name: str) -> bool:
    value = text(name, "0").lower()
    if value not in {"0", "1", "true", "false", "yes", "no", "on", "off"}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}.")
    return value in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def service(name: str, default: str, reader, *arguments) -> dict:
    try:
        return reader(text(name, default), *arguments)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name}: {error}") from None


def database(url: str, base_dir: Path) -> dict:
    """Return Django's DATABASES entry for ``sqlite:///path`` or ``postgres://user:password@host:port/name``.

    A relative SQLite path is taken from ``base_dir``. Raises ValueError for any other scheme, or no name.
    """
    parts = urlsplit(url)
    scheme = parts.scheme if parts.path.strip("/") else ""
    if scheme == "sqlite":
        path = unquote(parts.path)
        # Three slashes are a path in the project folder, four an absolute one.
        name = path[1:] if path.startswith("//") else path.lstrip("/")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": name if name == ":memory:" else base_dir / name,
            "OPTIONS": dict(SQLITE_OPTIONS),
        }
    if scheme in {"postgres", "postgresql"}:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(parts.path.lstrip("/")),
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": parts.port or "",
            "CONN_MAX_AGE": 600,
            "OPTIONS": {key: values[-1] for key, values in parse_qs(parts.query).items()},
        }
    raise ValueError("DATABASE_URL must start with sqlite:/// or postgres://, and name a database")


def cache(url: str) -> dict:
    """Return Django's CACHES entry for ``locmem://``, ``dummy://``, ``file:///path`` or ``db://table``."""
    parts = urlsplit(url)
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


def email(url: str) -> dict:
    """Return Django's EMAIL_* settings for ``smtp://``, ``smtp+tls://``, ``smtp+ssl://``, ``console://``,
    ``file:///folder`` or ``memory://``. User, password, host and port are taken from the address."""
    parts = urlsplit(url)
    scheme = {"smtps": "smtp+ssl", "submission": "smtp+tls"}.get(parts.scheme, parts.scheme)
    if scheme in {"smtp", "smtp+tls", "smtp+ssl"}:
        default_port = {"smtp": 25, "smtp+tls": 587, "smtp+ssl": 465}[scheme]
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
            "EMAIL_HOST": parts.hostname or "localhost",
            "EMAIL_PORT": parts.port or default_port,
            "EMAIL_HOST_USER": unquote(parts.username or ""),
            "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
            "EMAIL_USE_TLS": scheme == "smtp+tls",
            "EMAIL_USE_SSL": scheme == "smtp+ssl",
        }
    backends = {"console": "console", "memory": "locmem", "file": "filebased"}
    if scheme not in backends:
        known = "smtp://, smtp+tls://, smtp+ssl://, console://, file:/// or memory://"
        raise ValueError(f"EMAIL_URL must start with {known}")
    settings = {"EMAIL_BACKEND": f"django.core.mail.backends.{backends[scheme]}.EmailBackend"}
    if scheme == "file":
        settings["EMAIL_FILE_PATH"] = unquote(parts.path)
    return settings
