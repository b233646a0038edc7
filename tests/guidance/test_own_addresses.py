"""Addresses of this site that advisers type: only of pages that readers get, however they were copied."""

import pytest
from django.urls import reverse

from guidance.fixture_reader import FixtureError
from guidance.loading import synonyms
from guidance.models import Synonym, Update
from guidance.services import own_pages
from tests import admin_forms
from tests.factories import make_page, make_update


def make_synonym(**fields):
    return Synonym.objects.create(**{"kind": "meaning", "expands_to": "phones", "published": True, **fields})


NO_PAGE = [
    "javascript:alert(1)",
    "//evil.example/",
    "/\\evil.example/",
    "https://evil.example/guidance/",
    "/no-such-page/",
    "/guidance/no-such-page/",
    "/admin/",
    "/updates/feed/no-such-area/",
]


@pytest.fixture(autouse=True)
def own_address(settings):
    settings.SITE_URL = "https://portal.example"


def update_with(client, link):
    row = make_update()
    url = reverse("admin:guidance_update_change", args=[row.pk])
    answer = client.post(url, admin_forms.opened(client, url, link=link))
    row.refresh_from_db()
    return answer, row


@pytest.mark.parametrize("link", NO_PAGE)
def test_an_update_refuses_what_is_no_page_of_this_site(link, adviser_client):
    answer, row = update_with(adviser_client, link)
    assert answer.status_code == 200
    assert "from your browser" in str(answer.context["adminform"].form.errors["link"])
    assert row.link == ""


def test_an_update_takes_a_page_and_the_path_of_a_full_address(adviser_client):
    page = make_page()
    for link in (page.get_absolute_url(), f"https://portal.example{page.get_absolute_url()}"):
        assert update_with(adviser_client, link)[1].link == page.get_absolute_url()
    assert update_with(adviser_client, "/resources/?statutory=yes")[1].link == "/resources/?statutory=yes"


def test_a_draft_is_no_page_yet(db):
    assert not own_pages.is_page(make_page(status="draft", publish_at=None).get_absolute_url())


def test_a_public_page_is_one_with_and_without_its_last_stroke(db):
    path = make_page().get_absolute_url()
    assert own_pages.is_page(path)
    assert own_pages.is_page(path.rstrip("/"))
    assert own_pages.is_page(f"{path}#part")


def test_every_shipped_address_leads_to_a_page(content):
    links = [*Update.objects.exclude(link="").values_list("link", flat=True)]
    links += [address for row in Synonym.objects.all() for address in row.addresses]
    assert len(links) > 200
    assert [link for link in links if not own_pages.is_page(link)] == []


def synonym_form(client, row, **fields):
    url = reverse("admin:guidance_synonym_change", args=[row.pk])
    return client.post(url, admin_forms.opened(client, url, **fields))


def test_a_search_word_takes_addresses_as_the_browser_shows_them(adviser_client):
    row, page = make_synonym(term="mobiles"), make_page()
    pasted = f"https://portal.example{page.get_absolute_url()}\r\n/resources/?statutory=yes"
    assert synonym_form(adviser_client, row, destinations=pasted).status_code == 302
    row.refresh_from_db()
    assert row.addresses == [page.get_absolute_url(), "/resources/?statutory=yes"]


def test_a_word_that_stands_elsewhere_is_refused_with_the_way_there(adviser_client):
    other, row = make_synonym(term="isis"), make_synonym(term="mobiles")
    answer = synonym_form(adviser_client, row, phrasings="isi")
    url = reverse("admin:guidance_synonym_change", args=[other.pk])
    assert f'<a href="{url}">open “isis”</a>' in answer.content.decode()


def test_a_word_that_stands_twice_already_can_still_be_hidden(adviser_client):
    make_synonym(term="isis")
    row = make_synonym(term="isi", destinations="/gone/")
    assert synonym_form(adviser_client, row, hidden="on").status_code == 302
    row.refresh_from_db()
    assert row.hidden


def test_files_in_which_a_word_stands_twice_are_refused(db, tmp_path):
    folder = tmp_path / "synonyms"
    folder.mkdir()
    words = '["isi"]\nexpands_to = ["a"]\n\n["terror"]\nphrasings = ["isis"]\nexpands_to = ["b"]\n'
    (folder / "meaning.toml").write_text(words)
    with pytest.raises(FixtureError, match="stands under “isi” already"):
        synonyms.load(tmp_path)
