"""Erasing, exporting and one person’s data in a real browser: by keyboard, on both widths, no barriers."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.utils import timezone
from playwright.sync_api import expect

from enquiries.models import Enquiry, EnquiryExport, ErasedEnquiry
from tests.factories import make_enquiry, make_mail

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS, THEMES = [1280, 768], ["light", "dark"]


@pytest.fixture
def data_admin(admin_address) -> str:
    """The address of the admin, with somebody signed in who is an adviser and a manager."""
    get_user_model().objects.get(username="adviser").groups.add(Group.objects.get(name="Manager"))
    return admin_address


@pytest.fixture
def looks_right(page, has_no_barriers):
    """Fails where the open page spills over or has a barrier, in either theme, on either width."""

    def check() -> None:
        for theme in THEMES:
            page.emulate_media(color_scheme=theme)
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)
            # Colours change in a fifth of a second.
            page.evaluate("Promise.all(document.getAnimations().map(one => one.finished))")
            has_no_barriers(page, but=("empty-table-header",))

    return check


def test_an_enquiry_about_a_child_is_erased_by_keyboard(page, data_admin, complaints, looks_right):
    enquiry = make_enquiry(phone="01622 000000")
    page.goto(f"{data_admin}/enquiries/enquiry/{enquiry.pk}/about-a-child/")
    page.get_by_text("The email to the sender").click()
    expect(page.get_by_text("We have deleted your enquiry")).to_be_visible()
    looks_right()
    page.get_by_role("link", name="Go on to erase").press("Enter")
    page.get_by_label("Reference").fill("7KM4 XCDX")
    page.get_by_label("Reference").press("Enter")
    expect(page.get_by_text("Reference: That reference has a slip in it")).to_be_visible()
    looks_right()
    page.get_by_label("Reference").fill(enquiry.reference.lower())
    page.get_by_role("button", name="Erase this enquiry").press("Enter")
    expect(page.get_by_text("Have you told the Front Door or the LADO?")).to_be_visible()
    looks_right()
    assert not Enquiry.objects.exists()
    assert ErasedEnquiry.objects.get().reference == enquiry.reference
    # The browser notes a 422, and axe tries to add a style of its own.
    complaints.clear()


def test_a_file_is_made_and_noted_as_deleted(page, data_admin, complaints, looks_right):
    make_enquiry()
    page.goto(f"{data_admin}/enquiries/enquiryexport/add/")
    looks_right()
    page.get_by_label("What you need it for").fill("Report to the board")
    with page.expect_download() as download:
        page.get_by_role("button", name="Make the file").press("Enter")
    assert download.value.suggested_filename.startswith("enquiries-delete-by-")
    EnquiryExport.objects.update(delete_by=timezone.localdate() - timedelta(days=1))
    page.goto(f"{data_admin}/enquiries/enquiryexport/")
    looks_right()
    with page.expect_navigation():
        page.locator("#result_list .field-made a").click()
    looks_right()
    page.get_by_role("button", name="Yes, it is deleted").press("Enter")
    expect(page.get_by_text("is noted as deleted")).to_be_visible()
    complaints.clear()


def test_what_is_held_about_a_person_is_read_and_erased(page, data_admin, complaints, looks_right):
    enquiry = make_enquiry()
    make_mail(about=enquiry.reference)
    page.goto(f"{data_admin}/enquiries/enquiryexport/")
    with page.expect_navigation():
        page.get_by_role("link", name="What is held about one person").click()
    looks_right()
    page.get_by_label("Email address").fill("ROBIN@example.org")
    page.get_by_label("Email address").press("Enter")
    expect(page.get_by_text(enquiry.message)).to_be_visible()
    looks_right()
    page.get_by_label("Type the address once more").fill("robin@example.org")
    page.get_by_role("button", name="Erase all of this").press("Enter")
    expect(page.get_by_text("Erased: 1 enquiry, ")).to_be_visible()
    assert not Enquiry.objects.exists()
    complaints.clear()
