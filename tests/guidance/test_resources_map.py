"""The map of resources: who finds what, what opens what, and where an old entry leads."""

from urllib.parse import urlsplit

import pytest
from django.core.exceptions import ValidationError

from guidance.models import ContentUse, Phase, Resource, taxonomy
from guidance.models.use import How
from guidance.services import checking
from tests.document import Document
from tests.factories import WITHDRAWN, make_page, make_resource

pytestmark = pytest.mark.usefixtures("portal")

AGES = "early-years primary secondary post-16"
OVER_18 = ["revenge-porn-helpline", "stopncii", "gordon-moody"]


def keys(client, query):
    return {row["key"] for row in client.get(f"/resources.json?{query}").json()["resources"]}


def uses(key):
    """How many places of this site cite the resource or link to its page."""
    resource = Resource.objects.get(slug=key)
    targets = [f"resource:{resource.pk}", resource.get_absolute_url()]
    return ContentUse.objects.filter(target__in=targets, how__in=[How.CITES, How.LINKS]).count()


def phases(words):
    return list(Phase.objects.filter(slug__in=words.split()))


def entry(client, slug):
    """The list entry of one resource: a list of it alone."""
    resource = Resource.objects.get(slug=slug)
    html = client.get("/resources/", {"q": resource.title}).content.decode()
    (start,) = [part for part in html.split("<li>\n  <h2>")[1:] if resource.get_absolute_url() in part]
    return start


# Who finds what


def test_help_for_under_18s_is_found_for_sixth_forms_and_colleges(client):
    found = keys(client, "phase=post-16")
    assert {"report-remove", "childline", "nspcc-helpline", "csa-centre", "mobile-phones"} <= found
    assert "report-remove" in keys(client, "phase=post-16&risk=conduct")


def test_help_in_a_contact_case_is_found_for_pupils_with_send(client):
    named = {"prevent-duty", "act-early", "fmse-alert", "take-it-down", "shore", "report-remove"}
    assert named <= keys(client, "need=send&risk=contact")


def test_a_service_for_adults_says_so():
    for resource in Resource.objects.filter(slug__in=OVER_18):
        assert "18 and over" in f"{resource.title} {resource.summary}", resource.slug


def test_no_overview_is_marked_statutory():
    assert not Resource.objects.get(slug="kcsie-part-one-overview").statutory


# SEND is a need, not an age


def test_send_given_as_a_phase_is_read_as_a_need(client):
    assert keys(client, "phase=send&risk=contact") == keys(client, "need=send&risk=contact")
    html = client.get("/resources/?phase=send&phase=primary").content.decode()
    assert "Need: <span>Special educational needs and disabilities (SEND)</span>" in html
    assert "Phase: <span>Primary</span>" in html


def test_a_need_narrows_ages_instead_of_widening_them(client):
    both, primary = keys(client, "phase=send&phase=primary"), keys(client, "phase=primary")
    assert both == keys(client, "need=send") & primary
    assert both < primary


def test_search_reads_send_as_a_need_as_well(client):
    def found(query):
        return [hit["page"] for hit in client.get(f"/search.json?q=autism&{query}").json()["results"]]

    assert found("phase=send") == found("need=send") != []
    research = "/resources/ofcom-children-media/"
    for query, there in (("", True), ("&phase=secondary", True), ("&need=send", False)):
        hits = client.get(f"/search.json?q=Children's media use and attitudes{query}").json()["results"]
        assert any(hit["page"].endswith(research) for hit in hits) is there, query
    assert client.get("/search/?q=autism&phase=send").status_code == 200


def test_the_json_still_gives_send_among_the_phases(client):
    (row,) = [row for row in client.get("/resources.json").json()["resources"] if row["key"] == "kcsie"]
    assert set(row["phases"]) == {*AGES.split(), "send"}


@pytest.mark.parametrize(
    ("slugs", "said"),
    [
        ("", ""),
        ("primary", "Phases: Primary. "),
        ("primary secondary", "Phases: Primary, secondary. "),
        (AGES, "All phases. "),
        (f"{AGES} send", "All phases. With special educational needs and disabilities (SEND). "),
        ("primary send", "Phases: Primary. With special educational needs and disabilities (SEND). "),
    ],
)
def test_all_phases_are_called_that(slugs, said):
    assert taxonomy.describe(phases(slugs)) == said


# What opens what


def test_the_title_in_a_list_opens_the_document_and_details_our_record(client):
    page = Document(client.get("/resources/").content.decode())
    (title,) = [link for link in page.links if link.text == "Keeping children safe in education"]
    assert title.attributes["href"] == Resource.objects.get(slug="kcsie").url
    assert title.attributes["rel"] == "external"
    (details,) = [link for link in page.links if link.attributes["href"] == "/resources/kcsie/"]
    assert details.text == "Details: Keeping children safe in education"


def test_the_title_of_what_has_no_address_opens_our_record(client):
    html = entry(client, "kent-medway-cse-toolkit")
    assert html.startswith('<a href="/resources/kent-medway-cse-toolkit/"')
    assert "Details" not in html
    assert "On KSCMP’s site, kscmp.org.uk, look for" in html


def test_the_title_of_a_source_opens_the_document(client):
    page = make_page()
    page.sources.add(Resource.objects.get(slug="nspcc-pants"))
    html = client.get(page.get_absolute_url()).content.decode()
    assert '<a href="https://learning.nspcc.org.uk/" rel="external"' in html
    assert "look for “PANTS”." in html
    (details,) = [
        link for link in Document(html).links if link.attributes["href"] == "/resources/nspcc-pants/"
    ]
    assert details.text == "Details: PANTS (the underwear rule)"


