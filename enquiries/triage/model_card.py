"""The model card of the screen, read from `model_card.json`, which `training` writes with the weights."""

import json
from collections.abc import Mapping
from datetime import date
from functools import cache
from itertools import starmap
from pathlib import Path
from typing import Any, NamedTuple

from enquiries.triage.figures import wilson

MODEL_CARD_FILE = Path(__file__).with_name("model_card.json")


class Figure(NamedTuple):
    """So many of so many, in words of the page."""

    part: int
    whole: int

    @property
    def words(self) -> str:
        """The share with its 95 % interval: "146 of 150: 97.3% (93.3% to 99.0%)"."""
        if not self.whole:
            return "none in this set"
        low, high = wilson(self.part, self.whole)
        return (
            f"{self.part} of {self.whole}: {self.part / self.whole:.1%} ({low:.1%}\u00a0to\u00a0{high:.1%})"
        )


class MeasuredSet(NamedTuple):
    """What the screen made of one set of messages."""

    name: str
    about: str
    concerns: Figure
    strategic: Figure
    lado: Figure
    front_door_called_lado: Figure
    unread: int
    cannot_be_read: Figure | None = None
    can_be_read: Figure | None = None

    @property
    def size(self) -> int:
        """How many messages it has."""
        return self.concerns.whole + self.strategic.whole


class Examples(NamedTuple):
    """A file of examples that taught the screen."""

    name: str
    about: str
    size: int


class Function(NamedTuple):
    """One way in which messages mislead, and how many of them took the right way."""

    name: str
    about: str
    right: Figure


class KnownMiss(NamedTuple):
    """What the screen is known to get wrong, and how many of such messages went the right way."""

    sentence: str
    right: Figure


class Reader(NamedTuple):
    """A second reader beside the first, and what both together made of the sets."""

    about: str
    sets: tuple[MeasuredSet, ...]


class Tenth(NamedTuple):
    """The messages that the screen thought about equally likely to be a concern, and how many were."""

    said: float
    held: Figure


class ModelCard(NamedTuple):
    """All that is told about the screen in figures. ``learnt_from`` is the checksum of its examples."""

    made_on: date
    learnt_from: str
    examples: tuple[Examples, ...]
    sets: tuple[MeasuredSet, ...]
    functions: tuple[Function, ...]
    calibration_error: float
    tenths: tuple[Tenth, ...]
    reader: Reader | None
    known_misses: tuple[KnownMiss, ...]

    @property
    def example_count(self) -> int:
        """How many examples taught the screen."""
        return sum(one.size for one in self.examples)


@cache
def load_model_card() -> ModelCard:
    """Return the card that ships, read once.

    Raises OSError if the file cannot be read, and ValueError, KeyError or TypeError if it is not of its form.
    """
    return from_json(MODEL_CARD_FILE.read_text(encoding="utf-8"))


def from_json(text: str) -> ModelCard:
    """Return the card from the text of a file; raises as `load_model_card` does."""
    content = json.loads(text)
    reader = content["reader"]
    return ModelCard(
        made_on=date.fromisoformat(content["made_on"]),
        learnt_from=content["learnt_from"],
        examples=tuple(Examples(one["name"], one["about"], one["count"]) for one in content["examples"]),
        sets=tuple(map(_set, content["sets"])),
        functions=tuple(
            Function(one["name"], one["about"], Figure(*one["right"])) for one in content["functions"]
        ),
        calibration_error=content["calibration"]["error"],
        tenths=tuple(starmap(_tenth, content["calibration"]["bins"])),
        reader=reader and Reader(reader["about"], tuple(map(_set, reader["sets"]))),
        known_misses=tuple(
            KnownMiss(one["sentence"], Figure(*one["right"])) for one in content["known_misses"]
        ),
    )


def _set(one: Mapping[str, Any]) -> MeasuredSet:
    return MeasuredSet(
        name=one["name"],
        about=one["about"],
        concerns=Figure(*one["concerns"]),
        strategic=Figure(*one["strategic"]),
        lado=Figure(*one["lado"]),
        front_door_called_lado=Figure(*one["front_door_called_lado"]),
        unread=one["unread"],
        cannot_be_read=Figure(*one["cannot_be_read"]) if "cannot_be_read" in one else None,
        can_be_read=Figure(*one["can_be_read"]) if "can_be_read" in one else None,
    )


def _tenth(count: int, said: float, held: float) -> Tenth:
    return Tenth(said, Figure(round(held * count), count))
