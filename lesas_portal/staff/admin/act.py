"""What every act of a Manager upon an account has: ``acts.py`` lists them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib.auth.models import User

from lesas_portal.staff.services import people


class Act:
    """One act: its address, its words, when it is offered, and what it does."""

    name: str
    verb: str
    explanation: str
    # Takes the person, who acts and what was answered; returns what to say then. Raises RefusedError.
    perform: Callable[[User, User, dict], str]

    @classmethod
    def why_not(cls, person: User, asking: User) -> str:
        """Return why it is not offered, in words; "" where it is."""
        return people.why_not(person=person, asking=asking)

    @classmethod
    def form(cls, person: User, data: Any) -> forms.Form:
        """Return what it asks for; most ask nothing."""
        return forms.Form(data)

    @classmethod
    def facts(cls, person: User) -> list[str]:
        """Return what to know before."""
        return []
