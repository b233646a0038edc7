"""Earlier versions of content: kept when somebody writes, compared, taken up again; and deleted drafts."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from reversion.models import Revision as Kept
from reversion.models import Version

from enquiries.models import Enquiry
from guidance.clock_words import dated_moment_words
from guidance.loading import content as loading
from guidance.models import GuidancePage, Helpline, Resource, Synonym
from guidance.services import publishing, scheduling, versions
from tests.document import Document
from tests.factories import make_helpline, make_page, make_resource, make_risk_area
from tests.guidance.test_admin_forms import form_data
from tests.guidance.test_hours_form import weekly
from tests.guidance.test_working_copies import DRAFT, address, copy_of, step, words, write


def said(obj):
    """The words of the versions of ``obj``, newest first."""
    return [version.revision.comment for version in versions.of(obj)]


def compare(client, obj, one, other):
    return client.get(address(obj, "compare"), {"one": one.pk, "other": other.pk})


def test_the_state_that_came_with_the_portal_is_kept_before_the_first_change(loaded, adviser_client):
    assert not Version.objects.exists()
    resource = Resource.objects.get(slug="kcsie")
    write(adviser_client, resource, title="New title")
    newest, first = versions.of(resource)
    assert newest.revision.comment == "Changed: Title"
    assert first.revision.comment == versions.BEFORE
    assert (newest.object_repr, first.object_repr) == ("New title", resource.title)
    assert newest.revision.user.username
    assert first.revision.user is None


def test_what_was_loaded_between_two_changes_is_kept_too(loaded, fixtures, adviser_client):
    resource = Resource.objects.get(slug="kcsie")
    write(adviser_client, resource, title="New title")
    Resource.objects.filter(pk=resource.pk).update(summary="Brought up to date.")
    write(adviser_client, resource, title="Newer title")
    assert said(resource) == ["Changed: Title", versions.BEFORE, "Changed: Title", versions.BEFORE]
    assert loading.load(fixtures)[Resource].edited == 1


def test_saving_without_a_change_keeps_no_version(adviser_client):
    resource = make_resource()
    write(adviser_client, resource)
    assert said(resource) == []


def test_publishing_and_changes_that_were_published_are_kept_with_who_and_what(adviser_client, adviser):
    page = make_page(title="Old title", **DRAFT)
    publishing.publish(obj=page, by=adviser, note="It is new.")
    write(adviser_client, page, title="New title")
    assert said(page) == ["It is new."]
    step(adviser_client, page, "publish_changes", readers="small")
    assert said(page) == [f"Published changes of {adviser.username}. A small correction.", "It is new."]
    listed = words(adviser_client.get(address(page, "versions")))
    assert adviser.username in listed
    assert "Who did what" in listed


def test_any_two_are_laid_beside_each_other_with_labels_titles_and_hours(adviser_client):
    area, helpline = make_risk_area(title="Contact"), make_helpline(title="Old title")
    write(adviser_client, helpline, title="New title", about="For everybody.")
    write(adviser_client, helpline, **weekly(("phone", ["0"], "9am", "5pm")))
    newest, _, first = versions.of(helpline)
    shown = words(compare(adviser_client, helpline, newest, first)).partition("What differs")[2]
    assert shown.index("Old title") < shown.index("New title")
    assert "17:00" in shown
    page = make_page(**DRAFT)
    write(adviser_client, page, risk_areas=[area.pk])
    pair = versions.of(page)[:2]
    shown = words(compare(adviser_client, page, *pair))
    assert "Risk areas" in shown
    assert "Contact" in shown


def test_a_version_of_something_else_is_not_found(adviser_client):
    one, other = make_page(**DRAFT), make_page(**DRAFT)
    write(adviser_client, one, title="New title")
    version = versions.of(one).first()
    assert compare(adviser_client, other, version, version).status_code == 404
    assert adviser_client.get(address(one, "compare"), {"one": "x", "other": "²"}).status_code == 404
    assert adviser_client.get(f"{address(other, 'change')}?version={version.pk}").status_code == 404


def test_a_version_is_put_into_the_working_copy_and_what_waited_stays(adviser_client):
    page, source = make_page(title="First title"), make_resource()
    page.sources.add(source)
    write(adviser_client, page, title="Second title", sources=[])
    step(adviser_client, page, "publish_changes", readers="small")
    write(adviser_client, page, title="Third title")
    first = versions.of(page).last()
    adviser_client.post(address(page, "compare"), {"version": first.pk}, follow=True)
    assert copy_of(page).changes == {"title": "First title", "sources": [source.slug]}
    assert said(page)[0].startswith(versions.SET_ASIDE)
    assert versions.of(page)[0].object_repr == "Third title"
    page.refresh_from_db()
    assert page.title == "Second title"


def test_a_discarded_working_copy_can_be_taken_up_again(adviser_client):
    page = make_page(title="Old title")
    write(adviser_client, page, title="New title")
    step(adviser_client, page, "discard_changes")
    kept = versions.of(page).first()
    adviser_client.post(address(page, "compare"), {"version": kept.pk})
    assert copy_of(page).changes == {"title": "New title"}


@pytest.mark.parametrize("make", [make_resource, make_helpline])
def test_a_version_of_a_fact_is_opened_in_the_form_and_saved_only_by_saving(adviser_client, make):
    area = make_risk_area()
    obj = make(title="Old title")
    many = "risk_areas" if make is make_resource else ""
    if many:
        obj.risk_areas.add(area)
    write(adviser_client, obj, title="New title", **({many: []} if many else {}))
    first = versions.of(obj).last()
    there = adviser_client.post(address(obj, "compare"), {"version": first.pk})
    form = adviser_client.get(there.url)
    assert "It is not saved" in words(form)
    assert form.context["adminform"].form["title"].value() == "Old title"
    obj.refresh_from_db()
    assert obj.title == "New title"
    adviser_client.post(there.url, sent(form))
    obj.refresh_from_db()
    assert obj.title == "Old title"
    if many:
        assert list(obj.risk_areas.all()) == [area]
    assert said(obj)[0].startswith("Put back the version of")


def sent(page):
    """What a browser sends back for an opened form, unchanged."""
    data = form_data(page)
    for field in Document.of(page).all("input"):
        if (name := field.attributes.get("name", "")).startswith("initial-"):
            data.setdefault(name, []).append("\r\n".join(field.attributes.get("value", "").splitlines()))
    return data


def test_a_synonym_is_put_back(adviser_client):
    row = Synonym.objects.create(term="zymurgy", kind="meaning", expands_to="brewing")
    change = reverse("admin:guidance_synonym_change", args=[row.pk])
    data = {"term": "zymurgy", "kind": row.kind, "phrasings": "", "expands_to": "beer", "destinations": ""}
    answer = adviser_client.post(change, data | {"explanation": ""})
    assert answer.status_code == 302, answer.context["errors"]
    first = versions.of(row).last()
    adviser_client.post(f"{change}?version={first.pk}", data | {"expands_to": "brewing", "explanation": ""})
    row.refresh_from_db()
    assert row.expands_to == "brewing"


def test_an_older_number_is_not_taken_for_confirmed(adviser_client, adviser):
    helpline = make_helpline(phone="0800 111 1111", phone_confirmed=True)
    versions.keep(obj=helpline, by=adviser, words="The old number.")
    Helpline.objects.update(phone="0800 222 2222")
    place = f"{address(helpline, 'change')}?version={versions.of(helpline).get().pk}"
    form = adviser_client.get(place)
    assert form.context["adminform"].form["phone"].value() == "0800 111 1111"
    refused = adviser_client.post(place, sent(form))
    assert "Say who told you" in words(refused)
    helpline.refresh_from_db()
    assert helpline.phone == "0800 222 2222"


def test_an_older_number_of_the_front_door_stays_old(portal, adviser_client, adviser):
    office = Helpline.objects.get(slug="front-door")
    versions.keep(obj=office, by=adviser, words="The old number.")
    Helpline.objects.filter(pk=office.pk).update(phone="0800 222 2222", about="For everybody.")
    place = f"{address(office, 'change')}?version={versions.of(office).first().pk}"
    answer = adviser_client.post(place, sent(adviser_client.get(place)))
    assert answer.status_code == 302
    kept = Helpline.objects.get(pk=office.pk)
    assert (kept.phone, kept.about) == ("0800 222 2222", office.about)


def test_what_a_colleague_saved_is_not_overwritten_with_an_older_version(adviser_client, adviser):
    resource = make_resource(summary="First summary")
    versions.keep(obj=resource, by=adviser, words="It is new.")
    Resource.objects.update(summary="Second summary")
    place = f"{address(resource, 'change')}?version={versions.of(resource).get().pk}"
    form = adviser_client.get(place)
    Resource.objects.update(summary="A colleague's summary")
    answer = adviser_client.post(place, sent(form) | {"_opened": form.context["token"]})
    assert answer.status_code == 409
    assert "A colleague's summary" in words(answer)
    assert Resource.objects.get().summary == "A colleague's summary"


def test_an_editor_changes_no_published_word_through_its_draft(editor_client, adviser):
    row = Synonym.objects.create(term="zymurgy", kind="meaning", expands_to="brewing")
    versions.keep(obj=row, by=adviser, words="A draft.")
    Synonym.objects.update(published=True)
    place = f"{reverse('admin:guidance_synonym_change', args=[row.pk])}?version={versions.of(row).get().pk}"
    data = {"term": "zymurgy", "kind": "meaning", "expands_to": "beer", "phrasings": "", "destinations": ""}
    assert editor_client.post(place, data | {"explanation": ""}).status_code == 403
    row.refresh_from_db()
    assert (row.expands_to, row.published) == ("brewing", True)


def test_an_editor_takes_up_no_version_of_what_they_may_not_change(adviser_client, editor_client):
    resource = make_resource()
    write(adviser_client, resource, title="New title")
    version = versions.of(resource).last()
    assert editor_client.get(address(resource, "versions")).status_code == 200
    assert "Open this version" not in words(compare(editor_client, resource, version, version))
    assert editor_client.post(address(resource, "compare"), {"version": version.pk}).status_code == 403


def test_a_page_of_versions_has_fifty(adviser_client, adviser, django_assert_max_num_queries):
    page = make_page()
    for number in range(52):
        versions.keep(obj=page, by=adviser, words=f"Change {number}.")
    with django_assert_max_num_queries(10):
        first = words(adviser_client.get(address(page, "versions")))
    assert "Change 51." in first
    assert "Change 1." not in first
    assert "Change 1." in words(adviser_client.get(address(page, "versions"), {"page": "2"}))


def test_a_deleted_draft_comes_back_with_its_lists_and_its_number(editor_client):
    page, source = make_page(title="A draft", **DRAFT), make_resource()
    page.sources.add(source)
    editor_client.post(address(page, "delete"), {"post": "yes"})
    assert not GuidancePage.objects.exists()
    place = reverse("admin:guidance_guidancepage_deleted")
    listed = editor_client.get(place)
    assert "A draft" in words(listed)
    version = listed.context["rows"][0]
    back = editor_client.post(place, {"version": version.pk}, follow=True)
    assert "is back, as a draft" in words(back)
    found = GuidancePage.objects.get(pk=page.pk)
    assert (found.title, found.status, list(found.sources.all())) == ("A draft", "draft", [source])
    again = words(editor_client.post(place, {"version": version.pk}, follow=True))
    assert "It is there already" in again


def test_a_deleted_draft_whose_address_was_taken_says_so(editor_client):
    page = make_page(slug="taken", **DRAFT)
    editor_client.post(address(page, "delete"), {"post": "yes"})
    make_page(slug="taken", **DRAFT)
    place = reverse("admin:guidance_guidancepage_deleted")
    version = editor_client.get(place).context["rows"][0]
    told = words(editor_client.post(place, {"version": version.pk}, follow=True))
    assert "Nothing was done" in told
    assert GuidancePage.objects.count() == 1


def test_after_thirty_days_a_deleted_draft_is_not_offered(editor_client):
    page = make_page(**DRAFT)
    editor_client.post(address(page, "delete"), {"post": "yes"})
    Kept.objects.update(date_created=timezone.now() - timedelta(days=31))
    assert not editor_client.get(reverse("admin:guidance_guidancepage_deleted")).context["rows"]


def test_a_deleted_helpline_comes_back_with_its_hours(editor_client):
    helpline = make_helpline(**DRAFT)
    write(editor_client, helpline, **weekly(("phone", ["0"], "9am", "5pm")))
    editor_client.post(address(helpline, "delete"), {"post": "yes"})
    place = reverse("admin:guidance_helpline_deleted")
    version = editor_client.get(place).context["rows"][0]
    editor_client.post(place, {"version": version.pk})
    assert str(Helpline.objects.get(pk=helpline.pk).periods.get()) == "Monday 09:00-17:00"


@pytest.mark.parametrize("action", ["delete", "delete_selected"])
def test_a_deleted_word_comes_back_as_a_draft(adviser_client, editor_client, action):
    row = Synonym.objects.create(term="zymurgy", kind="meaning", expands_to="brewing", published=True)
    if action == "delete":
        adviser_client.post(address(row, "delete"), {"post": "yes"})
    else:
        chosen = {"action": action, "_selected_action": [row.pk], "post": "yes"}
        adviser_client.post(reverse("admin:guidance_synonym_changelist"), chosen)
    assert not Synonym.objects.exists()
    place = reverse("admin:guidance_synonym_deleted")
    editor_client.post(place, {"version": editor_client.get(place).context["rows"][0].pk})
    assert not Synonym.objects.get(term="zymurgy").published


def test_nothing_that_people_send_is_ever_kept():
    kept = {model._meta.label for model in versions.KINDS}
    assert Enquiry._meta.label not in kept
    assert {label.split(".")[0] for label in kept} == {"guidance"}


def test_visitors_see_no_versions(client, adviser_client):
    page = make_page(**DRAFT)
    write(adviser_client, page, title="New title")
    assert client.get(address(page, "versions")).status_code == 302
    assert client.get(reverse("admin:guidance_guidancepage_deleted")).status_code == 302


def test_what_is_scheduled_is_not_called_published(adviser):
    page = make_page(**DRAFT)
    moment = timezone.now().replace(hour=12, minute=0, second=0, microsecond=0) + timedelta(days=3)
    scheduling.schedule(obj=page, by=adviser, at=moment)
    assert said(page)[0] == f"Scheduled for {dated_moment_words(moment)}."
