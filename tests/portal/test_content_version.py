"""Every write that a page could show makes another content version, whoever writes and however."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.utils import timezone

from guidance.models import Audience, Helpline, OpeningPeriod, Resource, SearchDocument
from guidance.services import next_change
from lesas_portal.core import content_version
from lesas_portal.core.models import ClosingDay, ContentMark, TaskRun
from tests.kept_django import page_cache
from tests.wsgi_client import WsgiClient

pytestmark = pytest.mark.django_db


def insert(resource: Resource) -> None:
    ClosingDay.objects.bulk_create([ClosingDay(day=date(2027, 1, day), reason="Snow") for day in (4, 5)])


def insert_if_missing(resource: Resource) -> None:
    # SQLite then says OR IGNORE, which also holds for what triggers do.
    ClosingDay.objects.bulk_create([ClosingDay(day=date(2027, 1, 6), reason="Snow")], ignore_conflicts=True)


def save(resource: Resource) -> None:
    resource.save(update_fields=["title"])


def update(resource: Resource) -> None:
    Resource.objects.filter(pk=resource.pk).update(title="Another title")


def bulk_update(resource: Resource) -> None:
    Resource.objects.bulk_update([resource], ["summary"])


def link(resource: Resource) -> None:
    audience = Audience.objects.exclude(pk__in=resource.audiences.values("pk")).first()
    resource.audiences.add(audience)


def unlink(resource: Resource) -> None:
    resource.risk_areas.clear()


def plain_sql(resource: Resource) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE guidance_helpline SET phone = phone WHERE slug = 'lado'")


def delete(resource: Resource) -> None:
    assert OpeningPeriod.objects.all().delete()[0]


WRITES = [insert, insert_if_missing, save, update, bulk_update, link, unlink, plain_sql, delete]


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
def test_every_kind_of_write_makes_another_version(content, write):
    resource = Resource.objects.filter(risk_areas__isnull=False).first()
    before = content_version.current()
    write(resource)
    assert content_version.current() != before


@pytest.mark.parametrize("write", WRITES, ids=lambda write: write.__name__)
def test_what_is_rolled_back_leaves_the_version_as_it_was(content, write):
    resource = Resource.objects.filter(risk_areas__isnull=False).first()
    before = content_version.current()
    with transaction.atomic():
        write(resource)
        transaction.set_rollback(True)
    assert content_version.current() == before


@pytest.mark.django_db(transaction=True)
def test_each_transaction_makes_another_version(content):
    seen = [content_version.current()]
    for number in range(5):
        Helpline.objects.filter(slug="lado").update(about=f"About {number}")
        seen.append(content_version.current())
    assert len(set(seen)) == len(seen)


def test_a_write_after_one_that_was_rolled_back_to_a_savepoint_counts(content):
    before = content_version.current()
    with transaction.atomic():
        update(Resource.objects.first())
        transaction.set_rollback(True)
    insert(Resource.objects.first())
    assert content_version.current() != before


def test_what_no_page_shows_leaves_the_version_as_it_is(content):
    before = content_version.current()
    TaskRun.objects.create(name="backup", started_at=timezone.now())
    SearchDocument.objects.update(keywords="")
    assert content_version.current() == before


@pytest.mark.django_db(transaction=True)
def test_emptying_the_database_makes_another_version_and_the_next_write_too(content):
    before = content_version.current()
    call_command("flush", interactive=False, verbosity=0)
    emptied = content_version.current()
    assert emptied != before
    insert(None)
    assert content_version.current() not in {before, emptied}


@pytest.mark.django_db(transaction=True)
def test_many_marks_become_one_and_the_next_write_still_counts(content):
    for number in range(5):
        Helpline.objects.filter(slug="lado").update(about=f"About {number}")
    content_version.compact()
    assert ContentMark.objects.count() == 1
    before = content_version.current()
    content_version.compact()
    assert content_version.current() == before
    insert(None)
    assert content_version.current() != before


@pytest.mark.django_db(transaction=True)
def test_the_migration_goes_back_and_forth_and_triggers_follow(content):
    """Without the table of marks nothing that pages show could be written while a trigger names it."""
    try:
        call_command("migrate", "core", "0010", verbosity=0)
        insert(None)
    finally:
        call_command("migrate", verbosity=0)
    before = content_version.current()
    ClosingDay.objects.all().delete()
    assert content_version.current() != before


@pytest.mark.django_db(transaction=True)
def test_a_table_that_a_migration_makes_anew_is_watched_again(content):
    """SQLite changes a field by making the table anew, and its triggers are lost."""
    field = ClosingDay._meta.get_field("reason")
    longer = field.clone()
    longer.max_length, longer.model, longer.column, longer.name = 999, ClosingDay, field.column, field.name
    longer.set_attributes_from_name("reason")
    with connection.schema_editor() as editor:
        editor.alter_field(ClosingDay, field, longer, strict=False)
    try:
        call_command("migrate", verbosity=0)
        before = content_version.current()
        insert(None)
        assert content_version.current() != before
    finally:
        with connection.schema_editor() as editor:
            editor.alter_field(ClosingDay, longer, field)
        call_command("migrate", verbosity=0)


def lose_triggers(table: str) -> None:
    """As SQLite does when a migration makes ``table`` anew."""
    with connection.cursor() as cursor:
        for one, name in content_version._triggers(cursor, connection):
            if one == table:
                on = f' ON "{table}"' if connection.vendor == "postgresql" else ""
                cursor.execute(f'DROP TRIGGER "{name}"{on}')


@pytest.mark.django_db(transaction=True)
def test_a_migration_that_fails_after_one_that_made_a_table_anew_leaves_it_watched(content):
    assert content_version.unwatched() == []
    lose_triggers("core_closingday")
    assert content_version.unwatched() == ["core_closingday"]
    with pytest.raises(CommandError):
        call_command("migrate", "core", "there_is_no_such_migration", verbosity=0)
    assert content_version.unwatched() == []


def test_while_a_table_is_not_watched_no_page_is_kept(content, caplog):
    next_change._say_once.cache_clear()
    lose_triggers("core_closingday")
    ask = WsgiClient(page_cache(when_next=next_change.known_after))
    assert [ask("/about/").outcome for _ in range(2)] == ["made", "made"]
    assert "core_closingday" in caplog.text
    content_version.install()
    assert [ask("/about/").outcome for _ in range(2)] == ["made", "hit"]
