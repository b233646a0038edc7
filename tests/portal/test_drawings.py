"""Drawings of this site: one family of icons in one small file, and pictures that say what they show."""

import re
from pathlib import Path

import brotli
from django.conf import settings

IMAGES = Path(settings.BASE_DIR) / "static/img"
SPRITE = IMAGES / "icons.svg"
SYMBOL = re.compile(r'<symbol id="([a-z-]+)" viewBox="([\d ]+)">')
ROLES = {"dsl", "teacher", "leader", "governor", "early-years", "it", "parent"}


def packed(path):
    """Size in bytes as a browser gets it."""
    return len(brotli.compress(path.read_bytes()))


def test_icons_are_one_family_in_one_small_file():
    """One grid, one pen (the sprite says it once, no drawing has its own), at most 4 kB compressed."""
    text = SPRITE.read_text(encoding="utf-8")
    names = [name for name, box in SYMBOL.findall(text) if box == "0 0 24 24"]
    assert len(names) == len(set(names)) == text.count("<symbol")
    assert {*ROLES, "calendar", "download"} <= set(names)
    assert text.count("stroke-width") == text.count("stroke-linecap") == 1
    assert packed(SPRITE) <= 4000
