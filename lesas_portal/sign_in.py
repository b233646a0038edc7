"""Settings of how staff sign in: passwords, the second factor, who tries too often, how long it lasts."""

from datetime import timedelta
from typing import Any

_DJANGO = "django.contrib.auth.password_validation"
_OURS = "lesas_portal.staff.password_rules"
PASSWORD_VALIDATORS = [
    {"NAME": f"{_DJANGO}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_DJANGO}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": f"{_OURS}.NotTooLong", "OPTIONS": {"max_length": 128}},
    {"NAME": f"{_DJANGO}.CommonPasswordValidator"},
    {"NAME": f"{_DJANGO}.NumericPasswordValidator"},
    {"NAME": f"{_OURS}.NotGuessable"},
]
_LIBRARIES = ["django_otp", "django_otp.plugins.otp_totp", "django_otp.plugins.otp_static", "axes"]
APPS = [*_LIBRARIES, "lesas_portal.staff"]
# They ask who signed in and say why somebody no longer is, so they stand below what knows and tells.
MIDDLEWARE = [
    "lesas_portal.staff.middleware.SessionLimitMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "axes.middleware.AxesMiddleware",
]
# What the daily purge calls besides its own, by dotted name.
PURGE_CHORES = ["lesas_portal.staff.services.purge.purge"]
STAFF = "lesas_portal.staff.sign_in"
PROVIDER_BACKEND = "lesas_portal.staff.backends.ProviderBackend"

# Limits, one each: the pages and mails that promise them read them here.
IDLE_MINUTES, SIGNED_IN_HOURS = 60, 12
TRIES, TRIES_MINUTES = 5, 15
# From one address over all names, where somebody goes through names with one password. Offices share one.
TRIES_PER_ADDRESS = 30
RESET_MINUTES, RESETS_PER_HOUR = 60, 3
INVITATION_HOURS, INVITATION_DAYS_KEPT = 24, 30
RECOVERY_CODES = 10
# So long ago somebody may have come from the council to change what guards their account.
FRESH_MINUTES = 10


def settings(*, https: bool, by_provider: bool) -> dict[str, Any]:
    """Return Django's own settings, and those of the two libraries. ``https``: whether the site has it;
    ``by_provider``: whether staff sign in by the council's identity provider."""
    prefix = "__Host-" if https else ""
    return {
        "AUTHENTICATION_BACKENDS": [
            "axes.backends.AxesStandaloneBackend",
            # A sign-in of the one is none of the other: to switch ends all that there are.
            PROVIDER_BACKEND if by_provider else "django.contrib.auth.backends.ModelBackend",
        ],
        "AUTH_PASSWORD_VALIDATORS": PASSWORD_VALIDATORS,
        "LOGIN_REDIRECT_URL": "admin:index",
        "PASSWORD_RESET_TIMEOUT": RESET_MINUTES * 60,
        # Browsers take such a name only from https, for this host alone (RFC 6265bis, 4.1.3.2).
        "SESSION_COOKIE_NAME": f"{prefix}sessionid",
        "CSRF_COOKIE_NAME": f"{prefix}csrftoken",
        # With the session, on the server: what the admin says next names people, and a cookie would tell it.
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        # How long its row is kept; the idle minutes are counted by SessionLimitMiddleware.
        "SESSION_COOKIE_AGE": SIGNED_IN_HOURS * 3600,
        "OTP_TOTP_ISSUER": "LESAS portal",
        **_lockout(),
    }


def _lockout() -> dict[str, Any]:
    return {
        "AXES_HANDLER": "lesas_portal.staff.tries_kept.TriesHandler",
        "AXES_FAILURE_LIMIT": TRIES,
        "AXES_COOLOFF_TIME": timedelta(minutes=TRIES_MINUTES),
        "AXES_LOCKOUT_PARAMETERS": [["username", "ip_address"]],
        # What is typed is kept as a fingerprint only: it may be a password in the wrong box.
        "AXES_USERNAME_CALLABLE": f"{STAFF}.fingerprint_of_typed",
        "AXES_CLIENT_IP_CALLABLE": f"{STAFF}.client_address",
        "AXES_LOCKOUT_CALLABLE": "lesas_portal.staff.views.locked.locked_out",
        "AXES_HTTP_RESPONSE_CODE": 429,
        "AXES_RESET_ON_SUCCESS": True,
        # A try during the wait makes it no longer, so that nobody is shut out for ever.
        "AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT": False,
        "AXES_DISABLE_ACCESS_LOG": True,
        "AXES_ENABLE_ADMIN": False,
        "AXES_VERBOSE": False,
    }
