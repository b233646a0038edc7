"""A part of the calls on every test run; every one of them with ``python -m tests.resilience.injection``."""

import pytest

from tests.resilience.injection import KINDS, ON_POSTGRESQL, injection, table

# Slow, because some forty enquiries are sent and mailed, each with something failing.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.django_db(transaction=True),
    # Connections are cut on purpose: that their sockets stay open until they are collected is the point.
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
# Of so many calls one is struck. Together with the first that is every kind of call there is.
EVERY = {"statement": 4, "message": 11, "server": 11, "file": 3, "mail": 5, "mail server": 11}


@pytest.mark.parametrize(
    "kind",
    # The tests' own SQLite is in memory, where no other process writes.
    [pytest.param(kind, marks=[pytest.mark.postgresql] * (kind in ON_POSTGRESQL)) for kind in EVERY],
)
def test_whatever_call_fails_an_enquiry_is_stored_once_or_its_sender_is_told(kind):
    with injection() as injected:
        runs = list(injected.runs(kind, EVERY[kind]))
    assert len(runs) > 1, table(KINDS[kind], runs)
    assert {run.outcome[0] for run in runs} <= {"stored", "told (503), everything kept"}


def test_the_harness_sees_a_broken_promise(monkeypatch):
    """What it looks for, it finds: here mails that nobody queues."""
    monkeypatch.setattr("enquiries.services.submit.mail_queue.queue", lambda *_, **__: None)
    with injection() as injected, pytest.raises(AssertionError, match="0 mails queued"):
        next(injected.runs("mail"))
