"""The dates of Kent's school terms, which advisers fill in: else “open now” is not said of term time."""

from django.contrib import admin

from guidance.admin.saving import SavingAdmin
from guidance.models import Term


@admin.register(Term)
class TermAdmin(SavingAdmin):
    """A short list, a row a term."""

    list_display = ["name", "first_day", "last_day"]
    fields = ["name", "first_day", "last_day"]
    list_per_page = 50
