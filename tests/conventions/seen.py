"""Pages, Word files and mails as a reader meets them: each text, and what is empty or leads nowhere."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree, html

from tests.conventions import slips

# What stands within a text; everything else begins a text of its own.
WITHIN = {
    *("a", "abbr", "b", "cite", "del", "em", "i", "ins", "q", "s", "small", "span", "strong", "sub", "sup"),
    *("time", "code", "img", "mark"),
}
NOT_READ = {"script", "style", "template", "svg", "head", "textarea"}
# Code is read letter by letter, so its spelling is not judged.
CODE = "Code"
# Stands for a paragraph of a Word file without a word.
EMPTY = "(empty)"
SPACER = "Spacer"  # Word needs a paragraph between two tables, and after a table that ends a file
MUST_SAY = (
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "li", "ul", "ol", "dl", "dt", "dd", "th", "caption"),
    *("a", "button", "label", "legend", "summary", "option", "figcaption"),
)
# These hold values and parts of a sentence: "not yet checked", a tag, a choice.
MAY_START_SMALL = {"dd", "td", "option"}
# Words that a page holds outside its texts: read aloud, shown on hover, in a tab or by a search engine.
SPOKEN = " | ".join(
    [
        *("//title/text()", "//meta[@name='description']/@content"),
        *("//@aria-label", "//@alt", "//@title", "//@placeholder"),
    ]
)
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True)
class Text:
    """One text of a page, the element that it is in, and how it is introduced and followed."""

    tag: str
    words: str
    lead: str = ""
    is_followed: bool = False

    @property
    def may_start_small(self) -> bool:
        """A value, or a point without a full stop that goes on with the sentence before its list."""
        is_part = self.tag == "li" and self.lead.endswith(":") and not self.words.endswith((".", "?", "!"))
        return is_part or self.tag in MAY_START_SMALL


def in_page(page: str) -> list[str]:
    """Every slip of a page, in words."""
    root = html.fromstring(page)
    found = [slip for text in texts(root) for slip in _of_text(text)]
    found += [slip for words in root.xpath(SPOKEN) for slip in slips.in_text(words.strip())]
    found += [f"empty <{element.tag}>" for element in root.iter(*MUST_SAY) if _is_empty(element)]
    ids = set(root.xpath("//@id"))
    for link in root.xpath("//*[@href][not(self::link)]"):
        href = link.get("href")
        found += [f"no target: {slip!r}" for slip in slips.in_target(href)]
        if href.startswith("#") and href[1:] not in ids:
            found.append(f"no target: {href!r} on this page")
    return found


def _of_text(text: Text) -> Iterator[str]:
    if text.words == EMPTY:
        yield f"empty <{text.tag}>"
        return
    yield from slips.in_text(text.words, starts_small=text.may_start_small)
    if text.words.endswith(":") and not text.is_followed:
        yield f"label without a value: {text.words!r}"


def texts(root: html.HtmlElement) -> Iterator[Text]:
    """Every text, in order."""
    for element in root.iter():
        if isinstance(element.tag, str) and element.tag not in WITHIN and not _is_unread(element):
            for words, is_followed in _own_words(element):
                yield Text(element.tag, words, _lead(element), is_followed)


def _is_unread(element: html.HtmlElement) -> bool:
    return any(one.tag in NOT_READ for one in (element, *element.iterancestors()))


def _own_words(element: html.HtmlElement) -> Iterator[tuple[str, bool]]:
    """The stretches of words between the elements that begin a text; and whether something follows."""
    stretches = [element.text or ""]
    for child in element:
        if child.tag in WITHIN:
            stretches[-1] += CODE if child.tag == "code" else _words_within(child)
            stretches[-1] += child.tail or ""
        elif child.tag == "br" or not isinstance(child.tag, str):
            stretches[-1] += "\n" + (child.tail or "")
        else:
            stretches.append(child.tail or "")
    for number, stretch in enumerate(stretches):
        words = "\n".join(line.strip() for line in stretch.splitlines() if line.strip())
        if words:
            yield words, number + 1 < len(stretches) or element.getnext() is not None


def _words_within(element: html.HtmlElement) -> str:
    words = element.text or ""
    for child in element:
        if child.tag not in NOT_READ:
            words += CODE if child.tag == "code" else _words_within(child)
        words += child.tail or ""
    return words


def _lead(element: html.HtmlElement) -> str:
    """What stands before the list that ``element`` is a point of."""
    parent = element.getparent()
    before = parent.getprevious() if parent is not None and element.tag == "li" else None
    return before.text_content().strip() if before is not None else ""


def _is_empty(element: html.HtmlElement) -> bool:
    if element.tag in {"ul", "ol", "dl"}:
        return not element.xpath("./*")
    if element.tag == "option":
        # An empty choice is none; in a list of suggestions the value is what is shown.
        return element.get("value") is None and not element.text_content().strip()
    said = element.text_content().strip() or element.get("aria-label", "").strip()
    return not said and not element.xpath(".//img[@alt!='']|.//input|.//select|.//textarea")


def in_word_file(data: bytes) -> list[str]:
    """Every slip of a Word file, its headers and footers included, in words."""
    found = []
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        for name in packed.namelist():
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                texts = _word_texts(packed.read(name))
                # The first page has no head of its own, and a head must have a paragraph.
                said = (text for text in texts if text.words != EMPTY or "header" not in name)
                found += [slip for text in said for slip in _of_text(text)]
            elif name.endswith(".xml.rels"):
                links = etree.fromstring(packed.read(name)).xpath("//*[@TargetMode='External']/@Target")
                found += [f"no target: {slip!r}" for link in links for slip in slips.in_target(link)]
    return found


def _word_texts(xml: bytes) -> Iterator[Text]:
    lead = ""
    paragraphs = list(etree.fromstring(xml).iter(f"{W}p"))
    for paragraph, following in zip(paragraphs, [*paragraphs[1:], None], strict=True):
        styles = paragraph.xpath("string(./w:pPr/w:pStyle/@w:val)", namespaces={"w": W.strip("{}")})
        if styles == SPACER:
            continue
        words = "".join(
            one.text or "" if one.tag == f"{W}t" else " "
            for one in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br")
        ).strip()
        is_cell = next(paragraph.iterancestors(f"{W}tc"), None) is not None
        tag = "td" if is_cell else "li" if styles.startswith("List") else "p"
        lead = words if tag == "p" else lead
        if words:
            yield Text(tag, words, lead, following is not None)
        elif not is_cell:
            yield Text(tag, EMPTY)


def in_mail(subject: str, body: str) -> list[str]:
    """Every slip of a mail, in words: each line is read as a text of its own."""
    lines = [subject, "", *body.splitlines(), ""]
    texts_ = [
        Text("p", line.strip(), is_followed=bool(following.strip()))
        for line, following in zip(lines, lines[1:], strict=False)
        if line.strip()
    ]
    found = [slip for text in texts_ for slip in _of_text(text)]
    links = re.findall(r"\S*://\S*|(?<=: )/\S*", body)
    return found + [f"no target: {link!r}" for link in links if not re.match(r"https?://[\w.-]+", link)]
