"""Whether a document fits one page, with a little to spare: what is signed is no good on two sheets."""

from collections.abc import Iterable

from guidance.policies.document import Document
from guidance.policies.docx.flow import ColumnsItem, items
from guidance.policies.docx.page_count import fits, height
from guidance.policies.docx.page_setup import page_of

UNEVEN = 720  # three lines: as much may one of two columns be longer than the other


def fits_one_page(document: Document) -> bool:
    """Return whether ``document`` fits one page."""
    flow, page = items(document), page_of(document)
    if not document.two_columns:
        return fits(flow, page)
    below = 1 + next(place for place, item in enumerate(flow) if isinstance(item, ColumnsItem))
    column = height(flow[below:], page.column_width) / 2
    return height(flow[:below], page.text_width) + column + UNEVEN < page.text_height


def first_that_fits(documents: Iterable[Document]) -> Document:
    """Return the first of ``documents`` that fits one page, else the last. Raises ValueError for none."""
    found = None
    for found in documents:
        if fits_one_page(found):
            return found
    if found is None:
        raise ValueError("There is no document to choose from.")
    return found
