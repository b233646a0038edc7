"""Six kinds of resources: what was filed under one of the fifteen before, and what each kind shows."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection

from guidance.loading import checksums, inventory
from guidance.models import Resource
from tests.factories import make_resource

merging = import_module("guidance.migrations.0029_six_kinds_of_resources")
pytestmark = pytest.mark.django_db


def state() -> dict[str, tuple[str, str]]:
    return {row.slug: (row.kind, row.standing) for row in Resource.objects.all()}


def test_each_kind_of_before_is_taken_in_and_what_it_said_of_duties_stays():
    for kind in ("statutory-guidance", "standard", "guidance", "advice", "portal", "service", "curriculum"):
        make_resource(slug=kind, kind=kind)
    make_resource(slug="act", kind="standard", statutory=True)
    editor = SimpleNamespace(connection=connection)
    merging.merge(apps, editor)
    assert state() == {
        "statutory-guidance": ("standard", "statutory-guidance"),
        "standard": ("standard", "standard"),
        "act": ("standard", "law"),
        "guidance": ("guidance", "guidance"),
        "advice": ("guidance", ""),
        "portal": ("helpline", ""),
        "service": ("training", ""),
        "curriculum": ("curriculum", ""),
    }
    merging.part(apps, editor)
    assert state()["statutory-guidance"][0] == "statutory-guidance"
    assert state()["act"][0] == "standard"
    assert state()["advice"][0] == "advice"


def test_the_word_of_a_former_kind_is_read_as_what_took_it_in():
    row = make_resource(kind="advice")
    row.full_clean()
    assert row.kind == "guidance"


def test_a_row_that_came_under_a_former_kind_does_not_look_edited(settings):
    entry = next(one for one in inventory.read(settings.BASE_DIR / "fixtures") if one.slug == "kcsie")
    old = {**entry.values, "kind": "statutory-guidance"}
    del old["standing"]
    kept = checksums.of_entry(SimpleNamespace(**{**vars(entry), "values": old}))
    assert kept != checksums.of_entry(entry)
    assert checksums.states_entry(kept, entry)
    other = {**old, "title": "Another"}
    edited = checksums.of_entry(SimpleNamespace(**{**vars(entry), "values": other}))
    assert not checksums.states_entry(edited, entry)


@pytest.mark.parametrize(("kind", "is_said"), [("guidance", True), ("helpline", False)])
def test_a_document_has_an_edition_and_a_helpline_none(client, kind, is_said):
    row = make_resource(slug="line", kind=kind, edition=date(2016, 2, 1))
    for address in (row.get_absolute_url(), "/resources/"):
        assert ("February 2016" in client.get(address).content.decode()) == is_said, address
