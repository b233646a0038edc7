"""From examples to rows that a linear model learns from: whole messages, and windows of the long ones."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from enquiries.triage.features import Blocks, SentenceFeatures, read, window_blocks
from enquiries.triage.scorer import around
from enquiries.triage.sentences import Sentence, sentences
from enquiries.triage.tokeniser import cleaned
from enquiries.triage.training.examples import Example, text_of
from enquiries.triage.windows import SIZES, windows

STRATEGIC = "strategic"
# A whole long message is a row, too, but it says less of what its words mean than its windows do.
WHOLE_LONG = 0.5


class Document(NamedTuple):
    """An example as it is read: its sentences, their features, and which of them tell of the concern."""

    example: Example
    sentences: list[Sentence]
    features: list[SentenceFeatures]
    tells: list[bool]


class Row(NamedTuple):
    """What is learnt from: the features of a window, its label, and how much it teaches."""

    blocks: Blocks
    label: str
    weight: float


def document(example: Example) -> Document:
    """Return an example as the screen reads it."""
    found = sentences(text_of(example))
    return Document(example, found, read(found), [*telling(found, example.get("concern", ()))])


def telling(found: Sequence[Sentence], concern: Sequence[str]) -> Iterator[bool]:
    """Yield for each sentence whether it overlaps with one that tells of the concern."""
    text = "".join(sentence.text for sentence in found)
    spans = []
    for told in map(cleaned, concern):
        start = text.find(told.strip())
        if start < 0:
            raise ValueError(f"A concern does not stand in its message: {told[:60]}")
        spans.append((start, start + len(told.strip())))
    place = 0
    for sentence in found:
        end = place + len(sentence.text)
        yield any(place < span_end and span_start < end for span_start, span_end in spans)
        place = end


def rows_of(document: Document) -> Iterator[Row]:
    """Yield the rows of an example. A window without a concern is strategic, whatever the message is."""
    label, weight = document.example["label"], document.example["sample_weight"]
    is_long = "concern" in document.example
    yield Row(window_blocks(document.features), label, weight * (WHOLE_LONG if is_long else 1))
    if not is_long:
        return
    for window in windows([one.tokens for one in document.features], SIZES[-1]):
        tells = any(document.tells[window.start : window.end])
        blocks = window_blocks(
            document.features[window.start : window.end], around(document.features, window)
        )
        yield Row(blocks, label if tells else STRATEGIC, weight)
