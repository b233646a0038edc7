"""The token of the form that asks what was missing: the page, what was said of it, and the form's own token.

It shows that a button was pressed on a page of ours, as far as anybody can tell without a cookie.
"""

from dataclasses import dataclass

from django.core import signing

from enquiries import form_tokens

LONGEST = 800  # characters; ours have about 350, for the longest address about 620


@dataclass(frozen=True)
class FeedbackToken:
    """A token as read: the page and what was said of it; ``form`` says when the form was opened."""

    page: str
    helped: bool
    form: form_tokens.Token


def issue(page: str, *, helped: bool, backdate: bool = False, now: float | None = None) -> str:
    """Return a token for a form that is opened at ``now``. ``backdate`` as in ``form_tokens.issue``."""
    return _signer().sign_object([page, helped, form_tokens.issue(backdate=backdate, now=now)])


def read(text: str) -> FeedbackToken | None:
    """Return the token that a form sent; None for one that is not ours, however it is made."""
    if len(text) > LONGEST:
        return None
    try:
        page, helped, token = _signer().unsign_object(text)
    except (signing.BadSignature, ValueError):
        return None
    return FeedbackToken(page, helped, form_tokens.read(token))


def _signer() -> signing.Signer:
    return signing.Signer(salt="enquiries.feedback")
