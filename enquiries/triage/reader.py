"""The second reader: a small language model, fine-tuned on the examples that teach the linear model.

It reads only what the linear model finds most telling, with what stands around it: at most four stretches
of a text. It runs here, on one thread, and keeps nothing. Whoever has no such model, or a broken one, has
the linear screen, which decides alone then; `/health/` says so.
"""

import math
import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

from enquiries.triage.windows import Window
from enquiries.triage.word_pieces import encode

HERE = Path(__file__).parent
MODEL_FILE = HERE / "reader.onnx"
MOST_STRETCHES = 4
STRETCH = 190  # tokens of ours, which is about as many as the model takes
MOST_PIECES = 256  # of the model's own, which cut words


class ReaderScore(NamedTuple):
    """How much a text reads like a concern, and if so like one for the LADO. No unit; more is likelier."""

    concern: float
    lado: float


class ReaderError(Exception):
    """The second reader broke. Says where, and nothing of the text."""


class Reader:
    """The model, loaded once a process, before it forks."""

    def __init__(self) -> None:
        # Else it reports to its makers what it runs and on what machine, with a thread and a file of its own.
        # It looks for this once, when it is imported. Numbers need no threads of their own here either.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        # Imported here, for the screen works without it.
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self.session = onnxruntime.InferenceSession(
            str(MODEL_FILE), options, providers=["CPUExecutionProvider"]
        )

    def score(self, stretches: Sequence[str]) -> ReaderScore:
        """Return the score of the stretch that reads most like a concern. Raises ReaderError."""
        try:
            return max(map(self.score_one, stretches))
        except Exception as error:
            # The exception's own words may quote the text.
            raise ReaderError(type(error).__name__) from None

    def score_one(self, text: str) -> ReaderScore:
        """Return the score of one stretch."""
        numbers = encode(text, MOST_PIECES)
        inputs = {"input_ids": [numbers], "attention_mask": [[1] * len(numbers)]}
        (scores,) = self.session.run(None, inputs)
        strategic, front_door, lado = map(float, scores[0])
        return ReaderScore(concern=added(front_door, lado) - strategic, lado=lado - front_door)


def added(one: float, other: float) -> float:
    """Return the logarithm of the sum of what two logarithms stand for."""
    high, low = max(one, other), min(one, other)
    return high + math.log1p(math.exp(low - high))


@cache
def load_reader() -> Reader:
    """Return the reader. Raises ImportError, OSError or what the runtime raises for a file that is none."""
    return Reader()


def stretches(lengths: Sequence[int], scored: Sequence[tuple[float, Window]]) -> list[Window]:
    """Return what to read: around the windows that score highest, as much as fits, and nothing twice.

    ``lengths`` are the tokens of the sentences of a text; ``scored`` its windows with their scores.
    """
    found: list[Window] = []
    for _, window in sorted(scored, reverse=True):
        if len(found) == MOST_STRETCHES:
            break
        if not any(one.start <= window.start and window.end <= one.end for one in found):
            found.append(with_surroundings(lengths, window))
    return found


def with_surroundings(lengths: Sequence[int], window: Window) -> Window:
    """Return a window with the sentences before and after it, in turns, as long as they fit."""
    start, end = window
    left = STRETCH - sum(lengths[start:end])
    grows = True
    while grows:
        grows = False
        if start > 0 and lengths[start - 1] <= left:
            start, left, grows = start - 1, left - lengths[start - 1], True
        if end < len(lengths) and lengths[end] <= left:
            end, left, grows = end + 1, left - lengths[end], True
    return Window(start, end)
