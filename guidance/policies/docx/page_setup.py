"""The page, in twentieths of a point: A4, upright, or across for wide tables."""

from dataclasses import dataclass

from guidance.policies.document import Document


@dataclass(frozen=True)
class PageSetup:
    """Width and height of a page and its margins."""

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
    def column_width(self) -> int:
        """The room of each of two columns."""
        return (self.text_width - COLUMN_GAP) // 2

    @property
    def text_height(self) -> int:
        """The room between the margins above and below."""
        return self.height - self.top - self.bottom


COLUMN_GAP = 454  # 8 mm
UPRIGHT = PageSetup(width=11906, height=16838, side=1134)
ACROSS = PageSetup(width=16838, height=11906, side=850)


def page_of(document: Document) -> PageSetup:
    """Return the page that ``document`` asks for."""
    return ACROSS if document.landscape else UPRIGHT


def section_xml(page: PageSetup, columns: int = 1, *, goes_on: bool = False) -> str:
    """Return the properties of a section; its heads and feet have these ids (see ``package``).

    One that ``goes_on`` begins where the section before it ends, on the same page.
    """
    kind = '<w:type w:val="continuous"/>' if goes_on else ""
    number = f' w:num="{columns}"' if columns > 1 else ""
    gap = COLUMN_GAP if columns > 1 else 720
    orientation = ' w:orient="landscape"' if page.width > page.height else ""
    return (
        '<w:sectPr><w:headerReference w:type="default" r:id="header"/>'
        '<w:headerReference w:type="first" r:id="headerFirst"/>'
        '<w:footerReference w:type="default" r:id="footer"/>'
        '<w:footerReference w:type="first" r:id="footer"/>'
        f'{kind}<w:pgSz w:w="{page.width}" w:h="{page.height}"{orientation}/>'
        f'<w:pgMar w:top="{page.top}" w:right="{page.side}" w:bottom="{page.bottom}" w:left="{page.side}" '
        f'w:header="624" w:footer="567" w:gutter="0"/>'
        f'<w:cols{number} w:space="{gap}"/><w:titlePg/></w:sectPr>'
    )
