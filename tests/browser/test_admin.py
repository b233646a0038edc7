"""The admin in a real browser: everything works under the strict policy, on a desktop and on a tablet."""

import pytest
from django.contrib import admin
from playwright.sync_api import expect

from guidance.models import GuidancePage, GuidedRoute, Helpline, Resource, RouteOutcome, SharedBlock

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
MODELS = [model for model in admin.site._registry if model._meta.app_label == "guidance"]
WIDTHS = [1280, 768]


def path(model, action="", pk=None):
    parts = ["guidance", model._meta.model_name, *([str(pk)] if pk else []), *([action] if action else [])]
    return "/".join(parts) + "/"


def test_no_list_or_form_breaks_the_policy_or_spills_over(page, admin_address):
    """The fixture ``complaints`` fails the test for any refusal by the policy."""
    for model in MODELS:
        row = model.objects.first()
        # Only searches that found nothing have no row to begin with.
        for place in (path(model), *([path(model, "change", row.pk)] if row else [])):
            page.goto(f"{admin_address}/{place}")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate("document.documentElement.scrollWidth") <= width, (place, width)


def test_no_barriers_in_the_admin(page, admin_address, complaints, has_no_barriers):
    area, helpline = Resource.objects.get(slug="kcsie"), Helpline.objects.get(slug="posh")
    guidance = GuidancePage.objects.first()
    places = [path(Resource), path(Resource, "change", area.pk), path(Helpline, "change", helpline.pk)]
    places += [path(GuidancePage, "change", guidance.pk), path(GuidancePage, "withdraw", guidance.pk)]
    RouteOutcome.objects.filter(route__slug="nudes", key="n5").update(title="Two words", do_not=[])
    outcome = RouteOutcome.objects.get(route__slug="nudes", key="n5")
    places += [path(RouteOutcome, "change", outcome.pk), path(GuidedRoute, "issue", outcome.route_id)]
    places += [path(SharedBlock, "change", SharedBlock.objects.first().pk)]
    for place in places:
        page.goto(f"{admin_address}/{place}")
        # Good practice, not WCAG: Django's tables have empty corner cells.
        has_no_barriers(page, but=("empty-table-header",))
    # axe tries to add a style of its own, which the policy refuses.
    complaints.clear()


def test_a_page_is_written_previewed_and_published(page, admin_address):
    page.goto(f"{admin_address}/{path(GuidancePage, 'add')}")
    page.get_by_label("Title").press_sequentially("Safer group chats")
    expect(page.get_by_label("Slug")).to_have_value("safer-group-chats")
    page.get_by_label("Group").select_option("issues")
    page.get_by_label("Body").fill("## First\n\nAsk who is in the group.")
    page.get_by_label("Conduct").check()
    page.locator(".field-sources .select2-selection").click()
    page.locator(".select2-search__field").press_sequentially("Keeping children safe in education")
    page.locator(".select2-results__option", has_text="Keeping children safe in education").first.click()
    page.get_by_role("button", name="Save and continue editing").click()
    page.get_by_label("Body").fill("## First\n\nAsk who runs the group.")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview without saving").click()
    preview = opened.value
    expect(preview.get_by_text("Ask who runs the group.")).to_be_visible()
    preview.close()
    page.get_by_role("button", name="Save and go on to publish").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Safer group chats: Published.")).to_be_visible()
    page.get_by_role("link", name="See it on the site").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Safer group chats")


def test_an_entry_is_withdrawn_in_favour_of_another(page, admin_address):
    entry = Resource.objects.get(slug="beat")
    page.goto(f"{admin_address}/{path(Resource, 'change', entry.pk)}")
    page.get_by_role("link", name="Withdraw").click()
    page.get_by_label("Why it is withdrawn").fill("The charity gives this help elsewhere now.")
    page.locator(".select2-selection").click()
    page.locator(".select2-search__field").press_sequentially("Samaritans")
    page.locator(".select2-results__option", has_text="Samaritans").first.click()
    page.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_text("Withdrawn. Its address now says why.")).to_be_visible()
    entry.refresh_from_db()
    assert entry.successor.title.startswith("Samaritans")


def test_opening_hours_are_added_row_by_row(page, admin_address):
    helpline = Helpline.objects.get(slug="shore")
    page.goto(f"{admin_address}/{path(Helpline, 'change', helpline.pk)}")
    page.get_by_text("Add another Opening period").click()
    for number, day in enumerate(["Monday", "Tuesday"]):
        page.locator(f"#id_periods-{number}-weekday").select_option(day)
        page.locator(f"#id_periods-{number}-opens").fill("09:00")
        page.locator(f"#id_periods-{number}-closes").fill("17:00")
    page.get_by_role("button", name="Save", exact=True).click()
    assert helpline.periods.count() == 2


@pytest.mark.parametrize("step", ["check", "withdraw"])
def test_the_questions_fit_a_tablet(page, admin_address, step):
    entry = Resource.objects.get(slug="kcsie")
    page.set_viewport_size({"width": 768, "height": 900})
    page.goto(f"{admin_address}/{path(Resource, step, entry.pk)}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 768


def test_two_people_at_one_form_keep_both_changes(page, admin_address):
    """In a real browser, which sends the line ends of long texts in its own way."""
    row = GuidancePage.objects.get(slug="early-years")
    page.goto(f"{admin_address}/{path(GuidancePage, 'change', row.pk)}")
    areas, body = list(row.risk_areas.all()), f"{row.body}\n\nCall 999 first."
    GuidancePage.objects.filter(pk=row.pk).update(body=body, summary="A colleague's summary.")
    page.get_by_label("Title").fill("A new title")
    page.get_by_role("button", name="Save and continue editing").click()
    expect(page.get_by_label("Body")).to_have_value(body)
    row.refresh_from_db()
    assert (row.title, row.summary, row.body) == ("A new title", "A colleague's summary.", body)
    assert list(row.risk_areas.all()) == areas
