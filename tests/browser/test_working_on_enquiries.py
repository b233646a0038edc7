"""The page of an enquiry in a real browser: no barriers, no spill, from the enquiry to the answer."""

import re

import pytest
from playwright.sync_api import expect

from enquiries.models import SavedReply
from enquiries.services import answer
from tests.enquiries.answers import CONCERN
from tests.factories import make_adviser, make_enquiry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 768]


def fits(page) -> bool:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        if page.evaluate("document.documentElement.scrollWidth") > width:
            return False
    return True


@pytest.fixture
def enquiry(admin_address):
    """One with a thread, that the screen had stopped."""
    sam = make_adviser(first_name="Sam", last_name="Lee")
    row = make_enquiry(declared_general=True, screen_route="front_door", screen_signals=["pairs:she"])
    answer.add_note(enquiry=row, text="They open again on Monday.", by=sam)
    answer.reply(enquiry=row, text="The first.", by=sam, seen=0)
    SavedReply.objects.create(title="Thanks", body="Dear {name},\n\nThank you.\n\n{adviser}")
    return row


def test_the_page_has_no_barriers_in_either_theme(page, admin_address, enquiry, complaints, has_no_barriers):
    for theme in ("light", "dark"):
        page.emulate_media(color_scheme=theme)
        page.goto(f"{admin_address}/enquiries/enquiry/{enquiry.pk}/change/")
        for summary in page.locator("details > summary").all():
            summary.click()
        assert fits(page)
        has_no_barriers(page)
    with page.expect_navigation():
        page.locator("#close").get_by_role("button", name="Close it").click()
    has_no_barriers(page)
    # axe tries to add a style of its own, and an answer that refuses counts as an error.
    complaints.clear()


def test_an_enquiry_is_answered_and_closed_with_the_keyboard(
    page, admin_address, enquiry, complaints, has_no_barriers
):
    page.goto(f"{admin_address}/enquiries/enquiry/{enquiry.pk}/change/")
    page.get_by_label("Start from a saved reply").select_option("Thanks")
    page.get_by_role("button", name="Put it in").press("Enter")
    expect(page.get_by_label("Your reply")).to_have_value("Dear Robin Marsh,\n\nThank you.\n\nadviser")
    page.get_by_label("Link to a page of the portal").fill("acceptable use")
    page.get_by_label("Link to a page of the portal").press("Enter")
    page.get_by_role("button", name="Insert").first.press("Enter")
    expect(page.get_by_label("Your reply")).to_have_value(re.compile(r"adviser\n\n.+: http.+/$"))
    page.locator("#reply").get_by_role("button", name="See it before it goes").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your reply, before it goes")
    assert fits(page)
    has_no_barriers(page)
    page.get_by_role("button", name="Send and close").press("Enter")
    expect(page.get_by_text("Your reply is on its way, and the enquiry is closed.")).to_be_visible()
    complaints.clear()


def test_a_form_that_comes_back_stands_open_with_what_was_typed(page, admin_address, enquiry, complaints):
    page.goto(f"{admin_address}/enquiries/enquiry/{enquiry.pk}/change/")
    page.get_by_text("Private note", exact=True).click()
    page.get_by_label("Note", exact=True).fill(CONCERN)
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_label("Note", exact=True)).to_have_value(CONCERN)
    page.get_by_label("It is not about a particular child or adult").check()
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_text("The note is on the thread. It is never sent.")).to_be_visible()
    complaints.clear()


def test_two_browsers_answer_and_the_second_sees_both_texts(page, admin_address, enquiry, complaints):
    page.goto(f"{admin_address}/enquiries/enquiry/{enquiry.pk}/change/")
    other = page.context.new_page()
    other.goto(page.url)
    for window, text in ((other, "The answer of the first."), (page, "The answer of the second.")):
        window.get_by_label("Your reply").fill(text)
        window.locator("#reply").get_by_role("button", name="See it before it goes").click()
    other.get_by_role("button", name="Send", exact=True).click()
    expect(other.get_by_text("Your reply is on its way.")).to_be_visible()
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator("#reply").get_by_text("The answer of the first.")).to_be_visible()
    expect(page.get_by_label("Your reply")).to_have_value("The answer of the second.")
    complaints.clear()


def test_who_has_written_is_asked_before_the_page_is_left(page, admin_address, enquiry):
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(f"{admin_address}/enquiries/enquiry/{enquiry.pk}/change/")
    page.get_by_label("Your reply").fill("Half an answer.")
    page.get_by_role("button", name="I have read it: strategic").click()
    expect(page.get_by_label("Your reply")).to_have_value("Half an answer.")
    assert asked == ["beforeunload"]
    page.locator("#reply").get_by_role("button", name="See it before it goes").click()
    page.get_by_role("button", name="Go on writing").click()
    expect(page.get_by_label("Your reply")).to_have_value("Half an answer.")
    assert asked == ["beforeunload"]
    page.get_by_role("button", name="I have read it: strategic").click()
    assert asked == ["beforeunload"] * 2


def test_a_search_comes_back_after_an_act_and_stays_in_the_address_of_the_list(page, admin_address, enquiry):
    searched = f"{admin_address}/enquiries/enquiry/?q=Marsh"
    page.goto(searched)
    page.get_by_role("link", name=enquiry.subject).click()
    page.get_by_role("button", name="I have read it").click()
    expect(page.get_by_text("Noted that you read it")).to_be_visible()
    assert "Marsh" not in page.url
    page.get_by_role("link", name="Back to the list").first.click()
    assert page.url == searched
