"""What advisers read in the audit: plain words, no names of tables or of code."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from lesas_portal.core import audit, audit_actions
from lesas_portal.core.models import AuditEntry
from tests.document import Document
from tests.factories import make_adviser, make_page, make_resource

pytestmark = pytest.mark.django_db
LIST = "/admin/core/auditentry/"


def text(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return Document.of(response).text


def test_the_list_says_when_who_what_and_which_in_plain_words(adviser_client):
    audit.record("check", by=make_adviser(username="robin"), about=make_page(slug="filtering"))
    audit.record("load", by="load_content", about=make_resource(slug="kcsie"))
    page = text(adviser_client, LIST)
    for heading in ("When", "Who", "What was done", "Sort of row", "Which"):
        assert heading in page
    for words in ("robin", "Checked that it is right", "guidance page", "filtering"):
        assert words in page
    for words in ("the portal itself (load_content)", "Loaded with the content", "resource", "kcsie"):
        assert words in page
    for words in ("guidance.", "Object type", "Actor"):
        assert words not in page


def test_an_entry_on_its_own_page_reads_the_same(adviser_client):
    audit.record("note_change", by="load_content", about=make_resource(slug="kcsie"))
    page = text(adviser_client, f"{LIST}{AuditEntry.objects.get().pk}/change/")
    assert "Told readers what changed" in page
    assert "note_change" not in page
    assert "guidance.resource" not in page
    assert f"{timezone.localtime():%-d %B %Y, }" in page


def test_the_history_of_a_row_reads_the_same(adviser_client):
    resource = make_resource()
    audit.record("note_change", by="load_content", about=resource)
    page = text(adviser_client, f"/admin/guidance/resource/{resource.pk}/history/")
    assert "Told readers what changed" in page
    assert "the portal itself (load_content)" in page
    assert "note_change" not in page


def test_the_filters_speak_plainly_and_narrow_the_list(adviser_client):
    audit.record("mark as spam", by="a_command", about=make_resource(slug="one"))
    audit.record("schedule", by="a_command", about=make_page())
    audit.record("note_change", by="a_command", about=make_page(slug="other"))
    choices = Document.of(adviser_client.get(LIST)).select("#changelist-filter a")
    shown = [choice.text for choice in choices]
    assert (
        shown.index("Marked as spam")
        < shown.index("Set to be published later")
        < shown.index("Told readers what changed")
    )
    assert {"Marked as spam", "Told readers what changed", "guidance page", "resource"} <= set(shown)
    for query, key in (("action=note_change", "other"), ("object_type=guidance.resource", "one")):
        page = Document.of(adviser_client.get(f"{LIST}?{query}"))
        assert [cell.text for cell in page.select("td.field-which")] == [key]


def test_more_entries_cost_no_more_queries(adviser_client, django_assert_max_num_queries):
    audit.record("publish", by=make_adviser(), about=make_resource())
    with django_assert_max_num_queries(20) as few:
        adviser_client.get(LIST)
    for _ in range(10):
        audit.record("publish", by=make_adviser(), about=make_page())
    with django_assert_max_num_queries(len(few)):
        adviser_client.get(LIST)


def test_every_action_that_a_service_records_is_said_in_words():
    assert recorded()
    assert recorded() <= audit_actions.IN_WORDS.keys() | {"purge"}


def recorded() -> set[str]:
    """The actions written out in a call of ``audit.record``."""
    calls = (
        node
        for app in ("lesas_portal", "guidance", "enquiries")
        for path in (Path(settings.BASE_DIR) / app).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.record"
    )
    return {
        constant.value
        for call in calls
        for constant in ast.walk(call.args[0])
        if isinstance(constant, ast.Constant) and isinstance(constant.value, str)
    }
