"""How long the screen takes to start and to read 250 words, against the issue's known floor in the same run.

The floor is a model over single words and pairs of words, learnt by scikit-learn from the given examples.
Prints the median, the 95th percentile and the processor time of this process in milliseconds.
"""

import random
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LENGTH = 250  # words
ROUNDS = 4
STARTS = 7
FIRST_USE = """
import time
start = time.perf_counter()
from enquiries.triage import classify
classify("Do you have a template?")
print(1000 * (time.perf_counter() - start))
"""


def main() -> None:
    """Measure both and print a table."""
    sys.path.insert(0, str(ROOT))
    from enquiries.triage import classify
    from enquiries.triage.training.examples import GIVEN, load, text_of
    from enquiries.triage.weights import WEIGHTS_FILE

    rows = load(GIVEN)
    texts = messages([text_of(row) for row in rows])
    starts = [first_use() for _ in range(STARTS)]
    print(f"screen: import and first use {statistics.median(starts):.0f} ms (median of {STARTS} processes)")
    print(f"screen: weights {WEIGHTS_FILE.stat().st_size / 1e6:.2f} MB")
    print(f"{len(texts)} messages of {LENGTH} words, {ROUNDS} rounds, ms: median (95th; processor)")
    print(f"screen {timed(classify, texts)}")
    print(f"floor  {timed(floor(rows), texts)}")


def messages(typed: list[str]) -> list[str]:
    """Return messages of ``LENGTH`` words, put together from examples in a fixed order."""
    random.Random(5).shuffle(typed)
    all_words = " \n ".join(typed).split(" ")
    return [
        " ".join(all_words[start : start + LENGTH]) for start in range(0, len(all_words) - LENGTH, LENGTH)
    ]


def first_use() -> float:
    """Return how many milliseconds a new process takes to import the screen and to use it once."""
    command = [sys.executable, "-c", FIRST_USE]
    return float(subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def floor(rows: list[dict]):
    """Return the floor's way to decide on one message."""
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    from enquiries.triage.training.examples import text_of

    model = make_pipeline(TfidfVectorizer(ngram_range=(1, 2)), LogisticRegression(max_iter=1000))
    model.fit([text_of(row) for row in rows], [row["label"] != "strategic" for row in rows])
    return lambda text: model.predict([text])


def timed(read, texts: list[str]) -> str:
    """Return what ``read`` takes a message, once everything it needs is loaded."""
    read(texts[0])
    took, processor = [], time.process_time()
    for _ in range(ROUNDS):
        for text in texts:
            start = time.perf_counter()
            read(text)
            took.append(1000 * (time.perf_counter() - start))
    processor = 1000 * (time.process_time() - processor) / len(took)
    return f"{statistics.median(took):.1f} ({sorted(took)[int(0.95 * len(took))]:.1f}; {processor:.1f})"


if __name__ == "__main__":
    main()
