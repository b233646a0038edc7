"""Signing in by the council's identity provider in a real browser, with a form that was open meanwhile."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from guidance.models import GuidancePage
from lesas_portal import sign_in
from lesas_portal.staff.provider import discovery
from tests.portal.provider_server import CLIENT, SECRET, run_real_provider

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
KIM = {"sub": "kim-1", "email": "kim@example.org", "name": "Kim Vale", "roles": ["Adviser"]}
NOBODY = {"sub": "lee-1", "email": "lee@example.org", "name": "Lee Other"}


@pytest.fixture
def portal(live_server, content, settings):
    """The address of a portal whose staff sign in at oidc-provider-mock."""
    discovery.delete_all()
    settings.SITE_URL = live_server.url
    backends = sign_in.settings(https=False, by_provider=True)["AUTHENTICATION_BACKENDS"]
    settings.AUTHENTICATION_BACKENDS = backends
    with run_real_provider(KIM, NOBODY) as issuer:
        settings.OIDC = replace(settings.OIDC, issuer=issuer, client_id=CLIENT, client_secret=SECRET)
        yield live_server.url
    discovery.delete_all()


def at_the_provider(page, subject):
    page.get_by_role("button", name=subject).click()


def test_out_to_the_provider_and_back_with_what_was_typed(page, portal, has_no_barriers):
    refused = []
    page.context.on(
        "console",
        lambda line: refused.append(line.text) if "Content Security Policy" in line.text else None,
    )
    row = GuidancePage.objects.get(slug="early-years")
    form = f"{portal}/admin/guidance/guidancepage/{row.pk}/change/"
    page.goto(form)
    has_no_barriers(page)
    refused.clear()  # axe tries to add a style of its own
    page.get_by_role("link", name="Sign in with your council account").click()
    at_the_provider(page, "lee-1")
    expect(page.get_by_role("heading", name="You cannot come in yet")).to_be_visible()
    has_no_barriers(page)
    refused.clear()
    page.get_by_role("link", name="Back to the sign-in page").click()
    page.goto(form)
    page.get_by_role("link", name="Sign in with your council account").click()
    at_the_provider(page, "kim-1")
    expect(page).to_have_url(form)

    page.get_by_label("Title").fill("My title")
    page.context.clear_cookies(name="sessionid")
    with page.expect_navigation():
        page.get_by_role("button", name="Save and go back to the list").last.click()
    has_no_barriers(page)
    refused.clear()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in with your council account").click()
    at_the_provider(opened.value, "kim-1")
    expect(opened.value.get_by_text("You are signed in as kim@example.org.")).to_be_visible()
    opened.value.close()
    page.get_by_role("button", name="Go on with what I typed").click()
    expect(page.get_by_label("Title")).to_have_value("My title")
    page.get_by_role("button", name="Save and go back to the list").last.click()
    expect(page.get_by_text("Saved in the working copy")).to_be_visible()
    row.refresh_from_db()
    assert row.working_copy.changes == {"title": "My title"}

    page.get_by_role("button", name="Sign out").click()
    page.get_by_role("link", name="sign out there too").click()
    expect(page).to_have_url(re.compile("/oauth2/end_session"))
    assert refused == []
