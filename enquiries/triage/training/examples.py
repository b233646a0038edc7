"""The labelled examples that the screen is taught from.

`examples.jsonl` are those the owner gave, `examples_more.jsonl` those written here, `examples_later.jsonl`
harder ones. `examples_contrasts.jsonl` were written to be like a given one (`like` says which): half are of
its kind, half read alike but are of the other. `examples_from_misses.jsonl` were written after reading which
examples the report found missed: they teach, but the report leaves them out, as they would flatter it.
"""

import json
from pathlib import Path
from typing import NotRequired, TypedDict, cast

HERE = Path(__file__).parent
GIVEN = HERE / "examples.jsonl"
MORE = [HERE / f"examples_{name}.jsonl" for name in ("more", "later", "contrasts")]
FROM_MISSES = HERE / "examples_from_misses.jsonl"
# How much an example teaches. The given ones are what people send; those named here are harder than that.
SAMPLE_WEIGHT = {"examples": 4.0, "examples_later": 0.3, "examples_contrasts": 0.3}


class Example(TypedDict):
    """A message, the route it should take, why, and how much it teaches; what it is ``like`` by its id."""

    id: str
    role: str
    subject: str
    message: str
    label: str
    hard: bool
    why: str
    like: NotRequired[str]
    sample_weight: float


def load(path: Path) -> list[Example]:
    """Return the examples of a JSON Lines file, each with how much it teaches."""
    lines = path.read_text(encoding="utf-8").splitlines()
    sample_weight = SAMPLE_WEIGHT.get(path.stem, 1.0)
    examples = [json.loads(line) | {"sample_weight": sample_weight} for line in lines if line.strip()]
    return cast(list[Example], examples)


def load_more() -> list[Example]:
    """Return the examples that were written here and may stand in the report."""
    return [example for path in MORE for example in load(path)]


def text_of(example: Example) -> str:
    """Return the text of an example as the form joins it."""
    return f"{example['subject']}\n{example['message']}"
