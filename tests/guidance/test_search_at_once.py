"""Changes at the same moment, on database connections of their own: who waits for whom, who sees what."""

import threading

import pytest
from django.db import connection, transaction

from guidance import search
from guidance.models import Synonym
from guidance.search import vocabulary
from tests.factories import make_page

pytestmark = pytest.mark.django_db(transaction=True)


def urls(words: str) -> list[str]:
    return [hit.url for hit in search.find(words).hits]


def make_word(term: str = "zorbing", **fields) -> Synonym:
    fields = {"kind": "meaning", "expands_to": "rolling balls", "published": True, **fields}
    return Synonym(term=term, **fields)


def elsewhere(function) -> threading.Thread:
    """Run ``function`` on a database connection of its own; join what it returns."""

    def run() -> None:
        try:
            function()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


def hold_open(change, done: threading.Event, end: threading.Event) -> threading.Thread:
    """Make ``change`` on another connection and keep its transaction open until ``end``."""

    def run() -> None:
        with transaction.atomic():
            change()
            done.set()
            end.wait(20)

    thread = elsewhere(run)
    assert done.wait(20)
    return thread


def impatiently(change) -> None:
    """Make ``change`` in a transaction that waits for nobody's lock."""
    with transaction.atomic():
        connection.cursor().execute("SET LOCAL lock_timeout = '500ms'")
        change()


@pytest.mark.postgresql
def test_of_two_publications_at_once_neither_waits_and_the_counts_are_right():
    slow, quick = (make_page(title=f"Online safety {name}", slug=name) for name in ("one", "two"))
    search.rebuild()
    for page in (slow, quick):
        page.title = f"Zorbing {page.slug}"
        page.save()
    done, end = threading.Event(), threading.Event()
    thread = hold_open(lambda: search.refresh(slow), done, end)
    impatiently(lambda: search.refresh(quick))
    assert urls("zorbing") == [quick.get_absolute_url()]
    end.set()
    thread.join()
    assert sorted(urls("zorbing")) == [slow.get_absolute_url(), quick.get_absolute_url()]
    after = vocabulary.current().words
    search.rebuild()
    assert after == vocabulary.current().words
    assert vocabulary.current().words["zorbing"] == 2


@pytest.mark.postgresql
def test_two_search_words_at_once_do_not_wait_and_both_are_followed(admin_user):
    page = make_page(title="Rolling balls")
    search.rebuild()
    done, end = threading.Event(), threading.Event()
    thread = hold_open(lambda: search.save_synonym(row=make_word(), by=admin_user), done, end)
    impatiently(lambda: search.save_synonym(row=make_word("hamsterball"), by=admin_user))
    assert urls("hamsterball") == [page.get_absolute_url()]
    assert urls("zorbing") == []
    end.set()
    thread.join()
    assert urls("zorbing") == [page.get_absolute_url()]


@pytest.mark.postgresql
def test_a_page_that_two_changes_reindex_at_once_ends_with_the_words_of_both():
    successor = make_page(title="Rolling balls", slug="rolling")
    old = make_page(title="Zorbing", slug="zorbing")
    search.rebuild()
    done, end = threading.Event(), threading.Event()

    def edit() -> None:
        successor.title = "Rolling kites"
        successor.save()
        search.refresh(successor)

    def replace() -> None:
        old.status, old.withdrawn_reason, old.successor = "withdrawn", "It was merged.", successor
        old.save()
        search.refresh(old)

    first = hold_open(edit, done, end)
    second = elsewhere(lambda: transaction.atomic()(replace)())
    second.join(0.5)
    end.set()
    first.join()
    second.join()
    assert urls("kites") == urls("zorbing") == [successor.get_absolute_url()]


def test_a_server_process_follows_a_word_that_another_one_saved(admin_user):
    page = make_page(title="Rolling balls")
    search.rebuild()
    assert urls("zorbing") == []
    elsewhere(lambda: search.save_synonym(row=make_word(), by=admin_user)).join()
    assert urls("zorbing") == [page.get_absolute_url()]
    elsewhere(lambda: search.delete_synonyms(rows=Synonym.objects.all(), by=admin_user)).join()
    assert urls("zorbing") == []


def test_a_server_process_shows_a_page_as_another_one_changed_it():
    page = make_page(title="Rolling balls")
    search.rebuild()
    assert urls("rolling") == [page.get_absolute_url()]

    def change() -> None:
        page.title = "Flying kites"
        page.save()
        search.refresh(page)

    elsewhere(change).join()
    assert urls("rolling") == []
    (hit,) = search.find("kites").hits
    assert "".join(piece.text for piece in hit.title) == "Flying kites"
