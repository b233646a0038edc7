"""The second reader: what it reads, what happens without it, and that its file is the one measured."""

import json
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from enquiries.services import screen
from enquiries.triage import Route, classify, load_reader, reader
from enquiries.triage.figures import wilson
from enquiries.triage.model_card import MODEL_CARD_FILE
from enquiries.triage.reader import MOST_STRETCHES, STRETCH, stretches
from enquiries.triage.windows import SIZES, windows
from enquiries.triage.word_pieces import PIECES_FILE, encode, pieces

HERE = Path(__file__).parent / "screen"
CONCERN = {"message": "A girl in my class told me that her uncle hits her and she is scared to go home."}
POLICY = {"message": "Do you have a template for an acceptable use policy?"}


def rows(name):
    return [json.loads(line) for line in (HERE / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def reader_at(monkeypatch):
    """The second reader is loaded from another file, for one test."""

    def of(path):
        monkeypatch.setattr(reader, "MODEL_FILE", path)
        load_reader.cache_clear()
        screen.second_reader.cache_clear()

    yield of
    load_reader.cache_clear()
    screen.second_reader.cache_clear()


@pytest.fixture(params=["missing", "no model"])
def broken_reader(request, reader_at, tmp_path):
    path = tmp_path / "reader.onnx"
    if request.param == "no model":
        path.write_bytes(b"nothing that runs")
    reader_at(path)


def test_without_a_reader_the_linear_screen_decides_alone_and_health_says_so(
    client, db, broken_reader, caplog
):
    assert screen.screen(CONCERN) == classify(CONCERN)
    assert screen.screen(POLICY).route == Route.STRATEGIC
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["status"]) == (200, "degraded")
    assert answer.json()["reasons"] == ["second reader"]
    assert "uncle" not in caplog.text


def test_a_reader_that_breaks_on_a_text_leaves_the_decision_to_the_linear_screen(monkeypatch, caplog):
    def breaks(self, texts):
        raise RuntimeError(f"cannot read {texts}")

    monkeypatch.setattr(reader.Reader, "score_one", breaks)
    assert screen.screen(CONCERN) == classify(CONCERN)
    assert "RuntimeError" in caplog.text
    assert "uncle" not in caplog.text
    assert not screen.reader_works()


def test_health_says_that_a_reader_that_runs_makes_nonsense(client, db, monkeypatch):
    monkeypatch.setattr(reader.Reader, "score_one", lambda self, text: reader.ReaderScore(-40.0, 0.0))
    assert client.get("/health/").json()["reasons"] == ["second reader"]


def test_health_is_well_with_both(client, db):
    assert client.get("/health/").json()["reasons"] == []


def test_the_files_are_those_that_were_measured():
    measured = json.loads(MODEL_CARD_FILE.read_text(encoding="utf-8"))["reader"]["files"]
    files = (reader.MODEL_FILE, PIECES_FILE)
    assert measured == {path.name: sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.parametrize(
    "name", ["short_unseen.jsonl", pytest.param("long_unseen.jsonl", marks=pytest.mark.proof)]
)
def test_with_the_reader_fewer_messages_go_astray(name):
    messages = [(row, {part: row[part] for part in ("subject", "message")}) for row in rows(name)]
    wrong = {
        one: sum(
            (classify(texts, one).route == Route.STRATEGIC) != (row["label"] == "strategic")
            for row, texts in messages
        )
        for one in (None, load_reader())
    }
    assert wrong[load_reader()] < 0.9 * wrong[None]
    assert wilson(len(messages) - wrong[load_reader()], len(messages))[0] > 0.88


@pytest.mark.parametrize("lengths", [[5], [40] * 3, [12] * 16, [30] * 60, [4] * 600])
def test_at_most_four_stretches_are_read_and_none_twice(lengths):
    scored = [(float(window.start % 7), window) for window in windows(lengths, SIZES[0])]
    found = stretches(lengths, scored)
    assert 1 <= len(found) <= MOST_STRETCHES
    assert len(set(found)) == len(found)
    assert all(sum(lengths[slice(*window)]) <= max(STRETCH, SIZES[0] + max(lengths)) for window in found)
    if sum(lengths) <= STRETCH:
        assert [tuple(window) for window in found] == [(0, len(lengths))]


def test_words_are_cut_as_the_model_learnt_them():
    names = list(pieces())

    def cut(text):
        return [names[number] for number in encode(text, 100)]

    assert cut("Unbelievably, he's 14!") == [
        "[CLS]",
        "un",
        "##bel",
        "##ie",
        "##va",
        "##bly",
        ",",
        "he",
        "'",
        "s",
        "14",
        "!",
        "[SEP]",
    ]
    assert cut("\u20ac30 \u4e2d\u6587 x\u2603") == [
        "[CLS]",
        "\u20ac",
        "##30",
        "\u4e2d",
        "\u6587",
        "[UNK]",
        "[SEP]",
    ]
    assert cut("a" * 101) == ["[CLS]", "[UNK]", "[SEP]"]
    assert len(encode("word " * 500, 256)) == 256


def test_the_screen_does_not_load_what_only_the_reader_needs():
    code = (
        "import sys, enquiries.triage as t; t.classify({'message': 'x'}); print('onnxruntime' in sys.modules)"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.strip() == "False"
    )


def test_what_runs_it_keeps_no_file_and_tells_nobody(tmp_path):
    # In CI it holds its tongue by itself, so nothing of this environment is handed on.
    code = "from enquiries.triage import load_reader; load_reader().score(['a text'])"
    home = {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    subprocess.run([sys.executable, "-c", code], env=home, check=True)
    assert [*tmp_path.rglob("*")] == []
