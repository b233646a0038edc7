"""Drawings in rows of three, each above its sentence: a table that is only layout."""

from xml.sax.saxutils import quoteattr

from guidance.blocks import Picture, Pictures
from guidance.policies.docx.paragraphs import paragraph
from guidance.policies.docx.relationships import Relationships
from guidance.policies.docx.runs import clean, runs_xml

SIDE, SMALL_SIDE = 1512000, 1224000  # 42 and 34 mm, in English Metric Units
MOST_LARGE = 6  # of more, in three rows, and a sign-off there is no room on one page
IN_A_ROW = 3


def pictures_xml(pictures: Pictures, room: int, parts: Relationships) -> str:
    """Return the drawings of ``pictures``. Raises MissingPictureError for one that is not there."""
    items = pictures.items
    across = columns(pictures)
    width, size = room // across, side(pictures)
    rows = [items[start : start + across] for start in range(0, len(items), across)]
    grid = f'<w:gridCol w:w="{width}"/>' * across
    body = "".join(
        f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(_cell(one, width, size, parts) for one in row)}"
        f"{_empty(width) * (across - len(row))}</w:tr>"
        for row in rows
    )
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="PolicyForm"/><w:tblW w:w="{width * across}" w:type="dxa"/>'
        '<w:tblInd w:w="0" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        '<w:tblLook w:val="0600" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        'w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val="Pictures"/>'
        '<w:tblDescription w:val="Pictures in rows, each with its sentence below it"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{body}</w:tbl>"
    )


def columns(pictures: Pictures) -> int:
    """Return how many stand in a row: three, or two where four would leave two gaps."""
    return 2 if len(pictures.items) in {2, 4} else min(IN_A_ROW, len(pictures.items))


def side(pictures: Pictures) -> int:
    """Return how wide and high each drawing is."""
    return SIDE if len(pictures.items) <= MOST_LARGE else SMALL_SIDE


def _cell(picture: Picture, width: int, size: int, parts: Relationships) -> str:
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
        f"{paragraph('Picture', _drawing(picture, size, parts))}"
        f"{paragraph('PictureText', runs_xml(picture.caption, parts.link))}</w:tc>"
    )


def _empty(width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{paragraph("TableText", "")}</w:tc>'


def _drawing(picture: Picture, size: int, parts: Relationships) -> str:
    target, number = parts.picture(picture.name), parts.next_number()
    named = f'id="{number}" name={quoteattr(f"Picture {number}")} descr={quoteattr(clean(picture.alt))}'
    extent = f'cx="{size}" cy="{size}"'
    return (
        f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent {extent}/>'
        f'<wp:docPr {named}/><wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        "</wp:cNvGraphicFramePr><a:graphic>"
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>"
        f'<a:blip r:embed="{target}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {extent}/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
