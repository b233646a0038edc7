"""What search reads follows what the public may read, in the same transaction."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from guidance import search
from guidance.models import Publishable, SearchDocument
from guidance.search import engine, fulltext, held_documents, typed, vocabulary
from guidance.services import editing, publishing, scheduling, search_clock
from tests.factories import LONG_AGO, make_handout, make_helpline, make_page, make_resource, make_service

pytestmark = pytest.mark.django_db


def urls(words: str, **options) -> list[str]:
    return [hit.url for hit in search.find(words, **options).hits]


@pytest.fixture
def draft():
    """A draft about a word that stands nowhere else."""
    return make_page(status="draft", publish_at=None, title="Zorbing safely", slug="zorbing")


def test_a_draft_is_not_found(draft):
    search.refresh(draft)
    assert urls("zorbing") == []


def test_a_page_is_found_as_soon_as_it_is_published(draft, adviser):
    publishing.publish(obj=draft, by=adviser)
    assert urls("zorbing") == ["/guidance/zorbing/"]


def test_a_scheduled_page_is_found_from_its_hour(draft, adviser):
    tomorrow = timezone.now() + timedelta(days=1)
    scheduling.schedule(obj=draft, by=adviser, at=tomorrow)
    assert urls("zorbing") == []
    assert urls("zorbing", at=tomorrow + timedelta(minutes=1)) == ["/guidance/zorbing/"]


def test_a_page_that_ends_by_itself_is_not_found_after_its_hour(draft, adviser):
    draft.status, draft.publish_at, draft.first_public_at = "published", LONG_AGO, LONG_AGO
    draft.withdraw_at = timezone.now() + timedelta(hours=1)
    draft.save()
    editing.update_derived(draft)
    assert urls("zorbing") == ["/guidance/zorbing/"]
    assert urls("zorbing", at=timezone.now() + timedelta(hours=2)) == []


def test_a_title_is_offered_while_its_page_is_public(draft, adviser):
    opens, ends = timezone.now() + timedelta(days=1), timezone.now() + timedelta(days=2)
    scheduling.schedule(obj=draft, by=adviser, at=opens)
    scheduling.set_end(obj=draft, by=adviser, until=ends)
    moments = (opens - timedelta(minutes=1), opens, ends)
    assert [draft.title in search.find("x", at=at).titles for at in moments] == [False, True, False]


def test_a_withdrawn_page_is_not_found_and_its_names_lead_to_its_successor(draft, adviser):
    newer = make_page(title="Rolling balls", slug="rolling")
    draft.keywords = "hamster ball"
    draft.save()
    publishing.publish(obj=draft, by=adviser)
    publishing.withdraw(obj=draft, by=adviser, reason="It was merged.", successor=newer)
    assert urls("zorbing") == ["/guidance/rolling/"]
    assert urls("hamster ball") == ["/guidance/rolling/"]


def test_a_page_that_comes_back_takes_its_names_back(draft, adviser):
    newer = make_page(title="Rolling balls", slug="rolling")
    publishing.publish(obj=draft, by=adviser)
    publishing.withdraw(obj=draft, by=adviser, reason="It was merged.", successor=newer)
    publishing.publish(obj=draft, by=adviser)
    assert urls("zorbing") == ["/guidance/zorbing/"]


def test_an_edit_is_found_and_the_old_words_are_not(draft, adviser):
    publishing.publish(obj=draft, by=adviser)
    draft.title = "Kite flying"
    draft.save()
    publishing.note_change(obj=draft, by=adviser, note="Renamed.")
    assert urls("kite") == ["/guidance/zorbing/"]
    assert urls("zorbing") == []


def test_an_edit_that_is_rolled_back_leaves_search_as_it_was(draft, adviser):
    publishing.publish(obj=draft, by=adviser)
    with transaction.atomic():
        publishing.withdraw(obj=draft, by=adviser, reason="A mistake.")
        transaction.set_rollback(True)
    assert urls("zorbing") == ["/guidance/zorbing/"]


def test_a_result_leads_to_the_part_of_the_page_that_answers(adviser):
    draft = make_page(title="Balls", body="## Size\n\nLarge.\n\n## Zorbing rules\n\nWear a helmet.")
    search.refresh(draft)
    (hit,) = search.find("zorbing").hits
    assert hit.part_url == f"{draft.get_absolute_url()}#zorbing-rules"
    assert "".join(piece.text for piece in hit.part_title) == "Zorbing rules"


def test_a_helpline_and_its_inventory_entry_are_found_once():
    helpline = make_helpline(slug="zorb-line", title="Zorb line", phone="0800 000 000", phone_confirmed=True)
    resource = make_resource(slug="zorb-line", title="Zorb line")
    for obj in (helpline, resource):
        search.refresh(obj)
    (hit,) = search.find("zorb").hits
    assert (hit.url, hit.kind, hit.phone) == ("/resources/zorb-line/", "helpline", "0800 000 000")


def test_a_helpline_whose_entry_ends_by_the_clock_is_found_itself(adviser, freeze):
    helpline = make_helpline(slug="zorb-line", title="Zorb line")
    resource = make_resource(slug="zorb-line", title="Zorb line")
    search.refresh(resource)
    search_clock.follow()
    ends = timezone.now() + timedelta(hours=1)
    scheduling.set_end(obj=resource, by=adviser, until=ends)
    assert urls("zorb") == [resource.get_absolute_url()]
    freeze(ends)
    search_clock.follow()
    assert urls("zorb") == [helpline.get_absolute_url()]


def test_a_helpline_that_ends_by_the_clock_takes_its_number_along(adviser, freeze):
    helpline = make_helpline(slug="zorb-line", title="Zorb line", phone="0800 000 000", phone_confirmed=True)
    search.refresh(make_resource(slug="zorb-line", title="Zorb line"))
    search_clock.follow()
    ends = timezone.now() + timedelta(hours=1)
    scheduling.set_end(obj=helpline, by=adviser, until=ends)
    freeze(ends)
    search_clock.follow()
    (hit,) = search.find("zorb").hits
    assert (hit.url, hit.phone) == ("/resources/zorb-line/", "")


def test_while_nothing_turns_search_is_not_looked_at(django_assert_num_queries):
    make_page()
    search_clock.follow()
    kinds = sum(issubclass(model, Publishable) for model in apps.get_app_config("guidance").get_models())
    with django_assert_num_queries(1 + kinds) as asked:
        search_clock.follow()
    assert all(query["sql"].startswith("SELECT") for query in asked.captured_queries)


def test_search_follows_the_clock_among_the_chores_of_the_worker():
    assert "guidance.services.search_clock.renew" in settings.MAIL_CHORES


def test_a_number_that_nobody_confirmed_is_not_shown():
    search.refresh(make_helpline(title="Zorb line", phone="0800 000 000", phone_confirmed=False))
    assert search.find("zorb").hits[0].phone == ""


def test_when_the_entry_is_withdrawn_the_helpline_itself_is_found(adviser):
    helpline = make_helpline(slug="zorb-line", title="Zorb line")
    resource = make_resource(slug="zorb-line", title="Zorb line")
    search.refresh(resource)
    publishing.withdraw(obj=resource, by=adviser, reason="It is only a helpline now.")
    assert urls("zorb") == [helpline.get_absolute_url()]


def test_a_service_and_its_inventory_entry_are_found_once():
    for obj in (
        make_service(slug="zorb-day", title="Zorb day"),
        make_resource(slug="zorb-day", title="Zorb day"),
    ):
        search.refresh(obj)
    assert urls("zorb") == ["/training/zorb-day/"]


def test_a_service_that_came_after_its_inventory_entry_is_found_once(adviser):
    search.refresh(make_resource(slug="zorb-day", title="Zorb day"))
    draft = make_service(slug="zorb-day", title="Zorb day", status="draft", publish_at=None)
    publishing.publish(obj=draft, by=adviser)
    assert urls("zorb") == ["/training/zorb-day/"]


def test_every_kind_of_thing_has_its_kind():
    search.refresh(make_handout(title="Zorbing at home"))
    assert search.find("zorbing").hits[0].kind == SearchDocument.Kind.PARENTS


def test_a_rebuild_finds_the_same(content):
    before = {row.url: row.stems for row in SearchDocument.objects.all()}
    call_command("rebuild_search", verbosity=0)
    assert {row.url: row.stems for row in SearchDocument.objects.all()} == before


@pytest.mark.usefixtures("portal")
def test_an_index_too_large_to_be_held_finds_and_shows_the_same(monkeypatch):
    words = ("online bullying", "what filtering and monitoring do we need", "sexting")
    held = [search.find(one).hits for one in words]
    assert all(any(hit.part_url for hit in hits) for hits in held)
    monkeypatch.setattr(held_documents, "MOST_HELD", 500)
    vocabulary.mark_changed()
    assert [search.find(one).hits for one in words] == held
    assert not vocabulary.current().held._held()


def test_likely_matches_come_first_whatever_their_numbers():
    mentioned = make_page(title="Kites", slug="kites", body="Like zorbing.")
    named = make_page(title="Zorbing", slug="zorbing")
    search.rebuild()
    known = vocabulary.current()
    query, _ = engine._query(typed.read("zorbing"), ["zorbing"], known)
    found = known.held.whole(fulltext.matches(query))
    assert [one.url for one in found] == [named.get_absolute_url(), mentioned.get_absolute_url()]
