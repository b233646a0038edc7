"""Logs: warnings and errors on standard error, never what a visitor typed."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_host": {"()": "lesas_portal.core.refused_hosts.WithoutHost"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "hosts": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["without_host"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # A try to sign in has a line of our own; what these say of it would be a second and a third.
        "axes": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # Answered with 400; the host is not quoted.
        "django.security.DisallowedHost": {"handlers": ["hosts"], "propagate": False},
    },
}
