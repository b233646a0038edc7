"""Two people at the same page at the same moment, each with a connection of their own."""

import threading
from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from guidance.models import ContentCheck, GuidancePage, Revision
from guidance.services import checking, publishing, scheduling
from lesas_portal.core.models import AuditEntry
from tests.factories import make_page, make_person

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
DRAFT = {"status": "draft", "publish_at": None}


@pytest.fixture
def chief(transactional_db):
    """Somebody who may do everything: groups do not outlive a test that really commits."""
    return make_person(is_staff=True, is_superuser=True)


@pytest.fixture
def client_of_chief(chief):
    client = Client()
    client.force_login(chief)
    return client


def run_at_once(*acts):
    """Run each of ``acts`` in a thread with a connection of its own; return what each raised, or None."""
    start, raised = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number, act):
        start.wait()
        try:
            act()
        except ValidationError as error:
            raised[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return raised


def test_a_list_is_checked_while_a_colleague_saves_its_last_page(chief, client_of_chief):
    pages = [make_page(summary="Old summary.") for _ in range(10)]
    chosen = {"sign": "1", "page": [f"guidancepage:{page.pk}" for page in pages]}
    chosen["next_check_on"] = timezone.localdate() + timedelta(days=365)
    action = threading.Thread(target=_post, args=(client_of_chief, chosen))
    with transaction.atomic():
        GuidancePage.objects.filter(pk=pages[-1].pk).update(summary="Call 999 first.")
        action.start()
        _wait_until_somebody_waits()
    action.join(timeout=30)
    pages[-1].refresh_from_db()
    assert (pages[-1].summary, pages[-1].checked_by) == ("Call 999 first.", chief)
    assert GuidancePage.objects.filter(checked_on=timezone.localdate()).count() == 10


def _post(client, data):
    client.post(reverse("admin:guidance_contentcheck_sign"), data)
    connection.close()


def _wait_until_somebody_waits():
    """Until another connection waits for a row that this one holds."""
    pause = threading.Event()
    for _ in range(200):
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_locks WHERE NOT granted")
            if cursor.fetchone()[0]:
                return
        pause.wait(0.05)
    pytest.fail("Nobody waited.")


SOON, LATER = (timezone.now() + timedelta(days=days) for days in (3, 4))
GONE = {"status": "withdrawn", "withdrawn_reason": "Old."}
PAIRS = {
    "publish and schedule": (
        DRAFT,
        publishing.publish,
        partial(scheduling.schedule, at=SOON),
    ),
    "publish and cancel": ({"publish_at": SOON}, publishing.publish, scheduling.cancel),
    "two moves": (
        {"publish_at": SOON},
        partial(scheduling.move, at=LATER),
        partial(scheduling.move, at=LATER + timedelta(days=1)),
    ),
    "an end and a withdrawal": (
        {},
        partial(scheduling.set_end, until=SOON),
        partial(publishing.withdraw, reason="Old."),
    ),
    "two withdrawals": (
        {},
        partial(publishing.withdraw, reason="Old."),
        partial(publishing.withdraw, reason="Wrong."),
    ),
    "two returns": (GONE, partial(scheduling.schedule, at=SOON), partial(scheduling.schedule, at=LATER)),
}


@pytest.mark.parametrize("pair", PAIRS)
def test_of_two_who_decide_at_once_one_wins_and_the_other_is_told_by_whom(chief, pair):
    fields, *acts = PAIRS[pair]
    page = make_page(**fields)
    seen = [GuidancePage.objects.get(pk=page.pk) for _ in acts]
    raised = run_at_once(
        *(lambda act=act, obj=obj: act(obj=obj, by=chief) for act, obj in zip(acts, seen, strict=True))
    )
    (told,) = filter(None, raised)
    assert "already" in str(told)
    assert f"by {chief.username} at " in str(told)
    assert AuditEntry.objects.count() == 1
    winner = seen[raised.index(None)]
    page.refresh_from_db()
    for name in ("status", "publish_at", "first_public_at", "withdraw_at", "withdrawn_reason"):
        assert getattr(page, name) == getattr(winner, name)


def test_a_check_and_its_undoing_at_once_leave_what_one_of_them_said(chief):
    page = make_page()
    checking.mark_checked(obj=page, by=chief)
    batch = ContentCheck.objects.get().batch
    raised = run_at_once(
        lambda: checking.undo(batch=batch, by=chief), lambda: checking.undo(batch=batch, by=chief)
    )
    assert len(list(filter(None, raised))) == 1
    page.refresh_from_db()
    assert page.checked_on is None
    assert AuditEntry.objects.filter(action="undo check").count() == 1


def test_a_page_and_its_successor_are_not_both_withdrawn_at_once(chief):
    keys = [make_page().pk, make_page().pk]

    def withdraw(old, new):
        old, new = GuidancePage.objects.get(pk=old), GuidancePage.objects.get(pk=new)
        both_read.wait()
        publishing.withdraw(obj=old, by=chief, reason="Old.", successor=new)

    both_read = threading.Barrier(2)
    raised = run_at_once(lambda: withdraw(*keys), lambda: withdraw(*reversed(keys)))
    assert len(list(filter(None, raised))) == 1
    assert GuidancePage.objects.published().count() == 1


def test_a_double_click_on_publish_publishes_once(chief):
    page, answers = make_page(**DRAFT), []
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(chief)
    address = reverse("admin:guidance_guidancepage_publish", args=[page.pk])
    run_at_once(*(lambda client=client: answers.append(client.post(address)) for client in clients))
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Revision.objects.of(page).count() == AuditEntry.objects.count() == 1
