"""What a first visit to a page costs over the wire: the page, its style sheets, scripts and pictures."""

import re
from pathlib import Path

import brotli
from django.test import Client

from lesas_portal.core.content_coding import CODINGS

BUDGET = 25_000  # bytes
# What a browser fetches at once. Of the icons it takes one, the drawing.
WANTED = re.compile(
    r'<link rel="stylesheet" href="([^"]+)"|<script src="([^"]+)"|<img [^>]*src="([^"]+)"|<use href="([^"#]+)'
    r'|<link rel="icon" href="([^"]+\.svg)"'
)
PACKED = {".css", ".js", ".svg"}


def files_of(page: str) -> set[str]:
    """Return the addresses of the files that a page brings with it."""
    return {next(filter(None, found)) for found in WANTED.findall(page)}


def weigh(client: Client, path: str, collected: Path) -> dict[str, int]:
    """Return the bytes of the page at ``path`` and of each of its files, compressed as they travel."""
    answer = client.get(path, headers={"Accept-Encoding": "identity"})
    if answer.status_code != 200:
        raise ValueError(f"{path} answered {answer.status_code}")
    return weigh_page(client, answer.content, collected)


def weigh_page(client: Client, page: bytes, collected: Path) -> dict[str, int]:
    """Return what ``weigh`` does for a page that has been answered, as it is without compression."""
    weights = {"page": len(CODINGS["br"](page))}
    for address in sorted(files_of(page.decode())):
        file = collected / address.removeprefix("/static/") if address.startswith("/static/") else None
        content = file.read_bytes() if file else client.get(address).content
        is_packed = file is None or file.suffix in PACKED
        weights[address] = min(len(brotli.compress(content)) if is_packed else len(content), len(content))
    return weights
