"""Going through the enquiry form as a sender does."""

import pytest

from enquiries import form_tokens
from tests.document import Document
from tests.enquiries.answers import ANSWERS


class Sender:
    """Somebody who fills in the form. They have had it open for a while, and have seen the signpost if they
    declare something, unless a test says otherwise."""

    def __init__(self, client) -> None:
        self.client = client

    def fill_in(self, topic: str = "policy", **answers):
        """Post the form; the answer is check answers, the form again, or the signpost."""
        marks = [form_tokens.Mark.SIGNPOST] if "declared" in answers else []
        token = form_tokens.issue(*marks, backdate=True)
        data = {**ANSWERS, "topic": topic, "form_token": token, **answers}
        return self.client.post("/enquiries/check/", data)

    def press_send(self, checked, **changes):
        """Press the button of check answers."""
        return self.client.post("/enquiries/check/", {**Document.of(checked).hidden, **changes})

    def send(self, topic: str = "policy", **answers):
        """Both at once; the answer is the redirect to the confirmation."""
        return self.press_send(self.fill_in(topic, **answers))


@pytest.fixture
def sender(client, db) -> Sender:
    """A visitor with the form."""
    return Sender(client)
