"""The page, in twentieths of a point: A4, upright, or across for wide tables."""

from dataclasses import dataclass

from guidance.policies.document import Document


@dataclass(frozen=True)
class PageSetup:
    """Width and height of a page and the margins at its sides; those above and below are always the same."""

    width: int
    height: int
    side: int
    top: int = 1247
    bottom: int = 1134

    @property
    def text_width(self) -> int:
        """The room between the margins at the sides, which every table fills."""
        return self.width - 2 * self.side

    @property
    def text_height(self) -> int:
        """The room between the margins above and below."""
        return self.height - self.top - self.bottom


UPRIGHT = PageSetup(width=11906, height=16838, side=1134)
ACROSS = PageSetup(width=16838, height=11906, side=850)


def page_of(document: Document) -> PageSetup:
    """Return the page that ``document`` asks for."""
    return ACROSS if document.landscape else UPRIGHT


def section_xml(page: PageSetup) -> str:
    """Return the properties of the only section; its heads and feet have these ids (see ``package``)."""
    orientation = ' w:orient="landscape"' if page.width > page.height else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        '<w:headerReference w:type="first" r:id="headerFirst"/>'
        '<w:footerReference w:type="default" r:id="footer"/>'
        '<w:footerReference w:type="first" r:id="footer"/>'
        f'<w:pgSz w:w="{page.width}" w:h="{page.height}"{orientation}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.side}" w:bottom="{page.bottom}" w:left="{page.side}" '
        'w:header="624" w:footer="567" w:gutter="0"/><w:cols w:space="720"/><w:titlePg/></w:sectPr>'
    )
