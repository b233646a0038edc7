"""Settings for whoever runs the portal: logs and counts, none with what a visitor typed.

Logs are one line each on standard error, as JSON in production.
"""

from django.core.exceptions import ImproperlyConfigured

TOKEN_AT_LEAST = 20

LINES = {
    "json": {"()": "lesas_portal.core.log_lines.JsonLine"},
    "plain": {"()": "lesas_portal.core.log_lines.PlainLine"},
    # For developers, on their own machine: with tracebacks and all their words.
    "debug": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"},
}


def checked_token(token: str) -> str:
    """Return METRICS_TOKEN, "" where nothing is counted. Raises ImproperlyConfigured for a short one."""
    if token and len(token) < TOKEN_AT_LEAST:
        raise ImproperlyConfigured(
            f"METRICS_TOKEN must have at least {TOKEN_AT_LEAST} characters. Make one with"
            " python3 -c 'import secrets; print(secrets.token_urlsafe(32))'."
        )
    return token


def logging_for(*, production: bool, debug: bool) -> dict:
    """Return Django's LOGGING. Requests and tasks have lines in production only.

    Who tries the portal on this machine is to see the address to open, and what goes wrong.
    """
    line = "json" if production else "debug" if debug else "plain"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"line": LINES[line]},
        "handlers": {
            "console": {"class": "lesas_portal.core.log_lines.LineHandler", "formatter": "line"},
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": _loggers(production=production),
    }


def _loggers(*, production: bool) -> dict:
    told = {"level": "INFO" if production else "WARNING"}
    # In production the line of the request says that a host was refused: strangers ask for others all day.
    # Elsewhere requests have no line, and who set the hosts is to see what is wrong.
    hosts = "nowhere" if production else "console"
    return {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "lesas_portal.core.request_log": told,
        "lesas_portal.core.task_runs": told,
        # A try to sign in has a line of our own; what these say of it would be a second and a third.
        "axes": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.security.DisallowedHost": {"handlers": [hosts], "propagate": False},
    }
