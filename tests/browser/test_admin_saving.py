"""Two browsers at one page of the admin, a sign-in that ends, a page that is left: nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from guidance.models import GuidancePage
from tests.factories import make_adviser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
PASSWORD = "a long enough password"


def sign_in(page, name):
    page.get_by_label("User name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()


def test_two_browsers_on_one_page_and_a_sign_in_that_ends(
    page, new_context, admin_address, complaints, has_no_barriers
):
    make_adviser(username="ann", password=PASSWORD, first_name="Ann", last_name="Other")
    row = GuidancePage.objects.get(slug="early-years")
    address = f"{admin_address}/guidance/guidancepage/{row.pk}/change/"
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))

    page.goto(address)
    page.get_by_role("link", name="Who did what").click()
    assert asked == [], "an untouched form asks nothing"
    ann = new_context().new_page()
    ann.goto(address)
    sign_in(ann, "ann")
    page.goto(address)
    expect(page.get_by_text("Ann Other opened this page at")).to_be_visible()

    ann.get_by_label("Title").fill("Ann’s title")
    ann.get_by_role("button", name="Save and continue editing").click()
    page.get_by_label("Title").fill("My title")
    page.get_by_role("link", name="Who did what").click()
    assert asked == ["beforeunload"], "a form that somebody wrote in asks first"
    page.get_by_role("button", name="Save and go back to the list").last.click()
    expect(page.get_by_text("Ann Other saved this at")).to_be_visible()
    assert asked == ["beforeunload"], "sending is not leaving"
    complaints.clear()  # Chromium reports the answer 409
    has_no_barriers(page)
    complaints.clear()  # axe tries to add a style of its own

    page.context.clear_cookies(name="sessionid")
    page.get_by_label("Keep mine").check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save what I chose").click()
    has_no_barriers(page)
    complaints.clear()
    sign_in(page, "adviser")
    expect(page.get_by_label("Title")).to_have_value("My title")
    page.get_by_role("button", name="Save and go back to the list").last.click()
    expect(page.get_by_text("Saved in the working copy")).to_be_visible()
    row.refresh_from_db()
    assert (row.working_copy.changes, asked) == ({"title": "My title"}, ["beforeunload"])
