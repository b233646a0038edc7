"""Whether a page helped, as a reader says it: pressed, written, and what the browser keeps of it."""

import pytest
from playwright.sync_api import expect

from enquiries.models import FeedbackComment, FeedbackCount
from tests.enquiries.answers import CONCERN

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PAGE = "/guidance/filtering-and-monitoring/"


@pytest.fixture
def asked(page, complaints, live_server, content):
    """A page whose reader pressed No."""
    page.goto(f"{live_server.url}{PAGE}")
    page.get_by_role("button", name="No").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. Your answer is counted")
    return page


def test_what_was_missing_is_written_and_kept(asked, has_no_barriers):
    has_no_barriers(asked)
    asked.wait_for_timeout(3200)  # the form takes nothing that comes quicker than a person writes
    asked.get_by_label("What was missing or unclear?").fill("A table of prices.")
    asked.get_by_role("button", name="Send to LESAS").click()
    expect(asked.get_by_role("heading", level=1)).to_have_text("Thank you. We have what you wrote")
    has_no_barriers(asked)
    assert FeedbackComment.objects.get().text == "A table of prices."
    assert FeedbackCount.objects.get().no == 1
    asked.get_by_role("link", name="Back to the page you read").click()
    assert asked.url.endswith(PAGE)


def test_a_concern_leads_to_the_numbers_and_nothing_of_it_comes_back(asked, has_no_barriers):
    asked.get_by_label("What was missing or unclear?").fill(CONCERN)
    asked.get_by_role("button", name="Send to LESAS").click()
    expect(asked.locator("[data-signpost=front_door]")).to_be_visible()
    has_no_barriers(asked)
    assert not FeedbackComment.objects.exists()
    asked.go_back()
    asked.wait_for_load_state()
    assert CONCERN not in asked.content()
    assert all(CONCERN not in box.input_value() for box in asked.locator("textarea").all())
