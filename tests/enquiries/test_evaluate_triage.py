"""`manage.py evaluate_triage` shows how the screen routes a file of messages."""

import json

import pytest
from django.core.management import CommandError, call_command

CONCERN = {
    "id": "a",
    "message": "My son is 11 and a man online threatens to share his pictures.",
    "label": "front_door",
}
TRAINING = {
    "id": "b",
    "subject": "Dates",
    "message": "Please send dates for the governors' training.",
    "label": "strategic",
}


@pytest.fixture
def evaluate(tmp_path, capsys):
    def run(*lines, **options):
        path = tmp_path / "messages.jsonl"
        path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
        call_command("evaluate_triage", str(path), **options)
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_each_line_gets_its_route_and_the_last_line_sums_up(evaluate):
    first, second, summary = evaluate(CONCERN, TRAINING)
    assert (first["id"], first["label"], first["route"]) == ("a", "front_door", "front_door")
    assert first["signals"]
    assert second == {"id": "b", "label": "strategic", "route": "strategic", "signals": []}
    assert summary.pop("seconds") >= 0
    assert summary == {"n": 2, "concern_recall": 1.0, "false_positive_rate": 0.0, "lado_accuracy": None}


def test_missing_keys_and_empty_lines_are_no_trouble(evaluate):
    outcome, summary = evaluate("", {"subject": None}, "")
    assert outcome == {"id": None, "label": None, "route": "strategic", "signals": []}
    assert summary["n"] == 1


def test_explain_shows_what_was_routed_wrongly(evaluate):
    wrong, _ = evaluate(TRAINING | {"label": "lado"}, explain=True)
    assert wrong["missed"]
    assert wrong["message"] == TRAINING["message"]


def test_explain_says_in_plain_words_why(evaluate):
    wrong, _ = evaluate(CONCERN | {"label": "strategic"}, explain=True)
    assert len(wrong["reasons"]) == len(wrong["signals"])
    assert not [reason for reason in wrong["reasons"] if ":" in reason]


def test_a_broken_screen_gets_no_figures(evaluate, weights_away, capsys):
    with pytest.raises(CommandError, match="FileNotFoundError"):
        evaluate(CONCERN, TRAINING)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("line", ["{not json", "[1, 2]", '"text"'])
def test_a_bad_line_is_named(evaluate, line):
    with pytest.raises(CommandError, match="line 2"):
        evaluate(TRAINING, line)


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.jsonl"):
        call_command("evaluate_triage", str(tmp_path / "nowhere.jsonl"))
