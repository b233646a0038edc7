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
    figures = {"n": 2, "concern_recall": 1.0, "false_positive_rate": 0.0, "lado_accuracy": None}
    assert summary.items() >= figures.items()


def test_every_rate_has_what_it_is_of_and_its_interval(evaluate):
    *_, summary = evaluate(CONCERN, TRAINING)
    assert summary["counts"] == {
        **{"concern_recall": [1, 1], "false_positive_rate": [0, 1]},
        **{"lado_accuracy": [0, 0], "lado_of_front_door": [0, 1]},
    }
    assert summary["lado_of_front_door"] == 0.0
    assert summary["intervals"] == {
        **{"concern_recall": [0.2065, 1.0], "false_positive_rate": [0.0, 0.7935]},
        **{"lado_accuracy": None, "lado_of_front_door": [0.0, 0.7935]},
    }


def test_what_became_of_short_and_long_ones_and_of_each_kind_is_counted(evaluate):
    long = TRAINING | {"message": "We plan our training for governors. " * 20, "kind": "plain"}
    short = CONCERN | {"kind": "outright"}
    *_, summary = evaluate(short, TRAINING, long, {"message": "Hello there"})
    assert summary["confusion"] == {
        "length": {
            "under 120 words": {"front_door": {"front_door": 1}, "strategic": {"strategic": 1}},
            "120 words and more": {"strategic": {"strategic": 1}},
        },
        "kind": {"outright": {"front_door": {"front_door": 1}}, "plain": {"strategic": {"strategic": 1}}},
    }


def test_what_was_not_read_has_the_front_doors_route_and_says_so(evaluate):
    message = "Dzień dobry, bardzo boję się o moją córkę, ktoś wysyła jej zdjęcia"
    outcome, summary = evaluate({"id": "p", "message": message, "label": "front_door"})
    assert outcome["route"] == "front_door"
    assert [signal.split(":")[0] for signal in outcome["signals"]] == ["unread"]
    assert (summary["unread"], summary["concern_recall"]) == (1, 1.0)


def test_the_probabilities_are_compared_with_what_holds(evaluate):
    *_, summary = evaluate(CONCERN, TRAINING)
    (few, unlikely, none), (many, likely, all_of_them) = summary["calibration"]["bins"]
    assert (few, none, many, all_of_them) == (1, 0.0, 1, 1.0)
    assert unlikely < 0.5 < likely
    assert summary["calibration"]["error"] == pytest.approx((unlikely + 1 - likely) / 2, abs=0.001)


def test_without_labels_there_are_no_figures(evaluate):
    *_, summary = evaluate({"message": TRAINING["message"]})
    assert summary["calibration"] is None
    assert set(summary["intervals"].values()) == {None}
    assert summary["confusion"] == {"length": {}, "kind": {}}


def test_the_functions_of_the_checklist_come_worst_first(evaluate):
    rows = [
        CONCERN | {"function": "threat"},
        CONCERN | {"function": "closed", "label": "strategic"},
        TRAINING | {"function": "closed"},
    ]
    *_, summary = evaluate(*rows, functions=True)
    found = [(one["function"], one["right"], one["accuracy"]) for one in summary["functions"]]
    assert found == [("closed", [1, 2], 0.5), ("threat", [1, 1], 1.0)]
    assert summary["functions"][0]["interval"] == [0.0945, 0.9055]
    assert "functions" not in evaluate(*rows)[-1]


def test_a_function_is_about_stopping_unless_all_its_messages_are_concerns(evaluate):
    rows = [
        CONCERN | {"function": "negation", "label": "lado"},
        TRAINING | {"function": "negation"},
        CONCERN | {"function": "who-did-it", "label": "lado"},
        CONCERN | {"function": "who-did-it"},
    ]
    *_, summary = evaluate(*rows, functions=True)
    found = [(one["function"], one["right"]) for one in summary["functions"]]
    assert found == [("who-did-it", [1, 2]), ("negation", [2, 2])]


def test_what_was_typed_into_a_short_field_is_screened_too(evaluate):
    outcome, summary = evaluate({"field": "attendees", "value": CONCERN["message"], "label": "front_door"})
    assert outcome["route"] == "front_door"
    assert summary["concern_recall"] == 1.0


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


def test_what_was_typed_into_a_short_field_is_read_as_such_in_a_set_and_in_an_example(evaluate):
    report = "a boy in my class says his dad beats him and he is scared to go home"
    asked = {"field": "preferred_dates", "label": "front_door"}
    *lines, _ = evaluate(asked | {"value": report}, asked | {"message": report})
    assert [line["route"] for line in lines] == ["front_door", "front_door"]


def test_a_label_that_no_route_has_is_named_and_counts_for_nothing(tmp_path, capsys):
    path = tmp_path / "messages.jsonl"
    path.write_text(json.dumps(CONCERN | {"label": "safeguarding"}))
    call_command("evaluate_triage", str(path))
    printed = capsys.readouterr()
    assert json.loads(printed.out.splitlines()[-1])["concern_recall"] is None
    assert "safeguarding" in printed.err


def test_what_was_not_read_has_no_probability_to_compare(evaluate):
    polish = "Dzień dobry, jedna z naszych uczennic powiedziała mi wczoraj, że ktoś ją szantażuje zdjęciami"
    *_, summary = evaluate({"message": polish, "label": "front_door"})
    assert summary["calibration"] is None
