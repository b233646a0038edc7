"""What a browser would make of a page."""

from html.parser import HTMLParser


class Page(HTMLParser):
    """The forms of a page as a browser would send them: hidden fields, values and buttons."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.hidden: dict[str, str] = {}
        self.buttons: list[dict[str, str]] = []
        self.fields: dict[str, dict[str, str]] = {}
        self.feed(html)

    @classmethod
    def of(cls, response) -> "Page":
        """The page that a test client got."""
        return cls(response.content.decode())

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "input" and given.get("type") == "hidden":
            self.hidden[given["name"]] = given.get("value", "")
        elif tag in {"input", "select", "textarea"} and "name" in given:
            self.fields[given["name"]] = given
        elif tag == "button":
            self.buttons.append(given)
