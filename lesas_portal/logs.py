"""Logs: warnings and errors on standard error, never what a visitor typed."""

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"without_words": {"()": "lesas_portal.core.privacy.WithoutWords"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "line",
            "filters": ["without_words"],
        },
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # A try to sign in has a line of our own; what these say of it would be a second and a third.
        "axes": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        # It quotes the host that was asked for, which is the visitor's to choose, and is answered with 400.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}
