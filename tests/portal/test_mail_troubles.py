"""Mail that did not get through is shown: in /health/, to advisers, and on the enquiry."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lesas_portal.core import mail_pause, mail_queue, task_runs
from lesas_portal.core.models import AuditEntry, MailPause, QueuedEmail, TaskRun
from tests.document import Document
from tests.factories import make_mail

LIST = "/admin/core/queuedemail/"


def ago(**time):
    return timezone.now() - timedelta(**time)


def reasons(client) -> list[str]:
    answer = client.get("/health/")
    assert answer.status_code == 200
    assert answer.json()["status"] == ("degraded" if answer.json()["reasons"] else "ok")
    return answer.json()["reasons"]


def page(client, path: str = "/admin/") -> str:
    return client.get(path).content.decode()


# /health/


def test_health_tells_how_long_the_oldest_mail_waits(client, db):
    assert client.get("/health/").json()["mail"] == {"oldest_unsent_seconds": None, "failed": 0}
    make_mail(queued_at=ago(minutes=5))
    assert 300 <= client.get("/health/").json()["mail"]["oldest_unsent_seconds"] < 330
    assert reasons(client) == []


def test_health_is_degraded_once_a_mail_has_waited_an_hour(client, db):
    mail = make_mail(queued_at=ago(minutes=59))
    assert reasons(client) == []
    QueuedEmail.objects.update(queued_at=ago(minutes=61))
    assert reasons(client) == ["mail waits"]
    QueuedEmail.objects.filter(pk=mail.pk).update(sent_at=timezone.now())
    assert reasons(client) == []


def test_health_is_degraded_until_somebody_saw_to_a_mail_that_was_given_up(client, db):
    make_mail(failed_at=timezone.now())
    assert reasons(client) == ["mail given up"]
    assert client.get("/health/").json()["mail"]["failed"] == 1
    mail_queue.mark_seen(mails=QueuedEmail.objects.all(), by="a test")
    assert reasons(client) == []


@pytest.mark.parametrize(
    ("task", "reason"), [("purge_enquiries", "purge overdue"), ("backup", "backup overdue")]
)
def test_health_is_degraded_two_days_after_the_last_daily_task_that_ended_well(client, db, task, reason):
    assert reasons(client) == [], "it never ran here"
    with task_runs.recorded(task):
        pass
    assert reasons(client) == []
    TaskRun.objects.update(started_at=timezone.now(), finished_at=ago(days=2, minutes=1))
    assert reasons(client) == [reason], "it starts and does not end"


# The admin's first page


@pytest.mark.parametrize(("count", "says"), [(1, "1 email was given up"), (2, "2 emails were given up")])
def test_the_first_page_says_that_mail_was_given_up_and_leads_to_it(adviser_client, count, says):
    for _ in range(count):
        make_mail(failed_at=timezone.now())
    make_mail(failed_at=timezone.now(), seen_at=timezone.now())
    make_mail(queued_at=ago(minutes=5))
    first = page(adviser_client)
    said = says.replace(str(count), f"<b>{count}</b>", 1)
    assert f'<strong>Urgent:</strong> <a href="{LIST}?state=failed">{said}</a>' in first
    assert "has waited" not in first
    assert page(adviser_client, f"{LIST}?state=failed").count("Given up on") == count


def test_the_first_page_says_that_mail_waits_and_why(adviser_client):
    make_mail(queued_at=ago(hours=2))
    assert "Email has waited for an hour or more</a>" in page(adviser_client)
    cause = "The mail server does not take the portal's user name and password (535)"
    MailPause.objects.create(pk=mail_pause.ONLY_ROW, since=ago(hours=2), until=timezone.now(), cause=cause)
    said = Document(page(adviser_client)).text
    assert f"Email has waited for an hour or more: {cause}, since " in said


def test_the_first_page_says_nothing_while_all_goes_well(adviser_client):
    make_mail(sent_at=timezone.now())
    assert "email" not in "".join(
        line.text for line in Document.of(adviser_client.get("/admin/")).select(".today")
    )


def test_who_may_not_see_mails_does_not_read_of_them(editor_client):
    make_mail(failed_at=timezone.now(), queued_at=ago(hours=2))
    assert "email was given up" not in page(editor_client)
    assert "has waited" not in page(editor_client)


# The list


def test_the_list_says_in_plain_words_what_became_of_each(adviser_client):
    make_mail(name="acknowledgement", sent_at=timezone.now())
    make_mail(failed_at=timezone.now(), last_error="The mail server refused the address (550)")
    make_mail(attempts=2, last_error="The mail server asked to try later (450)")
    make_mail()
    said = page(adviser_client, LIST)
    assert "Acknowledgement" in said
    assert "Sent on " in said
    assert "The mail server refused the address (550)." in said
    assert "Waits. The mail server asked to try later (450). Next try at " in said
    assert "Waits for its first try" in said
    for word in ("lease", "Lease", "About", "message_id", "Last error"):
        assert word not in said


def test_the_list_says_that_none_goes_out(adviser_client):
    MailPause.objects.create(
        pk=mail_pause.ONLY_ROW, since=timezone.now(), until=timezone.now(), cause="There is no server"
    )
    assert "No email goes out. There is no server, since " in page(adviser_client, LIST)


def test_the_page_of_a_mail_names_nothing_that_only_programmers_know(adviser_client):
    mail = make_mail(reply_to="office@example.org")
    said = page(adviser_client, f"{LIST}{mail.pk}/change/")
    assert "office@example.org" in said
    assert "Some more words." in said
    for word in ("lease", "Lease", "About:", "Message id", "Last error", "Is automatic", "Refusals"):
        assert word not in said


def test_every_state_has_its_list(adviser_client):
    for state in ("unsent", "sent", "failed", "seen", ""):
        assert adviser_client.get(f"{LIST}?state={state}").status_code == 200
    make_mail(failed_at=timezone.now(), seen_at=timezone.now())
    assert "Somebody saw to it on " in page(adviser_client, f"{LIST}?state=seen")


def test_advisers_send_again_what_was_given_up(adviser_client, adviser):
    make_mail()
    failed = make_mail(failed_at=timezone.now(), attempts=120)
    adviser_client.post(LIST, {"action": "send_again", "_selected_action": [failed.pk]})
    assert QueuedEmail.objects.due().count() == 2
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action, entry.object_id) == (adviser.username, "send again", str(failed.pk))
    assert entry.object_key == failed.about, "the entry says which enquiry the mail was about"


def test_advisers_take_off_the_first_page_what_they_saw_to(adviser_client, adviser):
    failed, waiting = make_mail(failed_at=timezone.now()), make_mail()
    chosen = {"action": "seen_to", "_selected_action": [failed.pk, waiting.pk]}
    adviser_client.post(LIST, chosen)
    assert [mail.pk for mail in QueuedEmail.objects.exclude(seen_at=None)] == [failed.pk]
    assert AuditEntry.objects.get().action == "mark as seen to"
    assert "was given up</a>" not in page(adviser_client)


# The enquiry


def test_an_enquiry_is_told_which_of_its_mails_did_not_get_through(db):
    make_mail(name="acknowledgement", failed_at=timezone.now(), queued_at=ago(hours=3))
    make_mail(name="reply", queued_at=ago(hours=2))
    make_mail(queued_at=ago(minutes=5))
    make_mail(sent_at=timezone.now(), queued_at=ago(hours=4))
    make_mail(about="ANOTHER", failed_at=timezone.now())
    assert mail_queue.troubles_for("7KM4-XCDP") == [
        "The acknowledgement could not be delivered.",
        "The reply could not be delivered yet. The portal goes on trying.",
    ]
