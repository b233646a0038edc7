"""All settings (README lists the variables of the environment that they read).

Two situations. On loopback (ALLOWED_HOSTS unset, or naming this machine only) everything has a
default, so that the portal can be tried at once, and a key of its own in var/. As soon as ALLOWED_HOSTS
names a public host the portal is in production and refuses to start while production.py finds a problem.
"""

from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from lesas_portal import (
    body_limits,
    content_tables,
    env,
    identity_provider,
    own_key,
    production,
    security_headers,
    sign_in,
    watching,
)

BASE_DIR = Path(__file__).resolve().parent.parent

# Where it runs

ALLOWED_HOSTS = env.items("ALLOWED_HOSTS") or production.LOOPBACK_HOSTS
LOOPBACK_HOSTS = production.LOOPBACK_HOSTS
PRODUCTION = production.is_public(ALLOWED_HOSTS)
if PRODUCTION and (_problems := production.production_problems(env.everything())):
    _heading = "ALLOWED_HOSTS names a public host, and this keeps the portal from starting:"
    raise ImproperlyConfigured("\n- ".join([_heading, *_problems]))
DEBUG = env.flag("DEBUG")
PORT, SOCKET = env.number("PORT", 8000), env.text("SOCKET")
WEB_CONCURRENCY = env.number("WEB_CONCURRENCY", 2)
SITE_URL = env.site("SITE_URL", f"http://127.0.0.1:{PORT}")
CSRF_TRUSTED_ORIGINS = env.items("CSRF_TRUSTED_ORIGINS")
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
# Where last-known copies are kept for the day the database is down, and pages for the proxy.
LAST_KNOWN_DIR = Path(env.text("VAR_DIR", str(BASE_DIR / "var")))
SECRET_KEY = env.text("SECRET_KEY")
if not SECRET_KEY or (not PRODUCTION and production.is_public_key(SECRET_KEY)):
    SECRET_KEY = own_key.own_key(LAST_KNOWN_DIR)
# Keys that were in use before: what they signed is still taken, and nothing new is signed with them.
SECRET_KEY_FALLBACKS = env.items("SECRET_KEY_FALLBACKS")

# Services

DATABASES = {"default": env.service("DATABASE_URL", "sqlite:///db.sqlite3", env.database, BASE_DIR)}
CACHES = {"default": env.service("CACHE_URL", "locmem://", env.cache)}
_mail_server = env.service("EMAIL_URL", "console://", env.mail_server)
EMAIL_BACKEND = _mail_server.backend
EMAIL_HOST, EMAIL_PORT = _mail_server.host, _mail_server.port
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = _mail_server.user, _mail_server.password
EMAIL_USE_TLS, EMAIL_USE_SSL = _mail_server.use_tls, _mail_server.use_ssl
EMAIL_FILE_PATH = _mail_server.folder
# Seconds for each step; for the answer after the final dot RFC 5321 (4.5.3.2.6) asks ten minutes.
MAIL_TIMEOUTS = {"connect": 20, "command": 30, "text": 60, "answer": 600, "aside": 15}
# What the mail worker calls before each pass, by dotted name: it queues mail, or writes copies, by the clock.
MAIL_CHORES = [
    *("enquiries.services.hold.end_due", "enquiries.services.notices.queue_due"),
    *("guidance.services.check_reminders.queue_due", "guidance.services.proxy_pages.renew"),
    *("guidance.services.search_clock.renew", "lesas_portal.kept_pages.renew"),
]
DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.text("DEFAULT_FROM_EMAIL", "portal@localhost")
ENQUIRIES_MAILBOX = env.text("ENQUIRIES_MAILBOX", "enquiries@localhost")

# Promises to users, one setting each

REVIEW_INTERVAL_MONTHS, CHECK_AGAIN_MONTHS = 12, (3, 36)
REPLY_TARGET_WORKING_DAYS, ENQUIRY_RETENTION_MONTHS = 5, 24
SPAM_RETENTION_DAYS, MAIL_BODY_DAYS, AUDIT_RETENTION_MONTHS = 30, 30, 24
FEEDBACK_RETENTION_DAYS = 90
# `manage.py backup` deletes older ones in its folder; copies that are kept elsewhere must go then too.
BACKUP_RETENTION_DAYS = 30
EXPORT_DAYS_AT_MOST, EXPORT_DAYS_USUAL = 90, 30

# Limits on the enquiry form, generous because schools share one address

