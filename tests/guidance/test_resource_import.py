"""Resources to and from a CSV file: a report of every row first, then all rows or none."""

import csv
import io

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from guidance.models import Audience, Resource
from guidance.services import versions
from lesas_portal.core.models import AuditEntry
from tests.document import Document
from tests.factories import make_publisher, make_resource, make_risk_area

pytestmark = pytest.mark.django_db
DRAFT = {"status": "draft", "publish_at": None}
FORMULAE = ["=1+1", "+1", "-1", "@SUM(A1)", "\u200b=1+1", "\u2060+1", "＝1"]


def exported(client, query: str = "") -> list[dict[str, str]]:
    answer = client.get(reverse("admin:guidance_resource_export") + query)
    assert answer.status_code == 200
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def as_file(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, rows[0].keys())
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def sent(client, text: str | bytes) -> Document:
    """The page after a file was sent."""
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile("resources.csv", content, "text/csv")
    answer = client.post(reverse("admin:guidance_resource_import"), {"file": file})
    assert answer.status_code == 200
    return Document.of(answer)


def confirmed(client, page: Document) -> str:
    """Press the button below the report; return what the next page says."""
    data = {"signed": page.hidden["signed"]}
    answer = client.post(reverse("admin:guidance_resource_import"), data, follow=True)
    return Document.of(answer).text


def row(**cells: str) -> dict[str, str]:
    return {
        **{"slug": "a-new-one", "title": "A new one", "publisher": "Ofcom", "kind": "guidance"},
        **{"section": "dfe", "statutory": "no", "risk_areas": "", "url": "", **cells},
    }


@pytest.fixture
def ofcom(db):
    return make_publisher(name="Ofcom")


def test_an_export_comes_back_unchanged(adviser_client, content):
    rows = exported(adviser_client)
    assert len(rows) == Resource.objects.count() > 200
    page = sent(adviser_client, as_file(rows))
    assert f"Unchanged: {len(rows)}" in page.text
    assert "signed" not in page.hidden


def test_the_report_says_what_each_row_would_do_and_saves_nothing(adviser_client, ofcom):
    make_resource(slug="same", title="The same", publisher=ofcom)
    make_resource(slug="other", title="Another", publisher=ofcom)
    rows = exported(adviser_client)
    next(one for one in rows if one["slug"] == "other")["title"] = "Another name"
    page = sent(adviser_client, as_file([*rows, {**rows[0], "slug": "new", "title": "A new one"}]))
    assert {"New: 1", "Changed: 1", "Unchanged: 1"} <= {item.text.strip() for item in page.select("li")}
    assert "Another Another name" in " ".join(page.text.split())
    assert not Resource.objects.filter(slug="new").exists()
    assert Resource.objects.get(slug="other").title == "Another"
    assert [*AuditEntry.objects.values_list("action", "object_key")] == [("download", "the list")]


def test_what_is_confirmed_is_written_with_who_did_it_and_found(adviser_client, adviser, ofcom, client):
    make_risk_area(slug="contact")
    old = make_resource(slug="old", title="Old name", publisher=ofcom)
    rows = [row(risk_areas="contact"), row(slug="old", title="Zorbing for all", statutory="yes")]
    assert "Imported. Rows written: 2." in confirmed(adviser_client, sent(adviser_client, as_file(rows)))
    new = Resource.objects.get(slug="a-new-one")
    assert new.is_draft
    assert [area.slug for area in new.risk_areas.all()] == ["contact"]
    old.refresh_from_db()
    assert (old.title, old.statutory, old.is_published()) == ("Zorbing for all", True, True)
    entries = AuditEntry.objects.values_list("actor", "action", "object_key")
    assert set(entries) == {
        (adviser.username, "add", "a-new-one"),
        (adviser.username, "change", "old"),
    }
    assert "Zorbing for all" in Document.of(client.get("/search/?q=zorbing")).text


def test_what_a_file_changes_is_kept_as_a_version_of_who_imported_it(adviser_client, adviser, ofcom):
    make_risk_area(slug="contact")
    old = make_resource(slug="old", title="Old name", publisher=ofcom)
    cells = {"kind": old.kind, "section": old.section, "risk_areas": "contact"}
    rows = [row(slug="old", title="Old name", **cells)]
    assert "Rows written: 1." in confirmed(adviser_client, sent(adviser_client, as_file(rows)))
    newest, before = versions.of(old)
    assert [len(versions.fields_of(one)["risk_areas"]) for one in (newest, before)] == [1, 0]
    assert newest.revision.user == adviser
    assert AuditEntry.objects.get().action == "change"


FAULTS = [
    ({"publisher": "Nobody"}, "There is no publisher “Nobody”."),
    ({"kind": "poem"}, "kind: must be one of standard, guidance, curriculum, "),
    ({"url": "www.gov.uk"}, "url: not a web address. It starts with https://"),
    ({"risk_areas": "contact; weather"}, "Unknown: contact, weather."),
    ({"statutory": "perhaps"}, "statutory: Write yes or no."),
    ({"title": ""}, "title: needed, and empty here."),
    ({"slug": "=1+1"}, "slug: "),
    ({"slug": "fine"}, "“fine” stands in the file twice."),
]


@pytest.mark.parametrize(("cells", "says"), FAULTS)
def test_nothing_is_imported_while_one_row_fails(adviser_client, ofcom, cells, says):
    page = sent(adviser_client, as_file([row(slug="fine"), row(**cells)]))
    assert "Nothing can be imported yet" in page.text
    assert says in page.text
    assert "signed" not in page.hidden
    assert not Resource.objects.exists()


