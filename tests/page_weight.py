"""What a first visit to a page costs over the wire: the page, its style sheets, scripts and pictures."""

import re
from pathlib import Path

import brotli
from django.test import Client

BUDGET = 25_000  # bytes
# What a browser fetches at once. Of the icons it takes one, the drawing.
WANTED = re.compile(
    r'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"|<img [^>]*src="([^"]+)"|<use href="([^"#]+)'
    r'|<link rel="icon" href="([^"]+\.svg)"'
)
# As strong as a server can be at each request; files are compressed once, as strongly as can be.
QUALITY_OF_PAGES = 5
PACKED = {".css", ".js", ".svg"}


def files_of(page: str) -> set[str]:
    """Return the addresses of the files that a page brings with it."""
    return {next(filter(None, found)) for found in WANTED.findall(page)}


def weigh(client: Client, path: str, collected: Path) -> dict[str, int]:
    """Return the bytes of the page at ``path`` and of each of its files, compressed as they travel."""
    page = client.get(path, headers={"Accept-Encoding": "identity"}).content
    weights = {"page": len(brotli.compress(page, quality=QUALITY_OF_PAGES))}
    for address in sorted(files_of(page.decode())):
        file = collected / address.removeprefix("/static/") if address.startswith("/static/") else None
        content = file.read_bytes() if file else client.get(address).content
        is_packed = file is None or file.suffix in PACKED
        weights[address] = min(len(brotli.compress(content)) if is_packed else len(content), len(content))
    return weights
