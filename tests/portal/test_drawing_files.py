"""Drawings of this site: one family of icons in one small file, and pictures that say what they show."""

import re
from pathlib import Path

import brotli
import pytest
from django.conf import settings

IMAGES = Path(settings.BASE_DIR) / "static/img"
SPRITE = IMAGES / "icons.svg"
SYMBOL = re.compile(r'<symbol id="([a-z-]+)" viewBox="([\d ]+)">')
SIGNS = {"icons", "mark", "share"}
PICTURES = [path for path in sorted(IMAGES.glob("**/*.svg")) if path.stem not in SIGNS]
PHONE = 328  # px, the width of a picture on a phone of 360
SMALLEST = 15  # px, of words in a picture
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


def test_each_hand_out_and_each_area_of_risk_has_a_drawing():
    fixtures = Path(settings.BASE_DIR) / "fixtures"
    subjects = {*(fixtures / "handouts").glob("*.md"), *(fixtures / "risk_areas").glob("*.toml")}
    drawn = {path.stem for path in (IMAGES / "spots").glob("*.svg")}
    assert drawn == {path.stem for path in subjects}


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_says_what_it_shows_in_both_themes_and_is_small(path):
    """The title is read where the file is opened alone; every colour has one for the dark theme."""
    text = path.read_text(encoding="utf-8")
    assert re.search(r'role="img" aria-labelledby="t( d)?"', text)
    assert re.search(r'<title id="t">[A-Z].{10,}</title>', text)
    light, dark = text.split("@media (prefers-color-scheme:dark)")
    assert coloured(light) == coloured(dark)
    assert packed(path) <= 1000


def coloured(style):
    return {name for name, colours in re.findall(r"\.(\w+)\{([^}]+)\}", style) if "#" in colours}


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_words_in_a_picture_can_be_read_on_a_phone(path):
    text = path.read_text(encoding="utf-8")
    width = float(re.search(r'viewBox="0 0 (\d+)', text)[1])
    sizes = re.findall(r"([\d.]+)px", text) if "<text" in text else []
    assert all(float(size) * PHONE / width >= SMALLEST for size in sizes)
