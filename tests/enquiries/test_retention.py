"""Every enquiry has a day on which it goes, and goes with its mails."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from enquiries.models import Enquiry, RateHit
from enquiries.services import handle
from lesas_portal.core import working_days
from lesas_portal.core.models import AuditEntry, QueuedEmail
from tests.factories import make_enquiry, make_mail


def purge(*arguments: str) -> str:
    out = StringIO()
    call_command("purge_enquiries", *arguments, stdout=out)
    return out.getvalue()


def test_the_delete_by_date_is_there_from_the_start(sender):
    sender.send()
    enquiry = Enquiry.objects.get()
    assert enquiry.delete_on == working_days.add_months(timezone.localdate(), 24)


def test_closing_starts_the_time_anew(db, adviser):
    enquiry = make_enquiry(delete_on=date(2027, 1, 1))
    handle.close(enquiries=[enquiry], by=adviser)
    enquiry.refresh_from_db()
    assert enquiry.status == Enquiry.Status.CLOSED
    assert enquiry.delete_on == working_days.add_months(timezone.localdate(), 24)
    assert handle.close(enquiries=[enquiry], by=adviser) == []


def test_what_is_past_its_day_is_deleted_with_its_mails(db):
    today = timezone.localdate()
    gone = make_enquiry(delete_on=today)
    kept = make_enquiry(delete_on=today + timedelta(days=1))
    for enquiry in (gone, kept):
        make_mail(about=enquiry.reference)
    assert gone.reference in purge("--dry-run")
    assert Enquiry.objects.count() == 2
    assert purge() == "1 deleted.\n"
    assert list(Enquiry.objects.all()) == [kept]
    assert [mail.about for mail in QueuedEmail.objects.all()] == [kept.reference]
    assert purge() == "0 deleted.\n"


def test_the_daily_purge_leaves_entries_with_its_name_and_no_person(db):
    gone = make_enquiry(delete_on=timezone.localdate())
    purge()
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.user, entry.action) == ("purge_enquiries", None, "purge")
    assert entry.object_key == gone.reference


def test_counts_of_past_hours_go_with_the_purge(sender):
    sender.send()
    assert RateHit.objects.exists()
    counted_now = set(RateHit.objects.all())
    RateHit.objects.create(key="someone yesterday", window=1, count=1)
    purge()
    assert set(RateHit.objects.all()) == counted_now


def test_what_was_released_after_the_purge_chose_it_stays(db, adviser):
    make_enquiry(status="spam", spam_signs=["many links"], delete_on=timezone.localdate())
    chosen = list(Enquiry.objects.past_retention())
    handle.release(enquiries=chosen, by=adviser)
    assert handle.purge(enquiries=chosen, by="purge_enquiries") == 0
    assert Enquiry.objects.get().status == Enquiry.Status.OPEN


def test_spam_goes_after_a_month_and_released_spam_does_not(db, adviser):
    enquiry = make_enquiry(status="spam", spam_signs=["many links"], delete_on=timezone.localdate())
    handle.release(enquiries=[enquiry], by=adviser)
    enquiry.refresh_from_db()
    assert enquiry.status == Enquiry.Status.OPEN
    assert enquiry.delete_on == working_days.add_months(timezone.localdate(), 24)
    assert QueuedEmail.objects.filter(about=enquiry.reference).count() == 2


def test_marked_by_mistake_and_released_again_mails_nobody_twice(sender, adviser):
    sender.send()
    enquiry = Enquiry.objects.get()
    assert enquiry.notified_at
    handle.mark_spam(enquiries=[enquiry], by=adviser)
    enquiry.refresh_from_db()
    assert enquiry.delete_on == timezone.localdate() + timedelta(days=30)
    assert enquiry.spam_signs == []
    handle.release(enquiries=[enquiry], by=adviser)
    assert QueuedEmail.objects.filter(about=enquiry.reference).count() == 2


def test_a_note_about_the_same_words_as_ours_holds_no_mail_back(db, adviser):
    """Whether the mails went out is a fact of its own, not read from why it was put apart."""
    enquiry = make_enquiry(status="spam", spam_signs=["marked by an adviser"])
    handle.release(enquiries=[enquiry], by=adviser)
    assert QueuedEmail.objects.filter(about=enquiry.reference).count() == 2


def test_released_twice_mails_once(db, adviser):
    enquiry = make_enquiry(status="spam", spam_signs=["many links"])
    handle.release(enquiries=[enquiry], by=adviser)
    handle.mark_spam(enquiries=[enquiry], by=adviser)
    handle.release(enquiries=[enquiry], by=adviser)
    assert QueuedEmail.objects.count() == 2


def test_overdue_is_what_is_open_past_its_day(db):
    today = timezone.localdate()
    late = make_enquiry(reply_by=today - timedelta(days=1))
    make_enquiry(reply_by=today)
    make_enquiry(reply_by=today - timedelta(days=1), status="spam")
    assert list(Enquiry.objects.overdue()) == [late]
    assert Enquiry.objects.unanswered().count() == 2


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 11, 22), 24, date(2028, 11, 22)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_months_later(day, months, later):
    assert working_days.add_months(day, months) == later


@pytest.mark.parametrize("wrong", [{"status": "closed"}, {"screen_route": "lado"}])
def test_the_database_refuses_rows_that_contradict_themselves(db, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_enquiry(**wrong)
