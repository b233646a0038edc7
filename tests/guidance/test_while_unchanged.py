"""What was read is kept while nothing changes: neither a write nor the clock nor another database."""

from datetime import UTC, datetime, timedelta

import pytest

from guidance.services import while_unchanged as module
from guidance.services.while_unchanged import while_unchanged

NOW = datetime(2026, 11, 27, 12, tzinfo=UTC)


@pytest.fixture
def world(monkeypatch):
    """What the content version and the clock say, to be changed."""
    state = {"version": 1, "now": NOW, "until": NOW + timedelta(hours=1)}
    monkeypatch.setattr(module.next_change.content_version, "current", lambda: state["version"])
    monkeypatch.setattr(module.next_change, "after", lambda at: state["until"])
    monkeypatch.setattr(module.timezone, "now", lambda: state["now"])
    return state


@pytest.fixture
def calls():
    return []


@pytest.fixture
def read(calls):
    @while_unchanged
    def read(slug):
        calls.append(slug)
        if slug == "nothing":
            raise LookupError
        return f"{slug} {len(calls)}"

    return read


def test_it_is_read_once_for_each_key(world, read):
    assert [read("a"), read("b"), read("a")] == ["a 1", "b 2", "a 1"]


def test_a_write_makes_it_read_again(world, read):
    read("a")
    world["version"] = 2
    assert read("a") == "a 2"


def test_the_moment_at_which_a_page_changes_by_itself_makes_it_read_again(world, read):
    read("a")
    world["now"] = world["until"]
    assert read("a") == "a 2"


def test_a_clock_that_was_put_back_makes_it_read_again(world, read):
    read("a")
    world["now"] -= timedelta(seconds=1)
    assert read("a") == "a 2"


def test_another_database_makes_it_read_again(world, read, settings, tmp_path):
    read("a")
    settings.LAST_KNOWN_DIR = tmp_path / "another"
    assert read("a") == "a 2"


def test_what_is_not_there_is_not_kept(world, read, calls):
    for _ in range(2):
        with pytest.raises(LookupError):
            read("nothing")
    assert calls == ["nothing", "nothing"]


def test_until_when_it_holds_is_worked_out_once_for_all_that_is_kept(world, read, monkeypatch):
    asked = []
    until = module.next_change.after
    monkeypatch.setattr(module.next_change, "after", lambda at: asked.append(at) or until(at))
    other = while_unchanged(lambda: "other")
    for version in (3, 4):
        world["version"] = version
        assert [read("a"), other(), module.next_change.known_after(NOW)][1:] == ["other", world["until"]]
    assert len(asked) == 2


def test_no_more_is_kept_than_fits(world, read):
    for number in range(module.MOST + 1):
        read(str(number))
    assert read("0") == f"0 {module.MOST + 2}"


def test_what_is_kept_is_not_forgotten_because_nothing_more_fits(world, read):
    for number in range(module.MOST):
        read(str(number))
    assert [read("0"), read("1")] == ["0 1", "1 2"]
