"""Make the picture of links to the site, and its icons, from their SVG files: part of ``make pictures``.

Not every program that shows a link or a bookmark takes SVG. Chromium draws them; they are made anew only
when somebody asks, since another Chromium may draw an edge a shade differently.
"""

import os
import struct
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
STATIC = Path(__file__).resolve().parent.parent / "static"
ICO_SIZES = (16, 32, 48)  # pixels
TOUCH_SIZE, TOUCH_MARGIN = 180, 22


def icon_file(pictures: dict[int, bytes]) -> bytes:
    """Return an ICO file of square PNG pictures by their size in pixels, which is below 256."""
    place = 6 + 16 * len(pictures)
    head = struct.pack("<HHH", 0, 1, len(pictures))
    for size, png in pictures.items():
        head += struct.pack("<BBBBHHII", size, size, 0, 0, 1, 32, len(png), place)
        place += len(png)
    return head + b"".join(pictures.values())


def sizes(ico: bytes) -> list[int]:
    """Return the sizes in pixels of the pictures in an ICO file."""
    _, _, count = struct.unpack_from("<HHH", ico)
    return [ico[6 + 16 * place] for place in range(count)]


def drawn(page: Page, svg: str, width: int, height: int, *, margin: int = 0, paper: str = "") -> bytes:
    """Return a PNG of ``svg``, as wide and high in pixels, on ``paper`` or on nothing."""
    page.set_viewport_size({"width": width, "height": height})
    page.set_content(svg)
    page.add_style_tag(
        content=f"body{{margin:0;background:{paper or 'transparent'}}}"
        f"svg{{display:block;width:{width - 2 * margin}px;height:{height - 2 * margin}px;margin:{margin}px}}"
    )
    return page.screenshot(omit_background=not paper)


def make() -> None:
    """Draw all of them."""
    mark = (STATIC / "img" / "mark.svg").read_text(encoding="utf-8")
    share = (STATIC / "img" / "share.svg").read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        page = browser.new_page(color_scheme="light")
        icon = icon_file({size: drawn(page, mark, size, size) for size in ICO_SIZES})
        touch = drawn(page, mark, TOUCH_SIZE, TOUCH_SIZE, margin=TOUCH_MARGIN, paper="#fffdf9")
        picture = drawn(page, share, 1200, 630, paper="#fffdf9")
        browser.close()
    (STATIC / "top" / "favicon.ico").write_bytes(icon)
    (STATIC / "top" / "apple-touch-icon.png").write_bytes(touch)
    (STATIC / "img" / "share.png").write_bytes(picture)


if __name__ == "__main__":
    make()
