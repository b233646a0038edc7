"""Two people write in the working copy of one page: nobody's words are lost."""

import pytest

from guidance.models import WorkingCopy
from tests.admin_forms import of_page, opened
from tests.document import Document
from tests.factories import make_page
from tests.guidance.test_working_copies import address, step


@pytest.fixture
def page(db):
    return make_page(title="Old title", summary="Old summary.")


def waiting(page):
    return WorkingCopy.objects.of(page).get().changes


def send(client, page, **typed):
    client.post(address(page, "change"), opened(client, address(page, "change"), **typed))


@pytest.mark.parametrize(("whose", "title"), [("mine", "My title"), ("theirs", "Her title")])
def test_who_saves_a_working_copy_second_chooses(adviser_client, editor_client, page, whose, title):
    mine = opened(adviser_client, address(page, "change"), title="My title")
    send(editor_client, page, title="Her title")
    answer = adviser_client.post(address(page, "change"), mine)
    assert answer.status_code == 409
    assert "Her title" in Document.of(answer).text
    assert waiting(page) == {"title": "Her title"}
    answer = adviser_client.post(address(page, "change"), of_page(answer, **{"_choice-title": whose}))
    assert answer.status_code == 302
    assert waiting(page) == {"title": title}


def test_changes_to_other_fields_of_a_working_copy_are_both_kept(adviser_client, editor_client, page):
    mine = opened(adviser_client, address(page, "change"), title="My title")
    send(editor_client, page, summary="Her summary.")
    answer = adviser_client.post(address(page, "change"), mine)
    assert adviser_client.post(address(page, "change"), of_page(answer)).status_code == 302
    assert waiting(page) == {"title": "My title", "summary": "Her summary."}


def test_what_was_published_or_given_up_meanwhile_is_not_written_again(adviser_client, editor_client, page):
    send(editor_client, page, title="Her title")
    mine = opened(editor_client, address(page, "change"), summary="My summary.")
    step(adviser_client, page, "discard_changes")
    answer = editor_client.post(address(page, "change"), mine)
    assert answer.status_code == 409
    editor_client.post(address(page, "change"), of_page(answer))
    assert waiting(page) == {"summary": "My summary."}