FORM_SECONDS_AT_LEAST, FORM_HOURS_AT_MOST = 3, 4
ENQUIRIES_PER_HOUR_PER_ADDRESS = 30
# Of one /24 of IPv4, one /48 of IPv6 (one customer's), and of all whose address the proxy garbles.
ENQUIRIES_PER_HOUR_PER_V4_NETWORK, ENQUIRIES_PER_HOUR_PER_V6_NETWORK = 300, 30
ENQUIRIES_PER_HOUR_UNREADABLE = 300
# Everybody together: above it the team gets one mail an hour, and acknowledgements wait.
ENQUIRIES_PER_HOUR = env.number("ENQUIRIES_PER_HOUR", 200 if PRODUCTION else 2_000)
ENQUIRIES_PER_FORM = 3
FEEDBACK_TO_ENQUIRIES = 4  # so many answers about pages may come for each enquiry that may
AUTOMATIC_REPLIES_PER_DAY = 5
# Nothing here takes files: whatever is too big for memory is dropped and never touches the disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
BODY_AT_MOST, BODY_LIMITS = body_limits.AT_MOST, body_limits.BY_ADDRESS
BODY_REFUSED_VIEW = "lesas_portal.views.errors.body_refused"
DATA_UPLOAD_MAX_MEMORY_SIZE = body_limits.LARGEST
DATA_UPLOAD_MAX_NUMBER_FIELDS, DATA_UPLOAD_MAX_NUMBER_FILES = body_limits.FIELDS, body_limits.FILES
# For one sender, and for all without a token of ours: fifteen times what a staff room of a hundred sends.
SCREENED_CHARACTERS_PER_HOUR = 3_000_000
NOT_ON_PAGES = content_tables.NOT_ON_PAGES
PAGE_CACHE_BYTES = env.number("PAGE_CACHE_BYTES", 0 if DEBUG else 32_000_000)  # of each worker; 0: no cache

# The application

INSTALLED_APPS = [
    "lesas_portal.apps.PortalAdminConfig",
    *("django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"),
    *("django.contrib.messages", "django.contrib.sitemaps"),
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    *("crispy_forms", "csp", "reversion", "import_export"),
    *sign_in.APPS,
    "lesas_portal",
    "lesas_portal.core",
    "guidance",
    "enquiries",
]
MIDDLEWARE = [
    "lesas_portal.core.middleware.RequestNoteMiddleware",
    "lesas_portal.core.middleware.ClientAddressMiddleware",
    # What only adds headers stands above what answers by itself: files, and ways to https and the one host.
    "lesas_portal.core.outermost.OutermostMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    # Above Django's own redirect to https, which keeps the host and the missing slash for a second step.
    "lesas_portal.core.canonical_host.CanonicalHostMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "lesas_portal.core.compression.CompressionMiddleware",
    "lesas_portal.core.open_data.OpenDataMiddleware",
    "lesas_portal.core.copy_notice.CopyNoticeMiddleware",
    "lesas_portal.views.speculation.SpeculationRulesMiddleware",
    # Below those that only add headers, so that its answers have them; above all that read what was sent.
    "lesas_portal.core.middleware.BodyLimitMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "lesas_portal.core.methods.MethodMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    *sign_in.MIDDLEWARE,
]
# Addresses whose answers, and errors, scripts of other sites may read: public facts about public pages.
OPEN_DATA = ["search_json", "guidance:resources_json", "guidance:helplines_json"]
METHOD_REFUSED_VIEW = "lesas_portal.views.errors.method_refused"
TYPED_PARAMETERS = {"q"}  # of an address: words that somebody typed
REUSE_LINE = env.text("REUSE_LINE")  # LESAS's sentence on their reuse; while it is empty, no licence is named
WORDS_READER = "lesas_portal.concern.read_words"  # for pages of the app that knows no screen
ROOT_URLCONF = "lesas_portal.urls"
WSGI_APPLICATION = "lesas_portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "lesas_portal.context_processors.site",
            ],
            "builtins": [f"lesas_portal.core.templatetags.{name}" for name in ("addresses", "kept")],
        },
    }
]
PURGE_CHORES = [*sign_in.PURGE_CHORES, "lesas_portal.core.content_version.compact"]
FIXTURES_DIR = BASE_DIR / "fixtures"
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "lesas"
CRISPY_FAIL_SILENTLY = False

# Language and time

LANGUAGE_CODE, TIME_ZONE = "en-gb", "Europe/London"
USE_I18N = USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "locale"]  # Django's messages in our words

# Static files

STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "lesas_portal.core.static_files.StaticFilesStorage"},
}
if DEBUG:
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_ALLOW_ALL_ORIGINS = False
WHITENOISE_ROOT = BASE_DIR / "static" / "top"  # icons, where programs ask for them

# Security and logs

PERMISSIONS_POLICY = security_headers.PERMISSIONS_POLICY
LOGGING = watching.logging_for(production=PRODUCTION, debug=DEBUG)
METRICS_TOKEN = watching.checked_token(env.text("METRICS_TOKEN"))
SENTRY_DSN = env.text("SENTRY_DSN")
HTTPS = SITE_URL.startswith("https://")
CONTENT_SECURITY_POLICY = security_headers.content_security_policy(https=HTTPS)
SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^health/$", r"^metrics/$"]
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
# Both bind the whole domain for a year, so whoever owns it decides; Django's deploy check asks for them.
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_INCLUDE_SUBDOMAINS")
SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD")
if SECURE_HSTS_PRELOAD and not SECURE_HSTS_INCLUDE_SUBDOMAINS:
    raise ImproperlyConfigured("HSTS_PRELOAD needs HSTS_INCLUDE_SUBDOMAINS: only whole domains are listed.")
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
EMBEDDED_BY = ["*"]  # sites that may show the two pages for frames (CSP); no site may show any other page
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
CSRF_FAILURE_VIEW = "lesas_portal.views.errors.csrf_failure"
OIDC = identity_provider.from_environment()
globals().update(sign_in.settings(https=HTTPS, by_provider=OIDC.is_on))
