"""A page as tests look at it: its elements, its words, its forms, and whether its tags fit together."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from html.parser import HTMLParser

from django.http import HttpResponse
from lxml import html as parser
from lxml.html import HtmlElement

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "path", "source", "wbr"}


@dataclass(frozen=True)
class Element:
    """One element: its tag, its attributes and every word in it."""

    node: HtmlElement

    @property
    def tag(self) -> str:
        return self.node.tag

    @cached_property
    def attributes(self) -> dict[str, str]:
        return dict(self.node.attrib)

    @cached_property
    def text(self) -> str:
        return " ".join(self.node.text_content().split())

    def select(self, selector: str) -> list["Element"]:
        """Every element within this one that a CSS selector matches, in order."""
        return [Element(node) for node in self.node.cssselect(selector)]


class Document(Element):
    """A parsed page."""

    def __init__(self, html: str) -> None:
        super().__init__(parser.document_fromstring(html))
        # Set as the dataclass itself does: an element does not change.
        object.__setattr__(self, "html", html)

    @classmethod
    def of(cls, response: HttpResponse) -> "Document":
        """The page that a test client got."""
        return cls(response.content.decode())

    @cached_property
    def faults(self) -> list[str]:
        """Tags that do not fit together."""
        return Tags(self.html).faults

    @cached_property
    def elements(self) -> list[Element]:
        return [Element(node) for node in self.node.iter("*")]

    def all(self, *tags: str) -> list[Element]:
        """Every element with one of these tags, in order."""
        return [Element(node) for node in self.node.iter(*tags)]

    def having(self, attribute: str) -> Iterator[Element]:
        """Every element with this attribute."""
        return (element for element in self.elements if attribute in element.attributes)

    def one(self, tag: str) -> Element:
        """The only element with this tag."""
        (element,) = self.all(tag)
        return element

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [element.attributes["id"] for element in self.having("id")]

    @cached_property
    def links(self) -> list[Element]:
        """Every link that can be followed."""
        return [element for element in self.all("a") if "href" in element.attributes]

    @cached_property
    def main(self) -> str:
        """The words of the main part of the page."""
        return self.one("main").text

    @cached_property
    def fields(self) -> dict[str, dict[str, str]]:
        """The attributes of every field that people see, by its name."""
        found = (field.attributes for field in self.select("input:not([type=hidden]), select, textarea"))
        return {field["name"]: field for field in found if "name" in field}

    @cached_property
    def hidden(self) -> dict[str, str]:
        """The values of the hidden fields, by name, as a browser would send them."""
        found = (field.attributes for field in self.select("input[type=hidden]"))
        return {field["name"]: field.get("value", "") for field in found}

    @cached_property
    def buttons(self) -> list[dict[str, str]]:
        """The attributes of every button, in order."""
        return [button.attributes for button in self.all("button")]


class Tags(HTMLParser):
    """Which tags do not fit together. lxml mends a page in silence, as a browser does, and cannot say."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list) -> None:
        names = [name for name, _ in attrs]
        self.faults += [f"<{tag}> has {name} twice" for name in set(names) if names.count(name) > 1]
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list) -> None:
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self._open[-1] if self._open else 'nothing'}")
            return
        self._open.pop()
