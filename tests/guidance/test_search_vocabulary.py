"""The words that search knows: what a change to them costs, and who is named for it."""

import re
from collections import Counter
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guidance import search
from guidance.fixture_reader import FixtureError
from guidance.loading import content as loading
from guidance.loading import synonyms
from guidance.models import PolicyTemplate, Resource, SearchDocument, Synonym
from guidance.search import fulltext, vocabulary
from guidance.search.text import tokens
from guidance.services import checking, publishing
from lesas_portal.core.models import AuditEntry
from tests.factories import make_page

pytestmark = pytest.mark.django_db
WRITES = ("INSERT", "UPDATE", "DELETE")
ADD = "/admin/guidance/synonym/add/"
SEARCH_TABLES = ("guidance_search", "guidance_synonym", "guidance_vocabularyversion")


@contextmanager
def written():
    """Collect the tables that are written to, with how many statements write to each."""
    tables: Counter[str] = Counter()
    with CaptureQueriesContext(connection) as queries:
        yield tables
    for query in queries:
        verb, _, rest = query["sql"].strip().partition(" ")
        if verb in WRITES:
            tables[rest.replace("INTO ", "").replace("FROM ", "").split()[0].strip('"')] += 1


def search_tables(tables: Counter) -> set[str]:
    return {table for table in tables if table.startswith(SEARCH_TABLES)}


def urls(words: str) -> list[str]:
    return [hit.url for hit in search.find(words).hits]


def counted() -> dict[str, int]:
    """How many things hold each word, counted from their texts."""
    counts: Counter[str] = Counter()
    for row in SearchDocument.objects.filter(part=""):
        texts = (row.title, row.keywords, row.headings, row.summary, row.body)
        counts.update({word for text in texts for word in tokens(text)})
    return counts


def make_word(term: str = "zorbing", **fields) -> Synonym:
    fields = {"kind": "meaning", "expands_to": "rolling balls", "published": True, **fields}
    return Synonym(term=term, **fields)


# What a change costs


def test_a_change_that_touches_nothing_searchable_writes_nothing_for_search(portal):
    for obj in (Resource.objects.get(slug="kcsie"), PolicyTemplate.objects.first()):
        with written() as tables:
            search.refresh(obj)
        assert not tables


