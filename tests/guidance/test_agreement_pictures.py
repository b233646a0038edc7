"""The drawings of the agreements: one line, one colour, and the same on a page and in Word."""

import re
import struct

import pytest

from tests import agreement_pictures
from tests.agreement_pictures import FOLDER, SIZE, chunks, fingerprint, made_from, shades

UNDER_SEVENS = {"grown-up-near", "ask-first", "keep-private", "be-kind", "stop", "tell"}
EASY_READ = {"password-key", "pause-think", "no-meet", "not-in-trouble", "phone-away", "help-line"}
DRAWINGS = {file.stem: file.read_bytes() for file in sorted(FOLDER.glob("*.svg"))}
FILES = {file.stem: file.read_bytes() for file in sorted(FOLDER.glob("*.png"))}
TOKENS = (FOLDER.parents[1] / "css" / "tokens.css").read_text(encoding="utf-8")
ADVICE = "run `make pictures` and commit what it draws"


def test_every_drawing_that_agreements_use_is_there_for_pages_and_for_word():
    assert DRAWINGS.keys() >= UNDER_SEVENS | EASY_READ
    assert DRAWINGS.keys() == FILES.keys(), ADVICE


def test_every_file_for_word_was_made_from_its_drawing_as_it_is_now():
    old = [name for name, png in FILES.items() if made_from(png) != fingerprint(DRAWINGS[name])]
    assert old == [], ADVICE


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_file_for_word_is_small_and_large_enough_for_paper(name):
    parts = dict(chunks(FILES[name]))
    assert struct.unpack(">II", parts[b"IHDR"][:8]) == (SIZE, SIZE)
    pixels_to_the_metre = struct.unpack(">I", parts[b"pHYs"][:4])[0]
    assert round(SIZE / pixels_to_the_metre * 1000) == 42
    assert len(FILES[name]) < 15_000


@pytest.mark.parametrize("name", sorted(FILES))
def test_a_drawing_fills_its_square_and_keeps_clear_of_the_edge(name):
    """Of the 24 units of the grid one and a half stay clear on every side; nothing is drawn small."""
    grid = SIZE / 24
    inked = [place for place, shade in enumerate(shades(FILES[name])) if shade > 7]
    for places in ([place % SIZE for place in inked], [place // SIZE for place in inked]):
        assert min(places) >= 1.5 * grid
        assert max(places) <= SIZE - 1.5 * grid
    assert max(place // SIZE for place in inked) - min(place // SIZE for place in inked) >= 17 * grid
    assert 0.08 < len(inked) / SIZE**2 < 0.33


@pytest.mark.parametrize("name", sorted(DRAWINGS))
def test_a_drawing_has_the_line_and_the_one_colour_of_the_site_in_each_theme(name):
    svg = DRAWINGS[name].decode()
    # `.sheet--less-ink`, between the two, is for pages: a drawing of an agreement has no grey of its own.
    light, _, dark = re.findall(r"--sea: (#\w+);", TOKENS)
    assert set(re.findall(r"#[0-9a-f]{6}", svg)) == {light, dark}
    assert f"@media (prefers-color-scheme:dark){{svg{{stroke:{dark}}}}}" in svg
    assert 'fill="none"' in svg
    assert 'stroke-linecap="round" stroke-linejoin="round"' in svg
    assert 'stroke-width="3"' in svg
    assert 'viewBox="0 0 48 48"' in svg
    assert re.search(r"<title id=\"t\">[A-Z][^<.]+</title>", svg)


@pytest.mark.browser
def test_the_command_draws_what_lies_in_the_repository(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(agreement_pictures, "FOLDER", tmp_path)
    for name, svg in DRAWINGS.items():
        (tmp_path / f"{name}.svg").write_bytes(svg)
    (tmp_path / "gone.png").write_bytes(FILES["stop"])
    agreement_pictures.main()
    drawn = {file.stem: file.read_bytes() for file in tmp_path.glob("*.png")}
    assert drawn.keys() == FILES.keys()
    for name, png in drawn.items():
        # Another Chromium may draw an edge a shade differently, and nothing more.
        pairs = zip(shades(png), shades(FILES[name]), strict=True)
        assert max(abs(new - old) for new, old in pairs) <= 3, name
    capsys.readouterr()
    agreement_pictures.main()
    assert capsys.readouterr().out == f"{len(DRAWINGS)} drawings, each with its PNG file\n"
