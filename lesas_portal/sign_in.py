"""Settings of how staff sign in."""

_DJANGO = "django.contrib.auth.password_validation"
PASSWORD_VALIDATORS = [
    {"NAME": f"{_DJANGO}.UserAttributeSimilarityValidator"},
    {"NAME": f"{_DJANGO}.CommonPasswordValidator"},
    {"NAME": f"{_DJANGO}.NumericPasswordValidator"},
    {"NAME": f"{_DJANGO}.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
]