def test_a_policy_of_many_clauses_costs_no_query_for_each(portal, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        search.refresh(PolicyTemplate.objects.first())


def test_a_check_writes_nothing_for_search(portal, adviser):
    with written() as tables:
        checking.mark_checked(obj=Resource.objects.get(slug="kcsie"), by=adviser)
    assert search_tables(tables) == set()


def test_an_edit_rewrites_the_rows_of_that_page_only(portal, django_assert_max_num_queries):
    page = make_page(title="Zorbing safely", body="## Size\n\nLarge.")
    search.refresh(page)
    others = set(SearchDocument.objects.exclude(object_id=page.pk).values_list("pk", flat=True))
    page.title = "Kite flying"
    page.save()
    with django_assert_max_num_queries(34), written() as tables:
        search.refresh(page)
    tables.pop("guidance_searchindex", None)
    assert tables["guidance_searchword"] <= 2
    assert tables["guidance_vocabularyversion"] <= 2
    assert search_tables(tables) <= {
        "guidance_searchdocument",
        "guidance_searchword",
        "guidance_vocabularyversion",
    }
    assert others <= set(SearchDocument.objects.values_list("pk", flat=True))


def test_the_counts_of_words_follow_an_edit_as_a_rebuild_would_count_them(portal):
    page = make_page(title="Zorbing safely")
    search.refresh(page)
    assert vocabulary.current().words == counted()
    page.title = "Kite flying"
    page.save()
    search.refresh(page)
    after = vocabulary.current()
    assert "zorbing" not in after.words
    assert (after.documents, after.words) == (SearchDocument.objects.filter(part="").count(), counted())


def test_a_search_asks_for_the_words_only_after_a_change(portal):
    search.find("filtering")
    with CaptureQueriesContext(connection) as queries:
        vocabulary.current()
    assert len(queries) == 1


def test_a_word_of_absurd_length_does_not_stop_a_page_from_being_published(adviser):
    page = make_page(status="draft", publish_at=None, title="Zorbing", body="x" * 5_000)
    publishing.publish(obj=page, by=adviser)
    assert urls("zorbing") == [page.get_absolute_url()]


def test_loading_the_same_content_again_writes_nothing_for_search(portal):
    with written() as tables:
        loading.load(settings.FIXTURES_DIR)
    assert search_tables(tables) == set()


def test_loading_fills_an_index_that_is_empty(loaded, fixtures):
    words_before = vocabulary.current().words
    assert words_before
    fulltext.delete(SearchDocument.objects.all())
    loading.load(fixtures)
    assert vocabulary.current().words == words_before


def test_loading_adds_the_fixed_pages_that_the_index_lacks(loaded, fixtures):
    fulltext.delete(SearchDocument.objects.filter(url="/cookies/"))
    loading.load(fixtures)
    assert SearchDocument.objects.filter(url="/cookies/").exists()


@pytest.mark.parametrize("url", ["/front-door/", "/helplines/", "/cookies/"])
def test_loading_brings_every_fixed_page_up_to_date(loaded, fixtures, url):
    older = SearchDocument.objects.filter(url=url)
    assert older.update(summary="As an older version had it.") == 1
    loading.load(fixtures)
    assert older.get().summary != "As an older version had it."


def test_a_change_that_is_undone_leaves_no_word_behind(adviser):
    make_page(title="Rolling balls")
    search.rebuild()
    for term in ("zorbing", "hamsterball"):
        with transaction.atomic():
            search.save_synonym(row=make_word(term), by=adviser)
            assert urls(term)
            transaction.set_rollback(True)
        assert urls(term) == []


# Synonyms


def test_saving_a_search_word_writes_its_own_row_only(portal, adviser):
    row = make_word()
    with written() as tables:
        search.save_synonym(row=row, by=adviser)
    assert search_tables(tables) == {"guidance_synonym", "guidance_vocabularyversion"}


def test_two_people_who_edit_different_fields_of_a_word_keep_both_edits(adviser):
    search.save_synonym(row=make_word(), by=adviser)
    mine, theirs = (Synonym.objects.get(term="zorbing") for _ in range(2))
    theirs.phrasings = "hamster ball"
    search.save_synonym(row=theirs, by=adviser, fields=["phrasings"])
    mine.expands_to = "kites"
    search.save_synonym(row=mine, by=adviser, fields=["expands_to"])
    row = Synonym.objects.get(term="zorbing")
    assert (row.phrasings, row.expands_to) == ("hamster ball", "kites")


def test_who_saved_and_who_deleted_a_search_word_is_noted_once(adviser_client, adviser):
    data = {"term": "zorbing", "kind": "meaning", "expands_to": "rolling balls"}
    adviser_client.post(ADD, data)
    row = Synonym.objects.get(term="zorbing")
    change = reverse("admin:guidance_synonym_change", args=[row.pk])
    adviser_client.post(change, {**data, "published": "on"})
    adviser_client.post(reverse("admin:guidance_synonym_delete", args=[row.pk]), {"post": "yes"})
    entries = AuditEntry.objects.filter(object_type="guidance.synonym", object_id=str(row.pk))
    assert list(entries.order_by("pk").values_list("action", "user")) == [
        ("save synonym", adviser.pk),
        ("save synonym", adviser.pk),
        ("delete synonym", adviser.pk),
    ]


def test_search_words_deleted_from_the_list_are_noted(adviser_client, adviser):
    rows = [make_word(term) for term in ("zorbing", "hamsterball")]
    for row in rows:
        search.save_synonym(row=row, by="a test")
    chosen = [row.pk for row in rows]
    data = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    adviser_client.post("/admin/guidance/synonym/", data)
    entries = AuditEntry.objects.filter(user=adviser).values_list("action", "object_id")
    assert sorted(entries) == [("delete synonym", str(pk)) for pk in sorted(chosen)]
    assert urls("zorbing") == []


def test_the_loader_is_named_for_the_search_words_that_it_writes(portal):
    entries = AuditEntry.objects.filter(action="save synonym", actor="load_content")
    assert entries.count() == Synonym.objects.count() > 0


# The words in fixtures/synonyms/


@pytest.fixture
def load_word(tmp_path):
    """Load a synonym from a folder of its own."""
    folder = tmp_path / "synonyms"
    folder.mkdir()

    def load(text: str) -> None:
        (folder / "meaning.toml").write_text(text, encoding="utf-8")
        synonyms.load(tmp_path)

    return load


def test_a_changed_word_of_the_fixture_reaches_a_row_that_nobody_edited(load_word):
    load_word('["zorbing"]\nexpands_to = ["rolling balls"]')
    load_word('["zorbing"]\nexpands_to = ["kites"]\nphrasings = ["hamster ball"]')
    row = Synonym.objects.get(term="zorbing")
    assert (row.kind, row.expands_to, row.phrasings) == ("meaning", "kites", "hamster ball")


def test_an_edit_of_a_word_survives_a_changed_fixture(load_word, adviser):
    load_word('["zorbing"]\nexpands_to = ["rolling balls"]')
    row = Synonym.objects.get(term="zorbing")
    row.expands_to = "spheres"
    search.save_synonym(row=row, by=adviser, fields=["expands_to"])
    load_word('["zorbing"]\nexpands_to = ["kites"]')
    assert Synonym.objects.get(term="zorbing").expands_to == "spheres"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('["zorbing"]\nexpand_to = ["kites"]', "synonyms/meaning.toml (zorbing): expand_to"),
        ('["zorbing"]\nphrasings = ["kites"]', "Give a term to search for as well"),
        ('zorbing = "kites"', "must stand below the name"),
    ],
)
def test_a_word_that_cannot_be_loaded_is_named(load_word, text, says):
    with pytest.raises(FixtureError, match=re.escape(says)):
        load_word(text)
