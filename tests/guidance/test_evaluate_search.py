"""`manage.py evaluate_search` shows whether search finds what a file of queries expects."""

import json

import pytest
from django.core.management import CommandError, call_command

from guidance.models import ZeroResultQuery

pytestmark = pytest.mark.usefixtures("portal")


@pytest.fixture
def evaluate(tmp_path, capsys):
    def run(*lines):
        path = tmp_path / "queries.jsonl"
        path.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
        call_command("evaluate_search", str(path))
        return [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    return run


def test_each_line_says_what_came_first_and_the_last_line_sums_up(evaluate):
    first, second, third, summary = evaluate(
        {"id": 7, "q": "kcsie", "expect": ["nothing like it", "KEEPING children safe"]},
        {"q": "loot boxes", "expect": ["Ygam"]},
        {"q": "kcsie", "expect": "no such title"},
    )
    assert first.items() >= {"id": 7, "q": "kcsie", "first": True, "three": True, "nothing": False}.items()
    assert first["titles"][0].startswith("Keeping children safe in education")
    assert (second["first"], second["three"]) == (False, True)
    assert (third["first"], third["three"]) == (False, False)
    assert summary.pop("seconds") >= 0
    assert summary == {"n": 3, "first": 0.3333, "three": 0.6667, "unanswerable": 0, "nothing": None}


def test_of_a_query_without_an_answer_it_counts_whether_readers_are_told(evaluate):
    silent, told, summary = evaluate({"q": "kcsie", "expect": []}, {"q": "qqqqq"})
    assert (silent["first"], silent["three"], silent["nothing"]) == (None, None, False)
    assert (told["titles"], told["nothing"]) == ([], True)
    assert (summary["n"], summary["first"]) == (0, None)
    assert (summary["unanswerable"], summary["nothing"]) == (2, 0.5)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "line 2: not JSON"),
        ("[]", "line 2: a JSON object is needed"),
        ({"query": "kcsie"}, "Row 2: q must be"),
        ({"q": "kcsie", "expect": {"title": "x"}}, "Row 2: expect must be"),
        ({"q": "kcsie", "expect": [""]}, "Row 2: expect must be"),
    ],
)
def test_a_line_that_cannot_be_read_is_named(evaluate, line, says):
    with pytest.raises(CommandError, match=says):
        evaluate({"q": "kcsie", "expect": []}, line)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match="Cannot read"):
        call_command("evaluate_search", str(tmp_path / "nowhere.jsonl"))


def test_nothing_is_stored(evaluate):
    evaluate({"q": "uniform shop", "expect": []}, {"q": "qqqqq", "expect": []})
    assert not ZeroResultQuery.objects.exists()
