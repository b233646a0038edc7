"""The list of sections: a field of Word with its result already in it."""

from guidance.policies.docx.flow import ContentsItem, Entry
from guidance.policies.docx.runs import text_run

TAB = "<w:r><w:tab/></w:r>"
END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
NUMBER_STOP, ANNEX_STOP = 454, 1134  # where the text begins, in twentieths of a point
# Headings of level 1 and what has their outline level, as links, without asking when the file is opened.
FIELD = ' TOC \\o "1-1" \\h \\z \\u '


def contents_xml(item: ContentsItem, pages: dict[int, int]) -> str:
    """Return the lines of the contents.

    ``pages`` has the page of each bookmark; without them a line has its section's number alone, until
    somebody updates the field.
    """
    lines = [_line(entry, pages.get(entry.bookmark, 0)) for entry in item.entries]
    lines[0] = _field_start(FIELD) + lines[0]
    lines[-1] += END
    return "".join(
        f'<w:p><w:pPr><w:pStyle w:val="TOC1"/>{_stop(entry)}</w:pPr>{line}</w:p>'
        for entry, line in zip(item.entries, lines, strict=True)
    )


def bookmark(number: int) -> str:
    """Return the name of the bookmark of a heading, in the form that Word gives it."""
    return f"_Toc{number:09}"


def _stop(entry: Entry) -> str:
    """A stop after the number, as Word sets it when it makes the contents anew."""
    if not entry.number:
        return ""
    place = NUMBER_STOP if entry.number.isdigit() else ANNEX_STOP
    return f'<w:tabs><w:tab w:val="left" w:pos="{place}"/></w:tabs>'


def _line(entry: Entry, page: int) -> str:
    name = bookmark(entry.bookmark)
    number = f"{text_run(entry.number)}{TAB}" if entry.number else ""
    instruction = f" PAGEREF {name} \\h "
    field = f"{TAB}{_field_start(instruction)}{text_run(str(page))}{END}" if page else ""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{number}{text_run(entry.text)}{field}</w:hyperlink>'


def _field_start(instruction: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction}</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