def test_a_document_behind_a_home_page_says_what_to_look_for(client):
    assert "look for “PANTS”." in client.get("/resources/nspcc-pants/").content.decode()
    assert "look for “PANTS”." in entry(client, "nspcc-pants")


def test_every_public_entry_has_an_address_or_says_where_to_look():
    lost = Resource.objects.published().filter(url="", look_for="")
    assert list(lost.values_list("slug", flat=True)) == []


def test_no_two_documents_open_one_address_without_saying_which():
    addresses: dict[str, list[Resource]] = {}
    for resource in Resource.objects.published().exclude(url="").filter(helpline=None):
        addresses.setdefault(resource.url, []).append(resource)
    doubles = [
        [resource.slug for resource in rows if not resource.look_for]
        for rows in addresses.values()
        if len(rows) > 1
    ]
    assert [slugs for slugs in doubles if len(slugs) > 1] == []


def test_no_address_is_http_where_its_host_answers_on_https():
    rows = Resource.objects.exclude(url="").values_list("slug", "url")
    secure = {urlsplit(url).hostname for _, url in rows if url.startswith("https:")}
    plain = [(slug, url) for slug, url in rows if url.startswith("http:")]
    assert [slug for slug, url in plain if (urlsplit(url).hostname or "") in secure] == []


# The words on the pages


def test_what_a_missing_day_of_checking_means_is_said_once_on_a_list(client):
    html = client.get("/resources/").content.decode()
    assert html.count("No adviser has checked these yet, unless a date is shown.") == 1
    assert "Checked " not in html


def test_an_entry_that_is_checked_says_when(client, adviser):
    resource = Resource.objects.get(slug="kcsie")
    checking.mark_checked(obj=resource, by=adviser)
    resource.refresh_from_db()
    assert f"Checked {resource.checked_on.day} " in entry(client, "kcsie")


def test_kcsie_speaks_in_the_words_of_readers(client):
    html = client.get("/resources/kcsie/").content.decode()
    assert "Now includes" in html
    assert "Edition of September 2026." in html
    assert "All phases." in html
    for label in ("Formerly", "Latest edition or copy seen", "Section", "Phase:"):
        assert label not in html


def test_what_binds_by_its_own_words_is_not_called_something_to_have_regard_to(client):
    """Providers must meet the early years framework, and an Act is law."""
    early_years = Document.of(client.get("/resources/eyfs-framework/")).main
    assert "must do what it says they “must”, and have regard to the rest" in early_years
    act = Document.of(client.get("/resources/cwsa-2026-s36/")).main
    assert "It is law: those it names must keep to it." in act
    assert "have regard to the rest" not in act


def test_statutory_documents_come_first(client):
    rows = client.get("/resources.json").json()["resources"]
    statutory = [row["statutory"] for row in rows]
    assert statutory == sorted(statutory, reverse=True)
    assert rows[0]["key"] == "kcsie"
    unused = [row for row in rows if not (row["statutory"] or uses(row["key"]))]
    assert rows[-len(unused) :] == unused, "what our pages use comes before what they do not"
    titles = [row["title"].lower() for row in unused]
    assert titles == sorted(titles)


@pytest.mark.parametrize("is_statutory", [True, False])
def test_among_equals_what_our_pages_use_most_comes_first(client, is_statutory):
    rows = client.get("/resources.json").json()["resources"]
    used = [uses(row["key"]) for row in rows if row["statutory"] is is_statutory]
    assert used == sorted(used, reverse=True)
    assert used[0] > used[-1]


def test_no_filter_is_an_organisation_chart(client):
    assert "Section" not in client.get("/resources/").content.decode()
    assert keys(client, "section=kscmp")


def test_what_is_left_of_a_bad_filter_can_be_kept(client):
    html = client.get("/resources/?risk=nonsense&phase=primary").content.decode()
    assert "We have no risk area called “nonsense”." in html
    assert '<a href="?phase=primary">Go on without it</a>' in html


# Where an old entry leads


def test_every_closed_entry_leads_to_what_is_used_now(client):
    closed = Resource.objects.withdrawn()
    for resource in closed.exclude(replaced_by=""):
        assert client.get(resource.replaced_by).status_code == 200, resource.slug
        assert resource.successor is None, resource.slug
    nowhere = closed.filter(replaced_by="", successor=None)
    assert list(nowhere.values_list("slug", flat=True)) == ["closed-disrespect-nobody"]


def test_the_address_of_an_old_template_opens_our_policy_in_one_step(client):
    response = client.get("/resources/aup-templates/")
    assert response.status_code == 410
    links = {link.text: link.attributes["href"] for link in Document(response.content.decode()).links}
    assert links["Open the page that replaces it"] == "/policies/acceptable-use/"


def test_nothing_public_sends_readers_to_lesas_for_what_is_its_own():
    for resource in Resource.objects.published():
        assert "ask lesas" not in resource.summary.lower(), resource.slug


def test_only_a_page_of_this_site_can_replace_an_entry():
    for address in ("https://example.org/", "//example.org/", "policies/"):
        with pytest.raises(ValidationError):
            make_resource(**WITHDRAWN, replaced_by=address).full_clean()
    make_resource(**WITHDRAWN, replaced_by="/policies/").clean_fields()
