"""What a Manager does with an account: deactivate it, let in again, take the second factor away …"""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils import timezone

from lesas_portal import identity_provider
from lesas_portal.core import leavers
from lesas_portal.core.clock import moment_in_full
from lesas_portal.core.person_names import name_of
from lesas_portal.staff import sign_in
from lesas_portal.staff.admin.act import Act
from lesas_portal.staff.people_forms import LeavingForm, ShownForm
from lesas_portal.staff.services import passwords, people, provider_accounts, second_factor, tries


class OfOurSignIn(Act):
    """One that is about passwords and codes of our own."""

    @classmethod
    def why_not(cls, person: User, asking: User) -> str:
        if identity_provider.is_on():
            return "They sign in with their council account."
        return super().why_not(person, asking)


class Deactivate(Act):
    """Somebody leaves."""

    name = "deactivate"
    verb = "Deactivate"
    explanation = (
        "They can no longer sign in, from this moment. Nothing that they did is lost, and their name stays"
        " where it stands. Invitations of theirs that nobody used are taken back. They can be let in again."
    )

    @classmethod
    def why_not(cls, person: User, asking: User) -> str:
        if not person.is_active:
            return "The account is deactivated already."
        return people.why_not(person=person, asking=asking, leaves_managers=True)

    @classmethod
    def form(cls, person: User, data: Any) -> forms.Form:
        return LeavingForm(data, colleagues=people.colleagues_of(person))

    @classmethod
    def facts(cls, person: User) -> list[str]:
        return leavers.in_hand(person)

    @classmethod
    def perform(cls, person: User, by: User, answers: dict) -> str:
        to = answers["to"]
        given = people.deactivate(person=person, to=to, by=by)
        if not given:
            return f"{name_of(person)} can no longer sign in. There was nothing to hand over."
        to_whom = name_of(to) if to else "anybody"
        return f"{name_of(person)} can no longer sign in. {given} handed over to {to_whom}."


class LetInAgain(Act):
    """Somebody comes back."""

    name = "let-in-again"
    verb = "Let in again"
    explanation = "They can sign in again, with their old password and the role that they had."

    @classmethod
    def why_not(cls, person: User, asking: User) -> str:
        return "The account is not deactivated." if person.is_active else super().why_not(person, asking)

    @classmethod
    def perform(cls, person: User, by: User, answers: dict) -> str:
        people.let_in_again(person=person, by=by)
        return f"{name_of(person)} can sign in again."


class ResetSecondFactor(OfOurSignIn):
    """A telephone is lost."""

    name = "reset-second-factor"
    verb = "Take the second factor away"
    explanation = (
        "For a telephone that is lost, when the recovery codes are, too. First be sure that it is they who"
        " ask: see them, or ring them on a number that you know. They get a mail, and set up another"
        " telephone at their next sign-in."
    )

    @classmethod
    def why_not(cls, person: User, asking: User) -> str:
        if not second_factor.is_on(person):
            return "They have no second factor."
        return super().why_not(person, asking)

    @classmethod
    def perform(cls, person: User, by: User, answers: dict) -> str:
        second_factor.reset(person=person, by=by)
        return f"{name_of(person)} has no second factor now, and is asked for one at the next sign-in."


class FreeName(OfOurSignIn):
    """Somebody is shut out after too many tries."""

    name = "free-name"
    verb = "Free the name"
    explanation = (
        "Too many wrong passwords shut them out for a while. Free the name, and they can try at once."
    )

    @classmethod
    def why_not(cls, person: User, asking: User) -> str:
        if sign_in.locked_until(person.get_username()) is None:
            return "The name is not shut out."
        return super().why_not(person, asking)

    @classmethod
    def perform(cls, person: User, by: User, answers: dict) -> str:
        tries.free(person=person, by=by)
        return f"{name_of(person)} can try to sign in at once."


class MailLink(OfOurSignIn):
    """Somebody forgot the password and cannot find the page for it."""

    name = "mail-link"
    verb = "Mail a link for a new password"
    explanation = (
        "They get a mail with a link that works once, within an hour. Nobody else sees the password."
    )

    @classmethod
    def why_not(cls, person: User, asking: User) -> str:
        if not person.is_active:
            return "The account is deactivated."
        return super().why_not(person, asking) if person.email else "They have no email address here."

    @classmethod
    def perform(cls, person: User, by: User, answers: dict) -> str:
        if passwords.mail_link(person=person, by=by):
            return f"A link is on its way to {person.email}."
        raise people.RefusedError(
            "As many links as one hour allows are with them already: ask them to look among their mail."
        )


class LinkAccount(Act):
    """Somebody who was here before comes by the council's sign-in for the first time."""

    name = "link-account"
    verb = "Link with the council account"
    explanation = (
        "Somebody signed in at the council and has the address of this account. First be sure that it is"
        " they: see them, or ring them on a number that you know, and ask when they tried. From then on that"
        " council account opens this one, with all that they did here."
    )

    @classmethod
    def why_not(cls, person: User, asking: User) -> str:
        if not identity_provider.is_on() or provider_accounts.waiting(person) is None:
            return "Nobody asks for this account."
        return super().why_not(person, asking)

    @classmethod
    def form(cls, person: User, data: Any) -> forms.Form:
        row = provider_accounts.waiting(person)
        return ShownForm(data, initial={"shown": row.pk if row else None})

    @classmethod
    def facts(cls, person: User) -> list[str]:
        row = provider_accounts.waiting(person)
        return [f"First asked for it on {moment_in_full(timezone.localtime(row.asked_at))}"] if row else []

    @classmethod
    def perform(cls, person: User, by: User, answers: dict) -> str:
        provider_accounts.link(person=person, by=by, shown=answers["shown"])
        return f"{name_of(person)} can sign in with the council account now."


ACTS: tuple[type[Act], ...] = (LinkAccount, MailLink, FreeName, ResetSecondFactor, Deactivate, LetInAgain)
