"""Going through the enquiry form as a sender does."""

from html.parser import HTMLParser

import pytest

from enquiries import tokens
from tests.enquiries.answers import ANSWERS


class Page(HTMLParser):
    """The forms of a page as a browser would send them: hidden fields, values and buttons."""

    def __init__(self, response) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.buttons: list[dict[str, str]] = []
        self.fields: dict[str, dict[str, str]] = {}
        self.feed(response.content.decode())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given["name"]] = given.get("value", "")
        elif tag in {"input", "select", "textarea"} and "name" in given:
            self.fields[given["name"]] = given
        elif tag == "button":
            self.buttons.append(given)


class Sender:
    """Somebody who fills in the form. They have had it open for a while, unless a test says otherwise."""

    def __init__(self, client) -> None:
        self.client = client

    def fill_in(self, topic: str = "policy", **answers):
        """Post the form; the answer is check answers, the form again, or the signpost."""
        data = {**ANSWERS, "topic": topic, "form_token": tokens.issue(grown=True), **answers}
        return self.client.post("/enquiries/check/", data)

    def press_send(self, checked, **changes):
        """Press the button of check answers."""
        return self.client.post("/enquiries/check/", {**Page(checked).hidden, **changes})

    def send(self, topic: str = "policy", **answers):
        """Both at once; the answer is the redirect to the confirmation."""
        return self.press_send(self.fill_in(topic, **answers))


@pytest.fixture
def sender(client, db) -> Sender:
    """A visitor with the form."""
    return Sender(client)
