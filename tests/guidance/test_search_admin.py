"""Advisers see what people failed to find, add a synonym, see what it finds, and publish it."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from guidance import search
from guidance.models import Synonym, ZeroResultQuery
from tests.factories import make_page

pytestmark = pytest.mark.django_db

ADD = "/admin/guidance/synonym/add/"
MISSED = "/admin/guidance/zeroresultquery/"


@pytest.fixture
def rolling():
    """A public page."""
    obj = make_page(title="Rolling balls", slug="rolling")
    search.refresh(obj)
    return obj


def word(**fields) -> dict:
    return {"term": "trampolines", "kind": "meaning", "expands_to": "rolling balls", **fields}


def urls(words: str) -> list[str]:
    return [hit.url for hit in search.find(words).hits]


def miss(words: str, days: int) -> None:
    """Let a search find nothing on so many days, each time from another network (a mark may be the same)."""
    for day in range(days):
        for number in range(4):
            on = date(2026, 11, 23) + timedelta(days=day)
            search.count_zero_results(words, on=on, address=f"10.{day}.{number}.1")


def test_the_list_shows_what_was_typed_on_three_days_and_leads_to_a_new_word(adviser_client, rolling):
    miss("trampolines", 3)
    miss("kites", 2)
    miss("aoife thompsett", 3)
    html = adviser_client.get(MISSED).content.decode()
    assert "trampolines" in html
    assert "kites" not in html
    assert "thompsett" not in html
    assert html.count("Add a synonym<") == 1, "none for other words, which are only counted"
    assert search.OTHER_WORDS in html
    assert f'href="{ADD}?term=trampolines"' in html
    form = adviser_client.get(f"{ADD}?term=trampolines").context["adminform"].form
    assert form.get_initial_for_field(form.fields["term"], "term") == "trampolines"


def test_a_word_shows_what_it_would_find_before_search_follows_it(adviser_client, rolling):
    response = adviser_client.post(ADD, word(_continue="1"), follow=True)
    assert 'href="/guidance/rolling/"' in response.content.decode()
    assert urls("trampolines") == []


def test_a_published_word_is_followed_at_once_and_leaves_the_list(adviser_client, rolling):
    miss("trampolines", 3)
    adviser_client.post(ADD, word(published="on"))
    assert urls("trampolines") == ["/guidance/rolling/"]
    assert not ZeroResultQuery.objects.exists()


def test_a_word_leads_to_the_page_that_advisers_chose(adviser_client, rolling):
    other = make_page(title="Kites", slug="kites", body="## Rolling balls")
    search.refresh(other)
    adviser_client.post(ADD, word(destinations="/guidance/kites/", published="on"))
    assert urls("trampolines")[0] == "/guidance/kites/"


def test_an_old_name_explains_itself_to_readers(client, adviser_client, rolling):
    note = "Zorbing is now called rolling balls."
    adviser_client.post(ADD, word(kind="retired", explanation=note, published="on"))
    assert note in client.get("/search/?q=trampolines").content.decode()


def test_a_deleted_word_is_forgotten_at_once(adviser_client, rolling):
    adviser_client.post(ADD, word(published="on"))
    row = Synonym.objects.get()
    adviser_client.post(reverse("admin:guidance_synonym_delete", args=[row.pk]), {"post": "yes"})
    assert urls("trampolines") == []


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"destinations": "/guidance/nowhere/"}, "destinations"),
        ({"destinations": "https://www.example.org/"}, "destinations"),
        ({"kind": "retired"}, None),
        ({"expands_to": ""}, None),
        ({"term": ""}, "term"),
    ],
)
def test_a_word_that_leads_nowhere_is_refused(adviser_client, rolling, fields, name):
    response = adviser_client.post(ADD, word(**fields))
    errors = response.context["adminform"].form.errors
    assert name in errors if name else errors
    assert not Synonym.objects.exists()


@pytest.mark.parametrize("phrasing", ["Trampolines", "trampoline"])
def test_a_phrasing_stands_in_one_row_only(adviser_client, rolling, phrasing):
    adviser_client.post(ADD, word())
    response = adviser_client.post(ADD, word(term="rolling", phrasings=phrasing))
    assert "stands under" in str(response.context["adminform"].form.errors)


def test_missed_searches_cannot_be_written(adviser_client):
    assert adviser_client.get(f"{MISSED}add/").status_code == 403


def test_nobody_else_sees_the_list(client):
    assert client.get(MISSED).status_code == 302


def test_an_editor_writes_words(editor_client, rolling):
    assert editor_client.post(ADD, word()).status_code == 302


def test_a_renamed_publisher_audience_or_phase_is_found_by_its_new_name(adviser):
    from guidance.models import Audience, Phase
    from guidance.services import editing
    from tests.factories import make_publisher, make_resource

    labels = [
        make_publisher(name="Wombat Trust"),
        Audience.objects.create(slug="wombats", name="Quokka keepers"),
        Phase.objects.create(slug="burrow", name="Numbat school"),
    ]
    resource = make_resource(title="A document", publisher=labels[0])
    resource.audiences.add(labels[1])
    resource.phases.add(labels[2])
    editing.update_derived(resource)
    for number, label in enumerate(labels):
        old, label.name = label.name, f"Zebrafish{number}"
        editing.save_changes(obj=label, by=adviser)
        assert [hit.url for hit in search.find(f"zebrafish{number}").hits] == [resource.get_absolute_url()]
        assert not search.find(old.split()[0].lower(), exact=True).hits
