"""The lists of enquiries and the pages around them in a real browser, on a desktop and on a tablet."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from enquiries.models import Enquiry, SavedReply
from tests.factories import make_enquiry

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 768]
LONG = "A long subject about filtering, monitoring and everything that a school has to think of in a year"
PLACES = [
    *("", "enquiries/enquiry/", "enquiries/enquiry/?tab=closed", "enquiries/enquiry/?q=filtering"),
    *("enquiries/enquiry/add/", "enquiries/enquiry/statistics/", "enquiries/enquiry/pages/"),
    *("enquiries/suspectedspam/", "enquiries/savedreply/", "enquiries/savedreply/add/"),
    *("core/closingday/", "core/closingday/add/", "core/taskrun/"),
]


@pytest.fixture
def enquiries(db):
    today = timezone.localdate()
    make_enquiry(subject=LONG, declared_general=True, screen_route="lado")
    make_enquiry(subject="Late one", reply_by=today - timedelta(days=3))
    make_enquiry(subject="Done", status="closed", closed_at=timezone.now(), outcome="phone")
    make_enquiry(subject="Junk", status="spam")
    SavedReply.objects.create(title="A reply", body="Dear {name}")


def test_nothing_spills_over_breaks_the_policy_or_is_a_barrier(
    page, admin_address, complaints, has_no_barriers, enquiries
):
    for place in PLACES:
        page.goto(f"{admin_address}/{place}")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (place, width)
        assert complaints == [], place
        # Good practice, not WCAG: Django's tables have empty corner cells.
        has_no_barriers(page, but=("empty-table-header",))
        # axe tries to add a style of its own, which the policy refuses.
        complaints.clear()


def test_an_adviser_goes_from_the_first_page_to_what_is_urgent_and_finds_a_reference(
    page, admin_address, enquiries
):
    page.goto(f"{admin_address}/")
    page.get_by_role("link", name="1 enquiry to read first").click()
    expect(page.get_by_role("link", name=LONG)).to_be_visible()
    page.get_by_role("link", name="Closed 1").click()
    expect(page.get_by_role("link", name="Done")).to_be_visible()
    late = Enquiry.objects.get(subject="Late one")
    page.get_by_label("Find an enquiry").fill(f"re: [{late.reference.lower()}]")
    page.get_by_label("Find an enquiry").press("Enter")
    expect(page.get_by_role("link", name="Late one")).to_be_visible()
    expect(page.get_by_text("1 found")).to_be_visible()


def test_a_call_is_written_down_with_the_keyboard_alone(page, admin_address, enquiries):
    page.goto(f"{admin_address}/enquiries/enquiry/add/")
    page.get_by_label("Topic").focus()
    typed = [
        "Training",
        "Training in spring",
        "Two hours for all staff?",
        "Robin Marsh",
        "Teacher",
        "Oak School",
    ]
    for words in typed:
        page.keyboard.type(words)
        page.keyboard.press("Tab")
    page.keyboard.type("Childminder")
    page.keyboard.press("Tab")
    page.keyboard.type("Swale")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("The reference to give the caller is")).to_be_visible()
    assert Enquiry.objects.get(source="phone").setting_name == "Oak School"
