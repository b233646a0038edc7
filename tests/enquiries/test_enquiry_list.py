"""The advisers' list of enquiries: its tabs, what stands on top, and what a search finds."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from enquiries import list_search
from enquiries.admin.enquiry_list import LatePages
from enquiries.models import Enquiry, ErasedEnquiry, Event
from lesas_portal.core import reference
from lesas_portal.core.models import ClosingDay
from tests.factories import make_adviser, make_enquiry, make_mail

LIST = "/admin/enquiries/enquiry/"
SPAM = "/admin/enquiries/suspectedspam/"
MAILS = "/admin/core/queuedemail/"


def subjects(page: str) -> list[str]:
    return re.findall(r'field-subject">(?:<a [^>]*>)?([^<]*)<', page)


def listed(client, address: str = "", **query: str) -> list[str]:
    """The subjects that a list shows, from top to bottom."""
    return subjects(client.get(address or LIST, query).content.decode())


def counts(page: str) -> dict[str, int]:
    found = re.findall(r'>([^<>]*) <span class="tabs__count">(\d+)<', page)
    return {label: int(number) for label, number in found}


@pytest.fixture
def one_of_each(adviser):
    today = timezone.localdate()
    make_enquiry(subject="mine", owner=adviser)
    make_enquiry(subject="theirs", owner=make_adviser())
    make_enquiry(subject="nobody's")
    make_enquiry(subject="held", owner=adviser, held_on=today, hold_until=today + timedelta(days=3))
    make_enquiry(subject="answered", owner=make_adviser(), answered_at=timezone.now(), awaiting_sender=True)
    make_enquiry(subject="done", status="closed", closed_at=timezone.now())
    make_enquiry(subject="junk", status="spam")


@pytest.mark.parametrize(
    ("tab", "shown"),
    [
        ("", {"mine", "theirs", "nobody's"}),
        ("waiting", {"mine", "theirs", "nobody's"}),
        ("mine", {"mine"}),
        ("nobody", {"nobody's"}),
        ("held", {"held"}),
        ("sender", {"answered"}),
        ("closed", {"done"}),
        ("all", {"mine", "theirs", "nobody's", "held", "answered", "done"}),
        ("no such tab", {"mine", "theirs", "nobody's"}),
    ],
)
def test_each_tab_shows_its_own(adviser_client, one_of_each, tab, shown):
    page = adviser_client.get(LIST, {"tab": tab}, follow=True).content.decode()
    assert {subject.replace("&#x27;", "'") for subject in subjects(page)} == shown


@pytest.mark.parametrize("address", [LIST, SPAM, f"{LIST}?tab=held", f"{LIST}?q=mine"])
def test_the_tabs_say_how_many_are_in_each_whatever_is_shown(adviser_client, one_of_each, address):
    ErasedEnquiry.objects.create(
        reference=reference.make(),
        received_on=timezone.localdate(),
        topic="policy",
        district="swale",
        screen_route="strategic",
        went_on=False,
        erased_by="somebody",
    )
    found = counts(adviser_client.get(address).content.decode())
    found.pop("Erased", None)
    assert found == {
        "Mine": 1, "Nobody’s": 1, "Waiting for us": 3, "Waiting for them": 1,
        "On hold": 1, "Closed": 1, "Spam": 1
    }  # fmt: skip


def test_what_may_be_about_a_child_stands_above_the_late_until_somebody_has_read_it(adviser_client):
    today = timezone.localdate()
    make_enquiry(subject="due", reply_by=today + timedelta(days=5))
    make_enquiry(subject="late", reply_by=today - timedelta(days=1))
    unread = {"declared_general": True, "screen_route": "unread", "reply_by": today + timedelta(days=9)}
    make_enquiry(subject="unread", **unread)
    make_enquiry(
        subject="read", **{**unread, "read_at": timezone.now(), "reply_by": today + timedelta(days=6)}
    )
    make_enquiry(subject="answered", awaiting_sender=True, answered_at=timezone.now(), reply_by=today)
    went_on = {"declared_general": True, "screen_route": "lado"}
    make_enquiry(subject="went on", reply_by=today + timedelta(days=8), **went_on)
    assert listed(adviser_client) == ["went on", "unread", "late", "due", "read"]
    assert listed(adviser_client, tab="sender") == ["answered"]
    page = adviser_client.get(LIST).content.decode()
    assert page.count("read first.") == 2
    assert "Late: was due" in page


@pytest.mark.parametrize(
    ("need", "shown"),
    [
        ("read-first", ["went on"]),
        ("late", ["late"]),
        ("today", ["today"]),
        ("back", ["back"]),
    ],
)
def test_the_first_page_links_to_what_it_counts(adviser_client, need, shown):
    today = timezone.localdate()
    later = today + timedelta(days=30)
    make_enquiry(subject="went on", declared_general=True, screen_route="lado")
    make_enquiry(subject="late", reply_by=today - timedelta(days=1))
    make_enquiry(subject="answered", reply_by=today - timedelta(days=1), awaiting_sender=True)
    make_enquiry(subject="today", reply_by=today)
    make_enquiry(subject="back", held_on=today - timedelta(days=3), hold_until=today)
    make_enquiry(subject="held", held_on=today, hold_until=later, reply_by=today - timedelta(days=1))
    assert listed(adviser_client, need=need) == shown


def test_the_days_that_are_left_are_working_days_without_our_closing_days(adviser_client, freeze):
    monday = timezone.datetime(2026, 11, 30, 9, tzinfo=timezone.get_current_timezone())
    freeze(monday)
    make_enquiry(subject="one", reply_by=monday.date() + timedelta(days=7))
    assert "Monday 7 December (5 working days left)" in adviser_client.get(LIST).content.decode()
    ClosingDay.objects.create(day=monday.date() + timedelta(days=1), reason="Training of all staff")
    assert "Monday 7 December (4 working days left)" in adviser_client.get(LIST).content.decode()


def test_a_list_says_who_answers_how_old_it_is_and_how_it_ended(adviser_client, adviser):
    adviser.first_name, adviser.last_name = "Alex", "Lee"
    adviser.save()
    long_ago = timezone.now() - timedelta(days=12)
    make_enquiry(owner=adviser, received_at=long_ago)
    make_enquiry(status="closed", closed_at=timezone.now(), outcome="phone")
    page = adviser_client.get(LIST, {"tab": "all"}).content.decode()
    for words in ("Alex Lee", "12 days", "Nobody", "answered by telephone"):
        assert words in page


@pytest.mark.parametrize(
    "words",
    [
        "Robin", "robin@example.org", "01234 567890", "01234567890", "quokka", "telescope",
        "Oak School", '"Oak School"', "oak quokka", "Acceptable",
    ],
)  # fmt: skip
@pytest.mark.parametrize("status", ["open", "closed"])
def test_a_search_looks_everywhere_whatever_tab_was_open(adviser_client, words, status):
    closed = {"closed_at": timezone.now()} if status == "closed" else {}
    wanted = make_enquiry(
        status=status, subject="Acceptable use", message="A quokka?", phone="01234 567890",
        setting_name="Oak School", **closed,
    )  # fmt: skip
    Event.objects.create(enquiry=wanted, kind="note", by_name="A. Lee", text="They have a telescope.")
    nobody = {"name": "X", "email": "x@example.net", "setting_name": "Elm", "message": "?"}
    make_enquiry(subject="another", phone="01999 1", **nobody)
    assert listed(adviser_client, q=words) == ["Acceptable use"]


SPELLINGS = ["{}", "[{}]", "#{}", "Re: [{}] Your enquiry", " {} ", "ref {}."]


@pytest.mark.parametrize("spelling", SPELLINGS)
@pytest.mark.parametrize(
    "change", [str, str.lower, lambda text: text.replace("-", " "), lambda text: text.replace("-", "")]
)
def test_a_reference_is_found_in_any_spelling_in_every_list(adviser_client, spelling, change):
    enquiry = make_enquiry(subject="wanted", status="closed", closed_at=timezone.now())
    spam = make_enquiry(subject="junk", status="spam")
    make_mail(about=enquiry.reference, recipient="wanted@example.org")
    make_mail(about=spam.reference, recipient="other@example.org")
    make_enquiry(subject="another")
    typed = spelling.format(change(enquiry.reference))
    assert listed(adviser_client, q=typed) == ["wanted"]
    assert listed(adviser_client, SPAM, q=spelling.format(change(spam.reference))) == ["junk"]
    mails = adviser_client.get(MAILS, {"q": typed}).content.decode()
    assert "wanted@example.org" in mails
    assert "other@example.org" not in mails


@pytest.mark.parametrize("address", [LIST, SPAM, MAILS])
def test_a_slip_in_a_reference_is_said(adviser_client, address):
    right = reference.make()
    wrong = ("3" if right[0] != "3" else "4") + right[1:]
    assert "has a slip in it" in adviser_client.get(address, {"q": wrong}).content.decode()
    for words in (right, "training", "self-harm", "0346 7934", "policies"):
        assert "has a slip in it" not in adviser_client.get(address, {"q": words}).content.decode()


def test_a_reference_that_stands_elsewhere_is_not_simply_missing(adviser_client):
    spam, enquiry = make_enquiry(status="spam"), make_enquiry()
    assert "is in suspected spam" in adviser_client.get(LIST, {"q": spam.reference}).content.decode()
    assert "is in the enquiries" in adviser_client.get(SPAM, {"q": enquiry.reference}).content.decode()
    gone = ErasedEnquiry.objects.create(
        reference=reference.make(), received_on=timezone.localdate(), topic="policy", district="swale",
        screen_route="strategic", went_on=False, erased_by="somebody",
    )  # fmt: skip
    page = adviser_client.get(LIST, {"q": gone.reference}).content.decode()
    assert f"{gone.reference} was erased: about a child." in page


def test_a_search_shows_the_newest_of_many_and_says_so(adviser_client, monkeypatch):
    monkeypatch.setattr(list_search, "MOST", 2)
    now = timezone.now()
    for days in range(3):
        make_enquiry(subject=f"{days} days ago", message="A quokka?", received_at=now - timedelta(days=days))
    page = adviser_client.get(LIST, {"q": "quokka"}).content.decode()
    assert set(subjects(page)) == {"0 days ago", "1 days ago"}
    assert "Only the newest 2 are shown" in page
    assert len(listed(adviser_client, q="")) == len(listed(adviser_client)) == 3


def test_an_action_on_what_a_search_found_acts_on_that_only(adviser_client):
    found, other = make_enquiry(message="A quokka?"), make_enquiry()
    chosen = {"action": "close", "_selected_action": [found.pk, other.pk], "select_across": "1"}
    adviser_client.post(f"{LIST}?q=quokka", chosen)
    found.refresh_from_db()
    other.refresh_from_db()
    assert (found.status, other.status) == ("closed", "open")


def test_no_page_of_a_list_is_kept_by_a_browser(adviser_client):
    assert "no-store" in adviser_client.get(LIST, {"q": "quokka"})["Cache-Control"]


@pytest.mark.parametrize(
    "address",
    [LIST, f"{LIST}?tab=mine", f"{LIST}?tab=closed", f"{LIST}?tab=held", f"{LIST}?q=policy", SPAM,
     f"{LIST}?need=late", f"{LIST}?topic__exact=policy"],
)  # fmt: skip
def test_a_list_asks_no_more_for_many_than_for_one(
    adviser_client, adviser, address, django_assert_max_num_queries
):
    today = timezone.localdate()
    for number in range(8):
        make_enquiry(owner=adviser, reply_by=today - timedelta(days=number))
        make_enquiry(owner=adviser, status="closed", closed_at=timezone.now())
        make_enquiry(owner=adviser, held_on=today, hold_until=today + timedelta(days=2))
        make_enquiry(status="spam")
    with django_assert_max_num_queries(12):
        assert subjects(adviser_client.get(address).content.decode())


def test_editors_and_readers_see_no_tab(editor_client, client):
    for address in (LIST, SPAM):
        assert editor_client.get(address).status_code == 403
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("words", ["O'Neill", "o’neill", "o‘neill"])
@pytest.mark.parametrize("name", ["Jo O'Neill", "Jo O’Neill"])
def test_an_apostrophe_is_found_however_it_was_typed(adviser_client, name, words):
    make_enquiry(subject="wanted", name=name)
    make_enquiry(subject="other")
    assert listed(adviser_client, q=words) == ["wanted"]


KNOWS_ALL = {"marks": pytest.mark.postgresql}  # SQLite knows the plain letters only.


@pytest.mark.parametrize(
    "words",
    [
        *("quokka", "QUOKKA", "Zoë", "école"),
        pytest.param("zoË", **KNOWS_ALL),
        pytest.param("ZOË quokka", **KNOWS_ALL),
    ],
)
def test_large_and_small_letters_are_the_same_to_a_search(adviser_client, words):
    make_enquiry(subject="wanted", name="Zoë Marsh", message="A Quokka of the école?")
    make_enquiry(subject="other", name="Zoe Marsh")
    assert listed(adviser_client, q=words) == ["wanted"]


@pytest.mark.postgresql
def test_postgresql_reads_for_a_plain_word_as_for_bytes(db):
    with CaptureQueriesContext(connection) as asked:
        list_search.matching(Enquiry.objects.all(), "quokka")
        list_search.matching(Enquiry.objects.all(), "Zoë")
    plain, other = (one["sql"] for one in asked)
    assert plain.count('COLLATE "C"') == len(list_search.FIELDS) + 1
    assert "COLLATE" not in other


def test_a_late_page_of_a_list_reads_no_row_that_it_leaves_out(adviser_client, monkeypatch):
    monkeypatch.setattr(LatePages, "FROM", 50)
    now = timezone.now()
    for number in range(52):
        make_enquiry(subject=f"{number} days ago", received_at=now - timedelta(days=number))
    with CaptureQueriesContext(connection) as asked:
        assert listed(adviser_client, tab="all", p="2") == ["50 days ago", "51 days ago"]
    (late,) = [one["sql"] for one in asked if "OFFSET" in one["sql"]]
    assert "subject" not in late


def test_whoever_may_not_see_enquiries_is_not_told_where_one_is(editor_client):
    reference = make_enquiry(status="spam").reference
    editor_client.get("/admin/enquiries/enquiry/", {"q": reference})
    assert reference not in editor_client.get("/admin/").content.decode()
