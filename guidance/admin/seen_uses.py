"""Before a page is withdrawn: a look at the pages that lead to it, or the name of what replaces it."""

from typing import Any

from django import forms
from django.db.models import Model

from guidance.services import uses


class SeenUses(forms.Form):
    """For a form with a field ``successor``; its page shows ``public_uses`` and sends back their number."""

    def ask_about_uses(self, obj: Model) -> None:
        """The links stay as they are: the person looks at their pages, or names what replaces ``obj``."""
        self.public_uses = uses.public(uses.of(obj))
        if not self.public_uses:
            return
        count = len(self.public_uses)
        places = "this page" if count == 1 else f"these {count} pages"
        self.fields["seen"] = forms.BooleanField(
            label=f"I have seen {places}",
            required=False,
            help_text="Tick this, or choose what replaces it.",
        )

    def clean(self) -> dict[str, Any]:
        """Ask for a look at the pages that lead here: those of the list that was shown."""
        cleaned = super().clean() or self.cleaned_data
        if self.public_uses and not cleaned.get("successor"):
            if not cleaned.get("seen"):
                self.add_error("seen", "Say that you have seen the pages above, or choose what replaces it.")
            elif self.data.get("counted") != str(len(self.public_uses)):
                self.add_error("seen", "The list has changed since you opened it. Look at it again.")
        return cleaned
