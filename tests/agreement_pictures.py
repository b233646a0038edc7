"""Make the PNG files of the pictures in agreements from their SVG files: ``make pictures``.

Not every Word shows SVG, so each drawing in ``static/img/agreements/`` lies there as both. Chromium draws
it. The file is small, on white paper, says which SVG it was made from, and is made anew only where that has
changed: another Chromium may draw an edge a shade differently.
"""

import base64
import hashlib
import os
import re
import struct
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FOLDER = Path(__file__).resolve().parent.parent / "static" / "img" / "agreements"
SIZE = 512  # pixels each way
PRINTED = 0.042  # metres each way, as on the sheet for under-sevens
STEPS = 16  # shades from paper to ink: smooth edges, two pixels to a byte
MADE_FROM = "Made from SVG with SHA-256"
SIGNATURE = b"\x89PNG\r\n\x1a\n"
COVERAGE = """async ([address, size]) => {
  const picture = new Image(size, size);
  picture.src = address;
  await picture.decode();
  const canvas = new OffscreenCanvas(size, size).getContext("2d");
  canvas.drawImage(picture, 0, 0, size, size);
  const alpha = canvas.getImageData(0, 0, size, size).data.filter((_, place) => place % 4 === 3);
  return Array.from(alpha, (value) => String.fromCharCode(value)).join("");
}"""


def fingerprint(svg: bytes) -> str:
    """Return what stands in a PNG file for the drawing it was made from."""
    return hashlib.sha256(svg).hexdigest()


def chunks(png: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Give the kind and the content of each part of a PNG file."""
    place = len(SIGNATURE)
    while place < len(png):
        length, kind = struct.unpack_from(">I4s", png, place)
        yield kind, png[place + 8 : place + 8 + length]
        place += length + 12


def made_from(png: bytes) -> str:
    """Return the fingerprint of the drawing that ``png`` was made from; nothing where it does not say."""
    texts = (content.split(b"\0", 1) for kind, content in chunks(png) if kind == b"tEXt")
    return next((text.decode() for word, text in texts if word.decode() == MADE_FROM), "")


def shades(png: bytes) -> list[int]:
    """Return the shade of each pixel of a file made here, row by row: 0 is paper, 15 is ink."""
    packed = zlib.decompress(b"".join(content for kind, content in chunks(png) if kind == b"IDAT"))
    width = SIZE // 2 + 1  # each row opens with a byte that says how it is packed
    rows = (packed[start + 1 : start + width] for start in range(0, len(packed), width))
    return [shade for row in rows for pair in row for shade in (pair >> 4, pair & 15)]


def draw(drawings: dict[str, bytes]) -> dict[str, bytes]:
    """Return the PNG file of each of the SVG files, by name."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--force-color-profile=srgb"]
        )
        page = browser.new_page(color_scheme="light")
        made = {}
        for name, svg in drawings.items():
            address = "data:image/svg+xml;base64," + base64.b64encode(svg).decode()
            made[name] = _png(svg, page.evaluate(COVERAGE, [address, SIZE]))
        browser.close()
    return made


def _png(svg: bytes, coverage: str) -> bytes:
    ink = bytes.fromhex(re.search(rb'stroke="#([0-9a-f]{6})"', svg)[1].decode())
    palette = bytes(round(255 + (part - 255) * step / (STEPS - 1)) for step in range(STEPS) for part in ink)
    levels = [round(ord(value) * (STEPS - 1) / 255) for value in coverage]
    pairs = bytes(left * STEPS + right for left, right in zip(levels[::2], levels[1::2], strict=True))
    rows = (pairs[start : start + SIZE // 2] for start in range(0, len(pairs), SIZE // 2))
    pitch = round(SIZE / PRINTED)  # pixels to the metre
    return SIGNATURE + b"".join(
        (
            _chunk(b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 4, 3, 0, 0, 0)),
            _chunk(b"PLTE", palette),
            _chunk(b"pHYs", struct.pack(">IIB", pitch, pitch, 1)),
            _chunk(b"tEXt", f"{MADE_FROM}\0{fingerprint(svg)}".encode()),
            _chunk(b"IDAT", zlib.compress(b"".join(b"\0" + row for row in rows), 9)),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def main() -> None:
    """Draw what has changed, take away what has no drawing any more, and say which."""
    svgs = {file.stem: file.read_bytes() for file in sorted(FOLDER.glob("*.svg"))}
    pngs = {file.stem: made_from(file.read_bytes()) for file in FOLDER.glob("*.png")}
    changed = {name: svg for name, svg in svgs.items() if pngs.get(name) != fingerprint(svg)}
    for name, png in draw(changed).items() if changed else ():
        (FOLDER / f"{name}.png").write_bytes(png)
        sys.stdout.write(f"Drawn: {name}.png, {len(png):,} bytes\n")
    for name in pngs.keys() - svgs.keys():
        (FOLDER / f"{name}.png").unlink()
        sys.stdout.write(f"Gone: {name}.png\n")
    sys.stdout.write(f"{len(svgs)} drawings, each with its PNG file\n")


if __name__ == "__main__":
    main()
