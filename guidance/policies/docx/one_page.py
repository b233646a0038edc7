"""Whether a document fits one page, with a little to spare: what is signed is no good on two sheets."""

from collections.abc import Iterable

from guidance.policies.document import Document
from guidance.policies.docx.flow import items
from guidance.policies.docx.page_count import fits
from guidance.policies.docx.page_setup import page_of


def fits_one_page(document: Document) -> bool:
    """Return whether ``document`` fits one page."""
    return fits(items(document), page_of(document))


def first_that_fits(documents: Iterable[Document]) -> Document:
    """Return the first of ``documents`` that fits one page, else the last. Raises ValueError for none."""
    found = None
    for found in documents:
        if fits_one_page(found):
            return found
    if found is None:
        raise ValueError("There is no document to choose from.")
    return found
