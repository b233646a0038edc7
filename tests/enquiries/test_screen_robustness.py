"""The screen sees a concern however it was typed or pasted."""

import json
import re
import tracemalloc
from pathlib import Path

import pytest

from enquiries.triage import Route, classify

CLEAR = {
    Route.FRONT_DOOR: (
        "Hello. My daughter is 12. A man she met on Snapchat's been asking her for pictures and says he will "
        "come to our house if she doesn't send more. She told me last night and is terrified. What do I do?"
    ),
    Route.LADO: (
        "One of our teaching assistants has been messaging a Year 9 girl on Instagram at night. He's told "
        "her to delete the chats. Her mother showed me the messages on Monday. Do I suspend him?"
    ),
    Route.STRATEGIC: (
        "Could you send us the template for the acceptable use policy? Our governors review it in spring, "
        "and we'd also like dates for the staff training on online safety."
    ),
}
FOOTER = (
    "\n\nKind regards\nJo Bloggs\nDesignated Safeguarding Lead, Anytown School, High Street\n"
    "We are committed to safeguarding and promoting the welfare of children and young people.\n"
    "This email and any attachments are confidential and intended solely for the addressee."
)


def typed_badly(text):
    """Swap two letters in every fourth long word."""
    long_words = iter(range(10_000))
    return re.sub(
        r"\b([a-z])([a-z])([a-z]{4,})", lambda m: m[0] if next(long_words) % 4 else m[2] + m[1] + m[3], text
    )


WAYS = {
    "lower case": str.lower,
    "capitals": str.upper,
    "no punctuation": lambda text: re.sub(r"[^\w\s]", "", text),
    "misspelt": typed_badly,
    "curly quotes": lambda text: text.replace("'", "\u2019"),
    "zero-width characters": "\u200b".join,
    "soft hyphens": "\u00ad".join,
    "HTML": lambda text: "<div><p>" + text.replace(". ", ".</p>\n<p class='MsoNormal'>") + "</p></div>",
    "entities": lambda text: text.replace("'", "&#39;").replace(" ", "&nbsp;"),
    "emoji": lambda text: text.replace(". ", " \U0001f622\U0001f64f. "),
    "look-alike letters": lambda text: (
        text.replace("a", "\u0430").replace("e", "\u0435").replace("o", "\u043e")
    ),
    "accents": lambda text: text.replace("e", "\u00e9").replace("a", "\u00e1"),
    "full-width letters": lambda text: "".join(chr(ord(c) + 0xFEE0) if "a" <= c <= "z" else c for c in text),
    "null bytes": lambda text: text.replace(" ", "\x00 "),
    "spaces": lambda text: text.replace(" ", "   "),
    "Windows lines": lambda text: text.replace(". ", ".\r\n"),
    "forwarded": lambda text: (
        "Please see below.\n\nFrom: Office\nSent: 14 November 2026 09:12\nSubject: FW\n\n> "
        + text.replace(". ", ".\n> ")
    ),
    "signed": lambda text: text + FOOTER,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("route", CLEAR)
def test_the_route_does_not_depend_on_how_it_was_typed(route, way):
    assert classify({"message": WAYS[way](CLEAR[route])}).route == route


@pytest.mark.parametrize(
    "text",
    [
        "a" * 50_000,
        "<" * 50_000,
        "'" * 50_000,
        "&" * 50_000,
        "1." * 25_000,
        "he " * 16_000,
        "\u200b" * 50_000,
        "a.b@" * 12_500,
        "&#" + "9" * 50_000,
        "&#x" + "f" * 50_000,
        "\ufdfa" * 50_000,
        "\n" * 50_000,
    ],
)
def test_a_text_made_to_be_slow_is_read_all_the_same(text):
    assert classify({"message": text}).route in Route


def peak_memory(read, text):
    """How many bytes it takes at most to read a text."""
    tracemalloc.start()
    try:
        read(text)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_memory_grows_no_faster_than_the_text():
    text = "Could you send us the template that our governors could review? "
    classify("The weights are read.")
    assert peak_memory(classify, text * 250) < 6 * peak_memory(classify, text * 50)


def test_only_so_much_of_all_texts_together_is_read():
    concern = " A girl told me that her uncle hits her and she is scared to go home. "
    calm = "Could you send us the template that our governors could review? " * 400
    for field in ("message", "name", "phone"):
        assert classify({"subject": "Policy", field: concern + calm}).route != Route.STRATEGIC
        assert classify({"subject": "Policy", field: calm[:18_000] + concern}).route != Route.STRATEGIC
        assert classify({"subject": "Policy", field: calm[:20_000] + concern}).route == Route.STRATEGIC
    assert classify({"message": calm}).route == Route.STRATEGIC
    assert classify({"message": calm, "name": concern * 40}).route != Route.STRATEGIC


def test_every_given_example_can_be_read_in_capitals():
    lines = Path("enquiries/triage/training/examples.jsonl").read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, lines[:100]):
        texts = {name: row[name] for name in ("subject", "message")}
        assert classify({name: text.upper() for name, text in texts.items()}).route == classify(texts).route
