"""Corrections that come with the portal for what advisers edited: they wait, side by side, until settled."""

import re
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from guidance.models import (
    GuidancePage,
    GuidedRoute,
    Helpline,
    PolicyTemplate,
    Resource,
    SharedBlock,
    ShippedText,
)
from guidance.services import checking, editions, publishing, shipped_texts
from lesas_portal.core.models import AuditEntry
from tests.factories import make_editor, make_page

OURS, NEWER, NEWEST = "Ours.", "A newer summary.", "The newest summary."


def change(path, pattern, words):
    text, count = re.subn(pattern, words, path.read_text(), count=1, flags=re.MULTILINE)
    assert count, pattern
    path.write_text(text)


def ship(fixtures, summary=NEWER):
    """Files of a later day, in which the summary of the page is another."""
    change(fixtures / "guidance/early-years.md", r"^summary = .*$", f'summary = "{summary}"')


def load(fixtures):
    """What the command says."""
    out = StringIO()
    call_command("load_content", folder=fixtures, stdout=out)
    return out.getvalue()


def the_page():
    return GuidancePage.objects.get(slug="early-years")


@pytest.fixture
def waiting(loaded, fixtures) -> ShippedText:
    """A page whose body an adviser changed, and for which the files have a new summary since."""
    GuidancePage.objects.filter(slug="early-years").update(body=OURS)
    ship(fixtures)
    load(fixtures)
    return ShippedText.objects.get()


def settle(shipped, adviser, take=(), **options):
    page = shipped.content_object
    seen = options.pop("seen", None) or shipped_texts.fingerprint_of(shipped_texts.differences(shipped, page))
    shipped_texts.settle(shipped=shipped, take=take, by=adviser, seen=seen, **options)


def address(shipped):
    return reverse("admin:guidance_shippedtext_settle", args=[shipped.pk])


# Loading


def test_a_correction_of_an_edited_page_is_reported_by_name_and_the_page_stays(loaded, fixtures):
    GuidancePage.objects.filter(slug="early-years").update(body=OURS)
    ship(fixtures)
    said = load(fixtures)
    page, shipped = the_page(), ShippedText.objects.get()
    assert (page.body, page.summary) != (OURS, NEWER)
    assert page.body == OURS
    line = f"Waiting for you: guidance page “{page.title}”: 2 fields differ (summary, body)."
    assert f"{line} Compare: {address(shipped)}" in said


def test_an_edit_alone_is_nothing_to_report(loaded, fixtures):
    GuidancePage.objects.filter(slug="early-years").update(body=OURS)
    assert "Waiting" not in load(fixtures)


def test_a_correction_of_a_page_that_nobody_edited_is_just_loaded(loaded, fixtures):
    ship(fixtures)
    assert "Waiting" not in load(fixtures)
    assert the_page().summary == NEWER


def test_a_check_counts_as_an_edit(loaded, fixtures, adviser):
    checking.mark_checked(obj=the_page(), by=adviser)
    ship(fixtures)
    assert "1 field differs (summary)" in load(fixtures)
    assert the_page().summary != NEWER


def test_loading_again_reports_it_again_and_doubles_nothing(waiting, fixtures):
    assert "Waiting for you" in load(fixtures)
    again = ShippedText.objects.get()
    assert (again.pk, again.waiting_since) == (waiting.pk, waiting.waiting_since)


def test_what_an_adviser_wrote_by_hand_in_the_same_words_no_longer_waits(waiting, fixtures):
    GuidancePage.objects.update(body=waiting.values["body"], summary=NEWER)
    assert "Waiting" not in load(fixtures)
    assert not ShippedText.objects.exists()


def test_what_the_files_take_back_no_longer_waits(waiting, fixtures, tmp_path):
    ship(fixtures, the_page().summary)
    assert "Waiting" not in load(fixtures)


def test_a_page_that_an_adviser_wrote_under_the_same_name_is_reported(db, fixtures):
    make_page(slug="early-years", title="Written here")
    assert "guidance page “Written here”" in load(fixtures)


def test_the_hours_of_a_helpline_and_the_lists_of_a_resource_are_compared_too(loaded, fixtures):
    Helpline.objects.get(slug="posh").periods.filter(weekday=4).delete()
    Resource.objects.get(slug="posh").risk_areas.clear()
    change(fixtures / "helplines.toml", r"^who = .Anyone who works.*$", 'who = "Staff."')
    change(fixtures / "resources/helplines.toml", r"^publisher = .UK Safer.*$", 'publisher = "Somebody new"')
    said = load(fixtures)
    assert "2 fields differ (who, periods)" in said
    assert "2 fields differ (publisher, risk areas)" in said


def test_a_block_that_an_adviser_changed_is_reported(loaded, fixtures):
    SharedBlock.objects.filter(key="never").update(text=OURS)
    change(fixtures / "blocks.toml", r"^text = .Do not look.*$", 'text = "Do not look or copy."')
    said = load(fixtures)
    assert "Waiting for you: shared block “The rule”: 1 field differs (text)." in said
    assert SharedBlock.objects.get(key="never").text == OURS


