"""What lists and forms of the admin show of themselves: how they are sorted, yes and no, where to begin."""

import pytest
from django.urls import reverse

from guidance.models import GuidancePage, Handout, Resource, Revision, Synonym
from tests.document import Document
from tests.factories import make_handout, make_page, make_resource

pytestmark = pytest.mark.django_db


def marked(client, model, query: str = "") -> list[str]:
    """The heads of the columns that are marked as what the list is sorted by."""
    address = reverse(f"admin:guidance_{model._meta.model_name}_changelist")
    page = Document.of(client.get(address + query))
    return [
        head.attributes["class"]
        for head in page.all("th")
        if "sorted" in head.attributes.get("class", "").split()
    ]


def test_a_list_that_follows_a_place_that_no_column_shows_marks_no_column(adviser_client):
    make_page()
    make_handout()
    assert marked(adviser_client, GuidancePage) == []
    assert marked(adviser_client, Handout) == []


def test_a_list_that_follows_its_titles_says_so_and_so_does_one_that_was_sorted_by_hand(adviser_client):
    make_resource()
    make_page()
    assert len(marked(adviser_client, Resource)) == 1
    assert len(marked(adviser_client, GuidancePage, "?o=1")) == 1


def test_the_history_of_a_page_says_in_words_whether_readers_were_told(adviser_client, adviser):
    page = make_page()
    for notable in (True, False):
        Revision.objects.create(content_object=page, at=page.publish_at, note="It changed.", notable=notable)
    form = adviser_client.get(reverse("admin:guidance_guidancepage_change", args=[page.pk])).content.decode()
    history = form.partition('id="guidance-revision-content_type-object_id-group"')[2]
    assert "Readers told" in history
    assert "icon-no" not in history
    assert "icon-yes" not in history


def test_an_empty_form_begins_with_its_first_box_and_a_full_one_with_saving(adviser_client):
    """Django's script gives the focus to the first that can have it, and Enter would press it."""
    new = Document.of(adviser_client.get(reverse("admin:guidance_update_add")))
    old = Document.of(
        adviser_client.get(reverse("admin:guidance_resource_change", args=[make_resource().pk]))
    )
    first = [
        next(box for box in page.select("#content-main form input") if box.attributes["type"] != "hidden")
        for page in (new, old)
    ]
    assert [box.attributes["name"] for box in first] == ["title", "_save"]


def test_dates_that_a_form_only_shows_have_no_help_to_fill_them_in(adviser_client):
    form = adviser_client.get(
        reverse("admin:guidance_guidancepage_change", args=[make_page().pk])
    ).content.decode()
    assert "Public until" in form
    assert "Leave empty to keep it" not in form


def test_an_empty_list_says_so_and_leads_back_from_what_was_chosen(adviser_client):
    address = reverse("admin:guidance_workingcopy_changelist")
    assert "There is nothing here now." in Document.of(adviser_client.get(address)).text
    page = Document.of(adviser_client.get(reverse("admin:guidance_resource_changelist"), {"q": "zorbing"}))
    assert "Nothing matches what you chose." in page.text
    assert page.select(".nothing a")[0].attributes["href"] == "?"


def test_who_may_only_look_is_not_told_how_to_fill_it_in(adviser_client, editor_client):
    word = Synonym.objects.create(term="zorbing", kind="meaning", expands_to="balls", published=True)
    address = reverse("admin:guidance_synonym_change", args=[word.pk])
    assert "Tick it when what it finds is right." in adviser_client.get(address).content.decode()
    assert "Tick it when what it finds is right." not in editor_client.get(address).content.decode()
