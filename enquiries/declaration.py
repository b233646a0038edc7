"""What a sender says on the signpost that their enquiry is not about, and ticks on the form to go on.

The kind that was shown goes from page to page as a value of its own, so that the box says the words of the
button that was pressed, and a tick counts for those words only: who said that it is about no particular adult
has said nothing of a child.
"""

from enum import StrEnum
from typing import Self

from enquiries.triage import Route, ScreeningResult


class Declaration(StrEnum):
    """What an enquiry is said not to be about; the value is what a form sends.

    ``on`` is the value that the box had when it spoke of a child or adult on every page.
    """

    NO_CHILD = "child"
    NO_ADULT = "adult"
    NEITHER = "on"

    @property
    def subject(self) -> str:
        """What it is not about, in words."""
        return {"child": "child", "adult": "adult", "on": "child or adult"}[self.value]

    @property
    def words(self) -> str:
        """What stands on the button of the signpost and at the box of the form."""
        return f"My enquiry is not about a particular {self.subject}"

    def covers(self, needed: "Declaration") -> bool:
        """Whether whoever declared this has declared what is ``needed``."""
        return self in {needed, Declaration.NEITHER}

    @classmethod
    def read(cls, sent: str | None) -> Self | None:
        """Return the one that a form sent; None for any other text."""
        return next((member for member in cls if member.value == sent), None)

    @classmethod
    def needed_for(cls, screening: ScreeningResult) -> "Declaration":
        """Return what a sender must declare to go on, when the screen has stopped a message."""
        if screening.also or screening.route == Route.UNREAD:
            return cls.NEITHER
        return cls.NO_ADULT if screening.route == Route.LADO else cls.NO_CHILD
