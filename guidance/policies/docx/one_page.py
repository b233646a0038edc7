"""Whether a document fits one page, with a little to spare: what is signed is no good on two sheets."""

from collections.abc import Iterable
from dataclasses import replace

from guidance.blocks import Run
from guidance.policies.document import Document
from guidance.policies.docx.flow import TextLine, items
from guidance.policies.docx.page_count import count_pages
from guidance.policies.docx.page_setup import page_of


def fits_one_page(document: Document) -> bool:
    """Return whether ``document`` fits one page."""
    flow = items(document)
    # Where a heading begins a page does not matter here, only where the end is.
    plain = [replace(item, bookmark=0) if isinstance(item, TextLine) else item for item in flow]
    end = TextLine("Normal", (Run("End"),), bookmark=1)
    return count_pages([*plain, end], page_of(document)).pages[end.bookmark] == 1


def first_that_fits(documents: Iterable[Document]) -> Document:
    """Return the first of ``documents`` that fits one page, else the last. Raises ValueError for none."""
    found = None
    for found in documents:
        if fits_one_page(found):
            return found
    if found is None:
        raise ValueError("There is no document to choose from.")
    return found
