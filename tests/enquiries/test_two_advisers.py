"""Two advisers do the same at the same moment: it is done once."""

import threading
import time

import pytest
from django.contrib.auth.models import User
from django.db import connection, transaction

from enquiries.models import Enquiry, ErasedEnquiry, Event
from enquiries.services import answer, assign, close, erase, handle, merge, sorting
from enquiries.services.lock import TooLateError
from lesas_portal.core.models import AuditEntry, QueuedEmail
from tests.factories import make_adviser, make_enquiry

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
SECONDS_AT_MOST = 20


def wait_until_somebody_waits_for_us() -> None:
    deadline = time.monotonic() + SECONDS_AT_MOST
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_locks"
                " WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))"
            )
            if cursor.fetchone()[0]:
                return
        time.sleep(0.05)
    raise AssertionError("nobody waited")


@pytest.mark.parametrize(
    ("act", "action"),
    [(handle.close, "close"), (handle.mark_spam, "mark as spam"), (handle.delete, "delete")],
)
def test_of_two_advisers_at_once_one_does_it(act, action):
    enquiry, first, second = make_enquiry(), make_adviser(), make_adviser()
    done_by_second = []

    def follow() -> None:
        try:
            done_by_second.append(act(enquiries=Enquiry.objects.filter(pk=enquiry.pk), by=second))
        finally:
            connection.close()

    thread = threading.Thread(target=follow)
    with transaction.atomic():
        assert act(enquiries=Enquiry.objects.filter(pk=enquiry.pk), by=first)
        rows = list(Enquiry.objects.values("status", "closed_at", "delete_on"))
        thread.start()
        wait_until_somebody_waits_for_us()
    thread.join(SECONDS_AT_MOST)
    assert len(done_by_second) == 1
    assert not done_by_second[0], "there was nothing left to do"
    assert list(Enquiry.objects.values("status", "closed_at", "delete_on")) == rows
    entry = AuditEntry.objects.get()
    assert (entry.actor, entry.action) == (first.username, action)


def take(enquiry: Enquiry, person: User) -> None:
    assign.give(enquiry=enquiry, to=person, by=person, seen=0)


def reply(enquiry: Enquiry, person: User) -> None:
    answer.reply(enquiry=enquiry, text="Adopt the first.", by=person, seen=0)


def close_one(enquiry: Enquiry, person: User) -> None:
    close.close(enquiry=enquiry, closed_with=close.ClosedWith("nothing"), by=person)


def read(enquiry: Enquiry, person: User) -> None:
    sorting.read_strategic(enquiry=enquiry, by=person)


@pytest.mark.parametrize("act", [take, reply, close_one, read])
def test_of_two_on_the_page_at_once_the_second_is_told_who_was_quicker(act):
    enquiry, first, second = make_enquiry(), make_adviser(first_name="Sam"), make_adviser()
    told = []

    def follow() -> None:
        try:
            act(enquiry, second)
        except TooLateError as error:
            told.append(str(error))
        finally:
            connection.close()

    thread = threading.Thread(target=follow)
    with transaction.atomic():
        act(enquiry, first)
        thread.start()
        wait_until_somebody_waits_for_us()
    thread.join(SECONDS_AT_MOST)
    assert len(told) == 1
    assert " by Sam at " in told[0]
    assert not Event.objects.filter(by=second).exists()
    assert QueuedEmail.objects.count() <= 1


def test_of_two_who_erase_at_once_one_does_it_and_the_other_is_told():
    enquiry, first, second = make_enquiry(), make_adviser(), make_adviser()
    told = []

    def follow() -> None:
        try:
            erase.about_a_child(enquiry=enquiry, by=second)
        except erase.AlreadyErasedError as error:
            told.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=follow)
    with transaction.atomic():
        erase.about_a_child(enquiry=enquiry, by=first)
        thread.start()
        wait_until_somebody_waits_for_us()
    thread.join(SECONDS_AT_MOST)
    assert len(told) == 1
    assert ErasedEnquiry.objects.get().erased_by == first.username
    assert QueuedEmail.objects.filter(name="about_a_child").count() == 1
    assert AuditEntry.objects.count() == 1


def test_what_is_joined_while_another_erases_it_goes_with_its_thread():
    enquiry, original, adviser = make_enquiry(), make_enquiry(), make_adviser()
    answer.add_note(enquiry=enquiry, text="It names a child.", by=adviser)
    erased = []

    def follow() -> None:
        try:
            erased.extend(erase.about_a_child(enquiry=enquiry, by=adviser))
        finally:
            connection.close()

    thread = threading.Thread(target=follow)
    with transaction.atomic():
        merge.merge(enquiry=enquiry, original=original, by=adviser)
        thread.start()
        wait_until_somebody_waits_for_us()
    thread.join(SECONDS_AT_MOST)
    assert {row.reference for row in erased} == {enquiry.reference, original.reference}
    assert not Event.objects.exists()