FILES = [
    (b"\xff\xfe\x00", "Save the file as “CSV UTF-8”"),
    ("slug,title\na\0,One\n", "This is no CSV file"),
    ("", "empty"),
    ("title\nOne\n", "The file needs the column “slug”"),
    ("slug,colour\na,red\n", "Unknown columns: colour."),
    ("slug,title\na\n", "Row 2 has 1 cells, the first has 2."),
    ("slug\n" + "a\n" * 1_001, "more than 1,000 rows"),
    ("slug\n" + "a" * 1_000_001, "larger than 1 MB"),
]


@pytest.mark.parametrize(("text", "says"), FILES, ids=[says for _, says in FILES])
def test_a_file_that_cannot_be_read_is_refused_in_words(adviser_client, text, says):
    page = sent(adviser_client, text)
    assert says in page.select(".error-summary")[0].text


def test_semicolons_may_stand_between_the_cells(adviser_client, ofcom):
    make_risk_area(slug="contact"), make_risk_area(slug="content")
    cells = row(risk_areas="contact; content")
    file = io.StringIO()
    csv.writer(file, delimiter=";").writerows([cells.keys(), cells.values()])
    confirmed(adviser_client, sent(adviser_client, file.getvalue()))
    assert Resource.objects.get().risk_areas.count() == 2


def test_the_limits_stand_on_the_page(adviser_client):
    page = Document.of(adviser_client.get(reverse("admin:guidance_resource_import")))
    assert "At most 1,000 rows and 1 MB." in page.text


def test_a_colleague_s_change_between_report_and_import_is_reported_not_overwritten(adviser_client, ofcom):
    old = make_resource(slug="old", title="Old name", publisher=ofcom)
    page = sent(adviser_client, as_file([row(slug="old", title="New name")]))
    Resource.objects.filter(pk=old.pk).update(title="A colleague's name")
    assert "Nothing is imported: resources have changed." in confirmed(adviser_client, page)
    old.refresh_from_db()
    assert old.title == "A colleague's name"


def test_what_was_signed_for_one_person_is_refused_from_another(
    adviser_client, manager_client, editor_client
):
    make_publisher(name="Ofcom")
    page = sent(adviser_client, as_file([row()]))
    assert "Choose the file again" in confirmed(editor_client, page)
    page.hidden["signed"] = page.hidden["signed"][:-2] + "xx"
    assert "Choose the file again" in confirmed(adviser_client, page)
    assert not Resource.objects.exists()


def test_an_editor_writes_and_takes_out_drafts_only(editor_client, ofcom):
    make_resource(slug="public", title="Public", publisher=ofcom)
    make_resource(slug="draft", title="Draft", publisher=ofcom, **DRAFT)
    assert [one["slug"] for one in exported(editor_client)] == ["draft"]
    page = sent(editor_client, as_file([row(slug="public", title="Changed")]))
    assert "You may not change it: it is or was public." in page.text
    assert "signed" not in page.hidden
    page = sent(editor_client, as_file([row(slug="draft", title="Changed"), row()]))
    assert "Rows written: 2." in confirmed(editor_client, page)
    assert Resource.objects.get(slug="public").title == "Public"


def test_who_may_not_write_resources_is_refused(client, manager_client):
    for person, wanted in ((client, 302), (manager_client, 403)):
        assert person.get(reverse("admin:guidance_resource_import")).status_code == wanted
        assert person.post(reverse("admin:guidance_resource_import"), {"signed": "x"}).status_code == wanted
        assert person.get(reverse("admin:guidance_resource_export")).status_code == wanted


@pytest.mark.parametrize("cell", FORMULAE)
def test_no_cell_of_an_export_starts_a_formula_and_it_comes_back_as_it_was(adviser_client, ofcom, cell):
    make_resource(slug="odd", title=cell, publisher=ofcom)
    (found,) = exported(adviser_client)
    assert found["title"] == f"'{cell}"
    assert "Unchanged: 1" in sent(adviser_client, as_file([found])).text


def test_the_list_exports_what_it_is_filtered_by(adviser_client, ofcom):
    make_resource(slug="one", publisher=ofcom, kind="tool")
    make_resource(slug="two", publisher=ofcom)
    assert [one["slug"] for one in exported(adviser_client, "?kind__exact=tool")] == ["one"]


def test_nothing_of_the_file_is_kept_between_the_steps(adviser_client, ofcom, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    before = set(Session.objects.values_list("session_data", flat=True))
    sent(adviser_client, as_file([row(title="Zorbing")]))
    assert set(Session.objects.values_list("session_data", flat=True)) == before
    assert list(tmp_path.iterdir()) == []


def test_the_audience_that_is_known_is_set(adviser_client, ofcom):
    Audience.objects.get_or_create(slug="governors", defaults={"name": "Governors"})
    page = sent(adviser_client, as_file([row(audiences="governors")]))
    assert "Rows written: 1." in confirmed(adviser_client, page)
    assert Resource.objects.get().audiences.get().slug == "governors"


def test_a_sheet_of_before_is_read_in_the_kinds_of_today(adviser_client, ofcom):
    rows = [row(slug="duty", kind="statutory-guidance"), row(slug="news", title="News", kind="news")]
    confirmed(adviser_client, sent(adviser_client, as_file(rows)))
    found = Resource.objects.values_list("slug", "kind", "standing")
    assert {*found} == {("duty", "standard", "statutory-guidance"), ("news", "guidance", "")}