def test_an_edition_that_an_adviser_s_words_keep_out_is_reported(loaded, fixtures, adviser):
    template = PolicyTemplate.objects.get(slug="social-media")
    clause = template.sections.get(key="aims").clauses.get(key="aims-purpose")
    editions.reword(clause=clause, text=OURS, change_note="Shorter.", by=adviser)
    assert "Waiting" not in load(fixtures)
    change(fixtures / "policies/social-media.toml", r"2026\.1", "2026.2")
    said = load(fixtures)
    assert "Waiting for you: policy template “Social media policy”, edition: 2 texts differ." in said
    settle(ShippedText.objects.get(), adviser)
    assert "Waiting" not in load(fixtures)
    change(fixtures / "policies/social-media.toml", r"Speaking up", "Speaking up at once")
    assert "edition: 3 texts differ" in load(fixtures)


def test_a_route_that_an_adviser_changed_is_reported(loaded, fixtures, adviser):
    route = GuidedRoute.objects.get(slug="pictures")
    route.questions.update(why=OURS)
    assert "Waiting" not in load(fixtures)
    change(fixtures / "routes/pictures.toml", r"^verdict = .This is how it is.*$", 'verdict = "Newer."')
    said = load(fixtures)
    assert "Waiting for you: guided route “A picture of a child”, edition: 2 texts differ." in said
    settle(ShippedText.objects.get(), adviser)
    assert "Waiting" not in load(fixtures)


# Settling


def test_taking_a_field_writes_it_and_keeps_the_others(waiting, fixtures, adviser):
    settle(waiting, adviser, ["summary"])
    assert (the_page().summary, the_page().body) == (NEWER, OURS)
    assert "Waiting" not in load(fixtures)
    assert (the_page().summary, the_page().body) == (NEWER, OURS)


def test_taking_everything_lets_later_texts_come_by_themselves(waiting, fixtures, adviser):
    settle(waiting, adviser, ["summary", "body"])
    ship(fixtures, NEWEST)
    assert "Waiting" not in load(fixtures)
    assert the_page().summary == NEWEST


def test_keeping_ours_is_not_asked_again_and_a_later_text_is(waiting, fixtures, adviser):
    before = the_page().summary
    settle(waiting, adviser)
    assert (the_page().summary, the_page().body) == (before, OURS)
    assert "Waiting" not in load(fixtures)
    ship(fixtures, NEWEST)
    assert "Waiting for you: guidance page" in load(fixtures)
    assert (ShippedText.objects.get().settled_at, the_page().summary) == (None, before)


def test_lists_and_hours_can_be_taken(loaded, fixtures, adviser):
    helpline = Helpline.objects.get(slug="posh")
    Helpline.objects.filter(pk=helpline.pk).update(about=OURS)
    change(fixtures / "helplines.toml", r"mon-fri", "mon-tue")
    change(fixtures / "helplines.toml", r'"conduct", "commerce"\]', '"conduct"]')
    load(fixtures)
    settle(ShippedText.objects.get(), adviser, ["periods", "risk_areas"])
    helpline.refresh_from_db()
    assert (helpline.periods.count(), helpline.risk_areas.count(), helpline.about) == (2, 3, OURS)


def test_a_publisher_that_is_not_there_is_refused(loaded, fixtures, adviser):
    Resource.objects.filter(slug="posh").update(title="Ours")
    change(fixtures / "resources/helplines.toml", r"^publisher = .UK Safer.*$", 'publisher = "Somebody new"')
    load(fixtures)
    with pytest.raises(ValidationError, match="There is no publisher Somebody new"):
        settle(ShippedText.objects.get(), adviser, ["publisher"])


def test_a_text_that_names_what_readers_cannot_get_is_refused(waiting, adviser):
    waiting.values["body"] = "Ring {nobody}."
    waiting.save()
    with pytest.raises(ValidationError, match="no public helpline nobody"):
        settle(waiting, adviser, ["body"])
    assert the_page().body == OURS


def test_what_publish_and_withdraw_change_is_shown_and_not_taken(waiting, adviser, fixtures):
    publishing.withdraw(obj=the_page(), by=adviser, reason="It was wrong.")
    found = {one.name: one.is_takeable for one in shipped_texts.differences(waiting, the_page())}
    assert found == {"status": False, "withdrawn_reason": False, "summary": True, "body": True}
    with pytest.raises(ValidationError, match="Only what differs"):
        settle(waiting, adviser, ["status"])


def test_what_changed_since_it_was_seen_is_looked_at_again(waiting, adviser):
    seen = shipped_texts.fingerprint_of(shipped_texts.differences(waiting, the_page()))
    GuidancePage.objects.update(body="A colleague's words.")
    with pytest.raises(ValidationError, match="Something changed after you opened this page"):
        settle(waiting, adviser, ["body"], seen=seen)
    assert the_page().body == "A colleague's words."


