"""The admin in a real browser: everything works under the strict policy, on a desktop and on a tablet."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.test import RequestFactory
from django.urls import reverse
from playwright.sync_api import expect

from guidance.models import GuidancePage, GuidedRoute, Helpline, Resource, RouteOutcome, SharedBlock
from lesas_portal.core.permissions import MANAGER

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 768]
# The form with the most kinds of box; the others are left to the proofs.
SAMPLE = [Helpline]


def path(model, action="", pk=None):
    parts = ["guidance", model._meta.model_name, *([str(pk)] if pk else []), *([action] if action else [])]
    return "/".join(parts) + "/"


def places_of(model) -> list[str]:
    """The list of a noun, its empty form where it has one, and the form of its first row."""
    found, row = [reverse(f"{name(model)}_changelist")], model._base_manager.first()
    request = RequestFactory().get("/")
    request.user = User.objects.get(username="adviser")
    if admin.site._registry[model].has_add_permission(request):
        found.append(reverse(f"{name(model)}_add"))
    # Only searches that found nothing, and what people send, have no row to begin with.
    return [*found, *([reverse(f"{name(model)}_change", args=[row.pk])] if row else [])]


def name(model) -> str:
    return f"admin:{model._meta.app_label}_{model._meta.model_name}"


def look_at(page, address, place, complaints, has_no_barriers) -> None:
    """Fails for what spills over, a text box of a few lines, or a barrier: two widths, two themes."""
    for width, theme in zip(WIDTHS, ("light", "dark"), strict=True):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=theme)
        # Links fade from one colour to the other, and are pale meanwhile.
        page.wait_for_timeout(300)
        if width == WIDTHS[0]:
            page.goto(f"{address.removesuffix('/admin')}{place}")
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (place, width)
        cut = page.evaluate(CUT_OFF)
        assert cut == [], (place, width)
        # Good practice, not WCAG: Django's tables have empty corner cells.
        assert complaints == [], (place, width)
        has_no_barriers(page, but=("empty-table-header",))
        # axe tries to add a style of its own, and to load what the policy refuses.
        complaints.clear()


# What people fill in or read in a list and cannot see whole: beyond the edge, or squeezed to a few lines.
CUT_OFF = """() => [...document.querySelectorAll(
  ".form-row input, .form-row textarea, .form-row select, .select2-container, #result_list td")]
  .filter(box => box.offsetParent && (box.getBoundingClientRect().right > innerWidth + 1
    || (box.rows > 10 && box.clientHeight < 200))).map(box => box.id || box.className)"""


@pytest.mark.parametrize("model", SAMPLE, ids=name)
def test_lists_and_forms_have_no_barrier_and_nothing_cut_off(
    page, admin_address, complaints, has_no_barriers, model
):
    """The fixture ``complaints`` fails the test for any refusal by the policy."""
    for place in places_of(model):
        look_at(page, admin_address, place, complaints, has_no_barriers)


@pytest.mark.proof
@pytest.mark.slow
def test_every_list_and_form_has_no_barrier_and_nothing_cut_off(
    page, admin_address, complaints, has_no_barriers
):
    """Slow: all nouns of the registry, two widths, axe on each: some five minutes.

    A manager may open them all.
    """
    User.objects.get(username="adviser").groups.add(Group.objects.get(name=MANAGER))
    found = []
    for model in admin.site._registry:
        for place in places_of(model):
            try:
                look_at(page, admin_address, place, complaints, has_no_barriers)
            except AssertionError as fault:
                found.append((place, str(fault)[:600]))
                complaints.clear()
    assert found == []


def test_the_keyboard_reaches_save_last(page, admin_address):
    """Without a trap on the way: every stop of a form comes before its last Save."""
    page.goto(f"{admin_address}/{path(Resource, 'change', Resource.objects.get(slug='kcsie').pk)}")
    page.locator(".submit-row a, .submit-row input, .submit-row button").last.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('form') === null")


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
    expect(page.get_by_label("Address")).to_have_value("safer-group-chats")
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


def test_opening_hours_are_written_in_a_line(page, admin_address):
    helpline = Helpline.objects.get(slug="shore")
    page.goto(f"{admin_address}/{path(Helpline, 'change', helpline.pk)}")
    page.locator("[name=weekly-0-way]").select_option("phone")
    for day in (0, 1):
        page.locator("[name=weekly-0-days]").nth(day).check()
    page.locator("[name=weekly-0-opens]").fill("9am")
    page.locator("[name=weekly-0-closes]").fill("5pm")
    page.get_by_role("button", name="Save and go back to the list").last.click()
    expect(page.locator(".messagelist")).to_be_visible()
    assert helpline.periods.count() == 2


@pytest.mark.parametrize("step", ["check", "withdraw"])
def test_the_questions_fit_a_tablet(page, admin_address, step):
    entry = Resource.objects.get(slug="kcsie")
    page.set_viewport_size({"width": 768, "height": 900})
    page.goto(f"{admin_address}/{path(Resource, step, entry.pk)}")
    assert page.evaluate("document.documentElement.scrollWidth") <= 768


def test_a_click_with_shift_ticks_all_between(page, admin_address):
    page.goto(f"{admin_address}/guidance/contentcheck/")
    ticks = page.locator(".checks__due input[type=checkbox]")
    ticks.nth(1).click()
    ticks.nth(5).click(modifiers=["Shift"])
    assert page.locator(".checks__due :checked").count() == 5
    ticks.nth(3).click()
    ticks.nth(4).click(modifiers=["Shift"])
    assert page.locator(".checks__due :checked").count() == 3


def test_an_empty_form_has_the_focus_in_its_first_box(page, admin_address):
    page.goto(f"{admin_address}/{path(GuidancePage, 'add')}")
    expect(page.get_by_label("Title")).to_be_focused()
