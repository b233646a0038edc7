"""PostgreSQL's own log, with the logging that PostgreSQL comes with, holds no word of an enquiry."""

import threading
from collections.abc import Iterator

import pytest
from django.conf import settings as project_settings
from django.contrib.auth.models import User
from django.db import Error, connection, connections
from django.test import Client

from enquiries import form_tokens, rate_limit
from enquiries.models import Enquiry, Event
from enquiries.services import submit
from lesas_portal.core import checks
from lesas_portal.core.models import QueuedEmail
from tests.document import Document
from tests.enquiries.answers import ANSWERS, CONCERN
from tests.factories import make_adviser
from tests.resilience.postgresql_cluster import Cluster

# Slow, because a server of their own is made and started.
pytestmark = [pytest.mark.postgresql, pytest.mark.slow]

TYPED = {
    **ANSWERS,
    "name": "Zenobia Quill",
    "setting_name": "Zebrafield School",
    "subject": "Zebra policy",
    "message": "Which zebra policy template should we adopt for key stage 2?",
    "topic": "policy",
}
WORDS = ("Zenobia", "zenobia", "Zebra", "zebra", "uncle")
ROLE_SETTINGS = project_settings.BASE_DIR / "deploy" / "postgresql.sql"
ADD = "/admin/enquiries/enquiry/add/"
AT_ONCE, TIMES = 4, 8


@pytest.fixture
def on_cluster(cluster: Cluster, own_database: str, django_db_blocker) -> Iterator[Cluster]:
    """Every connection of this process leads to a database of that server."""
    with django_db_blocker.unblock():
        connection.close()
        ours = connection.settings_dict
        before = {name: ours[name] for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
        ours |= {"NAME": own_database, "USER": "lesas", "HOST": "127.0.0.1", "PORT": cluster.port}
        try:
            yield cluster
        finally:
            connection.close()
            ours |= before


def ready_to_send(**typed: str) -> dict[str, str]:
    """Go through the form as a sender does, past the signpost if that is shown; return what Send posts."""
    client = Client()
    data = {**TYPED, "form_token": form_tokens.issue(backdate=True), **typed}
    page = client.post("/enquiries/check/", data)
    if b"data-signpost" in page.content:
        going_on = {**Document.of(page).hidden, "edit": "all"}
        form = Document.of(client.post("/enquiries/new/", going_on))
        data |= {"declared": form.fields["declared"]["value"], **form.hidden}
        page = client.post("/enquiries/check/", data)
    hidden = Document.of(page).hidden
    assert hidden["step"] == "send"
    return hidden


def post_at_once(address: str, data: dict, *, person: User | None = None) -> set[tuple[int, str]]:
    """Post the same form from several threads at the same moment; return what they were answered."""
    start, answers, clients = threading.Barrier(AT_ONCE), set(), [Client() for _ in range(AT_ONCE)]
    for client in clients if person else ():
        client.force_login(person)

    def click(client: Client) -> None:
        start.wait()
        answered = client.post(address, data)
        answers.add((answered.status_code, answered.get("Location", "")))
        connections.close_all()

    clicks = [threading.Thread(target=click, args=[client]) for client in clients]
    for thread in clicks:
        thread.start()
    for thread in clicks:
        thread.join()
    return answers


@pytest.mark.parametrize("message", [TYPED["message"], CONCERN], ids=["strategic", "declared"])
@pytest.mark.parametrize("is_counted_apart", [False, True], ids=["in one hour", "on both sides of the hour"])
def test_the_same_form_sent_at_once_is_one_row_and_not_a_word_in_the_log(
    on_cluster, monkeypatch, message, is_counted_apart
):
    if is_counted_apart:
        # Then no click waits for another before its INSERT, and none finds the row before.
        monkeypatch.setattr(rate_limit, "consume", lambda **_: None)
        monkeypatch.setattr(submit, "find", lambda **_: None)
    start = len(on_cluster.log)
    for round_ in range(TIMES):
        # Each from another address: one gets only so many acknowledgements a day.
        hidden = ready_to_send(message=message, email=f"zenobia.{round_}@example.org")
        answers = post_at_once("/enquiries/check/", hidden)
        assert len(answers) == 1
        assert {status for status, _ in answers} == {302}
        assert Enquiry.objects.count() == round_ + 1
        assert QueuedEmail.objects.count() == 2 * (round_ + 1)
    logged = on_cluster.log[start:]
    assert not [word for word in WORDS if word in logged]
    # Our own marks could stand in another spelling; a statement that failed is there whole.
    assert "enquiries_enquiry" not in logged


def test_a_call_saved_at_once_is_one_row_and_not_a_word_in_the_log(on_cluster):
    adviser, start = make_adviser(), len(on_cluster.log)
    for round_ in range(TIMES):
        answers = post_at_once(ADD, {**TYPED, "nonce": f"call-{round_}"}, person=adviser)
        assert len(answers) == 1
        assert {status for status, _ in answers} == {302}
        assert Enquiry.objects.count() == Event.objects.count() == round_ + 1
    logged = on_cluster.log[start:]
    assert not [word for word in WORDS if word in logged]
    assert "enquiries_enquiry" not in logged


FAILING = {
    "value too long": "UPDATE enquiries_enquiry SET phone = repeat('zebra', 99)",
    "violates check constraint": "UPDATE enquiries_enquiry SET status = 'closed', message = 'Zenobia'",
    "duplicate key": (
        'INSERT INTO enquiries_ratehit (key, "window", count) '
        "SELECT 'zebra', 1, 1 FROM generate_series(1, 2)"
    ),
}


def test_with_the_settings_of_the_deploy_files_no_failure_brings_a_word_into_the_log(on_cluster):
    ready = ready_to_send(email="zenobia.role@example.org")
    assert Client().post("/enquiries/check/", ready).status_code == 302
    name = connection.settings_dict["NAME"]
    assert [warning.id for warning in checks.server_logs_no_statement(["default"])] == ["portal.W004"]
    # Another role than the one that all tests come as: what it is told stays with it.
    told = ROLE_SETTINGS.read_text(encoding="utf-8").replace("ROLE lesas ", "ROLE portal ")
    on_cluster.psql(name, f"CREATE ROLE portal LOGIN SUPERUSER;\n{told}")
    connection.close()
    connection.settings_dict["USER"] = "portal"
    start = len(on_cluster.log)
    for failure, statement in FAILING.items():
        with pytest.raises(Error, match=failure), connection.cursor() as cursor:
            cursor.execute(statement)
        assert failure in on_cluster.log[start:]
    with pytest.raises(Error), connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pg_backend_pid()), 'Zenobia'")
    logged = on_cluster.log[start:]
    assert "terminating connection" in logged
    assert not [word for word in WORDS if word in logged]
    connection.close()
    assert checks.server_logs_no_statement(["default"]) == []


def test_a_server_that_does_not_answer_is_no_reason_to_warn(on_cluster):
    connection.close()
    connection.settings_dict["PORT"] = 1
    assert checks.server_logs_no_statement(["default"]) == []


def test_the_log_of_this_server_would_hold_a_statement_that_fails(on_cluster):
    """What the test above looks for is logged by a server with these settings."""
    with pytest.raises(Exception, match="zebra_missing"), connection.cursor() as cursor:
        cursor.execute("SELECT 'Zenobia' FROM zebra_missing")
    assert "SELECT 'Zenobia'" in on_cluster.log
