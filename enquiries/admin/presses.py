"""Acts on an enquiry that ask nothing: one press does them."""

from enquiries.admin.act_form import ActForm
from enquiries.models import Enquiry
from enquiries.services import assign, close, handle, hold, sorting
from enquiries.services.lock import TooLateError
from lesas_portal.core import audit


class Take(ActForm):
    """Make it one's own."""

    name = "take"
    button = "Take it"

    @classmethod
    def applies_to(cls, enquiry: Enquiry) -> bool:
        return super().applies_to(enquiry) and enquiry.owner_id is None

    def perform(self, *, by: audit.Actor) -> str:
        """Make ``by`` the owner."""
        assign.give(enquiry=self.enquiry, to=self.person, by=by, seen=self.seen_event)
        return "It is yours."


class ReadStrategic(ActForm):
    """Say that it was read and is no concern."""

    name = "read"
    button = "I have read it: strategic"

    @classmethod
    def applies_to(cls, enquiry: Enquiry) -> bool:
        return bool(enquiry.care) and enquiry.same_as_id is None

    def perform(self, *, by: audit.Actor) -> str:
        """Note that ``by`` read it."""
        sorting.read_strategic(enquiry=self.enquiry, by=by)
        return "Noted that you read it and that it is strategic."


class EndHold(ActForm):
    """Let the clock run again."""

    name = "resume"
    button = "End the hold now"

    @classmethod
    def applies_to(cls, enquiry: Enquiry) -> bool:
        return super().applies_to(enquiry) and enquiry.hold_until is not None

    def perform(self, *, by: audit.Actor) -> str:
        """End the hold."""
        row = hold.end(enquiry=self.enquiry, by=by)
        return f"The hold has ended. Answer by {row.reply_by:%-d %B %Y}."


class Reopen(ActForm):
    """Take it up again. It is also the way out for one that was joined with another by mistake."""

    name = "reopen"

    @property
    def button(self) -> str:  # type: ignore[override]
        """What it says; of one that was joined, that it is not the same."""
        return "It is not the same: reopen it on its own" if self.enquiry.same_as_id else "Reopen"

    @classmethod
    def applies_to(cls, enquiry: Enquiry) -> bool:
        return enquiry.status == Enquiry.Status.CLOSED

    def perform(self, *, by: audit.Actor) -> str:
        """Open it again."""
        row = close.reopen(enquiry=self.enquiry, by=by)
        return f"Open again. Answer by {row.reply_by:%-d %B %Y}."


class Spam(ActForm):
    """Put it apart."""

    name = "spam"
    button = "It is spam"

    def perform(self, *, by: audit.Actor) -> str:
        """Put it apart. Raises TooLateError if it is not open."""
        if not handle.mark_spam(enquiries=[self.enquiry], by=by):
            raise TooLateError("A colleague has closed it or put it apart already.")
        return "Put apart as spam."


class Release(ActForm):
    """Take it out of spam."""

    name = "release"

    @property
    def button(self) -> str:  # type: ignore[override]
        """What it says: emails go out only where they were held back."""
        is_told = self.enquiry.notified_at is not None
        return "Not spam: move it back" if is_told else "Not spam: move it to enquiries and send the emails"

    @classmethod
    def applies_to(cls, enquiry: Enquiry) -> bool:
        return enquiry.status == Enquiry.Status.SPAM

    def perform(self, *, by: audit.Actor) -> str:
        """Move it to the enquiries. Raises TooLateError if it is there already."""
        if not handle.release(enquiries=[self.enquiry], by=by):
            raise TooLateError("A colleague has moved it to the enquiries already.")
        return "Moved to enquiries."


class ConfirmSpam(ActForm):
    """Agree with what put it apart."""

    name = "confirm-spam"
    button = "It is spam: stop reminding us of it"

    @classmethod
    def applies_to(cls, enquiry: Enquiry) -> bool:
        return enquiry.status == Enquiry.Status.SPAM and bool(enquiry.spam_signs)

    def perform(self, *, by: audit.Actor) -> str:
        """Say that it is spam. Raises TooLateError if somebody said what it is."""
        if not handle.confirm_spam(enquiries=[self.enquiry], by=by):
            raise TooLateError("A colleague has said already what it is.")
        return f"It is spam. It is deleted on {self.enquiry.delete_on:%-d %B %Y}."
