"""The labelled examples that the screen is taught from.

`examples.jsonl` are those the owner gave, `examples_more.jsonl` those written here, `examples_later.jsonl`
harder ones. `examples_contrasts.jsonl` were written to be like a given one (`like` says which): half are of
its kind, half read alike but are of the other. `examples_from_misses.jsonl` were written after reading which
examples were missed: they teach, but no figure is taken from them, as they would flatter it.

`examples_long.jsonl` have 120 to 450 words, each written as one message by one of several writers; `concern`
has the sentences that tell of a concern, so that each window of the message can be taught for what it holds.
`examples_functions.jsonl` are the open half of the checklist, in pairs that differ in what a
function is about. `examples_fields.jsonl` are what people type into the short fields.

`examples_rule.jsonl` teach no model. They are short and long messages of writers who wrote nothing else, and
only the few numbers of the rules are learnt from them (`learning.learn_rules`).
"""

import hashlib
import json
from pathlib import Path
from typing import NotRequired, TypedDict, cast

from enquiries.triage.short_fields import as_answer

HERE = Path(__file__).parent
GIVEN = HERE / "examples.jsonl"
# How much an example teaches. The given ones are what people send; those named here are harder than that.
SAMPLE_WEIGHT = {
    "examples": 4.0,
    "examples_more": 1.0,
    "examples_later": 0.3,
    "examples_contrasts": 0.3,
    "examples_from_misses": 1.0,
    "examples_functions": 1.0,
    "examples_fields": 1.0,
    "examples_long": 1.0,
}
TEACHING = [HERE / f"{name}.jsonl" for name in SAMPLE_WEIGHT]
FOR_RULES = HERE / "examples_rule.jsonl"


class Example(TypedDict):
    """A message, the route it should take, why, and how much it teaches.

    ``like``: the id of the example it was written to be like. ``pair``: what it makes a pair with.
    ``writer``: who wrote it. ``concern``: the sentences of a long message that tell of a concern, as
    they stand in it. ``field``: the short field it was typed into.
    """

    id: str
    role: str
    subject: str
    message: str
    label: str
    hard: bool
    why: str
    like: NotRequired[str]
    pair: NotRequired[str]
    writer: NotRequired[str]
    concern: NotRequired[list[str]]
    field: NotRequired[str]
    sample_weight: float


def load(path: Path) -> list[Example]:
    """Return the examples of a JSON Lines file, each with how much it teaches."""
    lines = path.read_text(encoding="utf-8").splitlines()
    sample_weight = SAMPLE_WEIGHT.get(path.stem, 1.0)
    examples = [json.loads(line) | {"sample_weight": sample_weight} for line in lines if line.strip()]
    return cast(list[Example], examples)


def load_teaching() -> list[Example]:
    """Return all examples that teach the models."""
    return [example for path in TEACHING for example in load(path)]


def text_of(example: Example) -> str:
    """Return the text of an example as the classifier reads it."""
    if example.get("field"):
        return as_answer(example["message"])
    return "\n".join(filter(None, (example["subject"], example["message"])))


def checksum() -> str:
    """Return the SHA-256 of all files of examples, which the weights name that were learnt from them."""
    digest = hashlib.sha256()
    for path in (*TEACHING, FOR_RULES):
        digest.update(path.read_bytes())
    return digest.hexdigest()