def test_nobody_settles_what_is_settled(waiting, adviser):
    settle(waiting, adviser)
    with pytest.raises(ValidationError, match="settled it meanwhile"):
        settle(waiting, adviser, ["body"])


@pytest.mark.parametrize(("take", "action"), [(["body"], "take shipped text"), ([], "keep own text")])
def test_the_audit_says_who_settled_it(waiting, adviser, take, action):
    settle(waiting, adviser, take)
    entry = AuditEntry.objects.get(action=action)
    assert (entry.user, entry.object_key) == (adviser, "early-years")


# The admin


def test_an_adviser_sees_what_differs_side_by_side_as_plain_text(waiting, adviser_client):
    GuidancePage.objects.update(body="<script>alert(1)</script> ours")
    page = adviser_client.get(address(waiting)).content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "A newer" in page
    assert "Phones, cameras" in page
    assert "nursery" not in page
    assert (
        f'<a href="{reverse("admin:guidance_guidancepage_change", args=[the_page().pk])}">Open ours</a>'
        in page
    )


@pytest.mark.parametrize(
    ("answers", "summary", "body"),
    [
        ({"choice": "ticked", "take": ["summary"]}, NEWER, OURS),
        ({"choice": "none"}, "Phones, cameras and screens in nurseries.", OURS),
        ({"choice": "none", "take": ["summary"]}, "Phones, cameras and screens in nurseries.", OURS),
    ],
)
def test_an_adviser_takes_a_field_or_keeps_ours(waiting, adviser_client, answers, summary, body):
    seen = re.search(r'name="seen" value="(\w+)"', adviser_client.get(address(waiting)).content.decode())[1]
    response = adviser_client.post(address(waiting), {**answers, "seen": seen, "note": "Told."}, follow=True)
    assert "Settled." in response.content.decode()
    assert (the_page().summary, the_page().body) == (summary, body)
    told = "Told." in Client().get(the_page().get_absolute_url()).content.decode()
    assert told == (answers["choice"] != "none")


def test_an_adviser_takes_the_shipped_text_whole(waiting, adviser_client):
    seen = re.search(r'name="seen" value="(\w+)"', adviser_client.get(address(waiting)).content.decode())[1]
    adviser_client.post(address(waiting), {"choice": "all", "seen": seen})
    assert (the_page().summary, the_page().body) == (NEWER, waiting.values["body"])


def test_nothing_ticked_is_asked_about(waiting, adviser_client):
    response = adviser_client.post(address(waiting), {"choice": "ticked", "seen": "x"})
    assert "Tick at least one field" in response.content.decode()
    assert ShippedText.objects.waiting().exists()


def test_a_second_click_is_told_that_it_is_settled(waiting, adviser, adviser_client):
    settle(waiting, adviser)
    response = adviser_client.post(address(waiting), {"choice": "none", "seen": "x"}, follow=True)
    assert "settled it meanwhile" in response.content.decode()


def test_the_texts_of_an_edition_are_shown_by_where_they_stand_and_only_kept(
    loaded, fixtures, adviser_client
):
    GuidedRoute.objects.get(slug="pictures").questions.update(why=OURS)
    change(fixtures / "routes/pictures.toml", r"^verdict = .This is how it is.*$", 'verdict = "Newer."')
    load(fixtures)
    page = adviser_client.get(address(ShippedText.objects.get())).content.decode()
    for words in ("P1 › why", "P2 › verdict", OURS, "Newer.", "Keep ours"):
        assert words in page
    assert 'name="take"' not in page
    assert "Take all" not in page


def test_who_only_writes_drafts_sees_what_waits_and_settles_nothing(waiting):
    editor = Client()
    editor.force_login(make_editor())
    assert editor.get(reverse("admin:guidance_shippedtext_changelist")).status_code == 200
    assert editor.get(address(waiting)).status_code == 403
    assert editor.post(address(waiting), {"choice": "all"}).status_code == 403
    assert Client().get(address(waiting)).status_code == 302


def test_the_first_page_of_the_admin_says_how_many_wait(waiting, adviser, adviser_client):
    listed = reverse("admin:guidance_shippedtext_changelist")
    first = adviser_client.get(reverse("admin:index")).content.decode()
    assert f'<a href="{listed}?state=waiting"><b>1</b> corrected text waits for you</a>' in first
    assert f'href="{address(waiting)}"' in adviser_client.get(f"{listed}?state=waiting").content.decode()
    settle(waiting, adviser)
    assert "for you</a>" not in adviser_client.get(reverse("admin:index")).content.decode()
    assert adviser_client.get(f"{listed}?state=settled").status_code == 200
    change_page = reverse("admin:guidance_shippedtext_change", args=[waiting.pk])
    assert adviser_client.get(change_page).status_code == 200


def test_what_was_deleted_meanwhile_breaks_no_page(waiting, adviser_client):
    GuidancePage.objects.all().delete()
    for path in (reverse("admin:guidance_shippedtext_changelist"), address(waiting)):
        assert adviser_client.get(path).status_code == 200
