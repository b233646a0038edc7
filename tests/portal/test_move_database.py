"""A move from one database to another: every row of every table, as it was, or none."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import DEFAULT_DB_ALIAS, connections
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from reversion.models import Version

from enquiries.models import Enquiry
from guidance.models import GuidancePage
from guidance.services import publishing
from lesas_portal.core import table_copy, table_sums
from lesas_portal.core.models import AuditEntry
from lesas_portal.management.commands import move_database
from tests.factories import make_enquiry, make_mail, make_manager
from tests.server import ROOT, environment_for

pytestmark = pytest.mark.django_db(transaction=True)
WRITTEN_ANEW = {"guidance_searchdocument", "guidance_searchword", "guidance_vocabularyversion"}


@pytest.fixture(scope="module")
def migrated(tmp_path_factory) -> Path:
    """A new SQLite file, as migrated."""
    folder = tmp_path_factory.mktemp("migrated")
    environment = environment_for(folder)
    subprocess.run([sys.executable, "manage.py", "migrate", "-v0"], cwd=ROOT, env=environment, check=True)
    return folder / "served.sqlite3"


@pytest.fixture
def other(migrated, tmp_path) -> Iterator[Path]:
    """One of its own, which Django knows."""
    file = Path(shutil.copy(migrated, tmp_path / "other.sqlite3"))
    move_database.know(address(file))
    # By hand, for Django's tests let nobody open a database that they have not been told of.
    connections[move_database.OTHER].connect()
    yield file
    move_database.disconnect()


def address(file: Path) -> str:
    return f"sqlite:///{file}"


def move(file: Path) -> str:
    out = StringIO()
    call_command("move_database", address(file), stdout=out)
    return out.getvalue()


# A proof, because it makes a second database and copies all content twice.
@pytest.mark.proof
def test_all_of_a_filled_database_comes_over(content, other, adviser, client):
    enquiries = [make_enquiry(message=f"Öne “{number}” …\r\n") for number in range(40)]
    make_mail(about=enquiries[0].reference)
    make_enquiry(screen_signals=["pairs:child", "b", "a"])
    person = make_manager(username="second-factor", email="manager@example.org")
    device = TOTPDevice.objects.create(user=person, name="telephone", drift=2)
    codes = StaticDevice.objects.create(user=person)
    StaticToken.objects.create(device=codes, token="abcdefgh")
    publishing.note_change(obj=GuidancePage.objects.published().first(), by=adviser, note="A change")
    before = table_sums.every(DEFAULT_DB_ALIAS)
    groups, key = set(person.groups.values_list("name", flat=True)), device.key
    table_copy.copy(source=DEFAULT_DB_ALIAS, target=move_database.OTHER)
    table_copy.empty(DEFAULT_DB_ALIAS)
    assert not Enquiry.objects.exists()

    said = move(other)

    assert "tables are the same in both" in said
    after = table_sums.every(DEFAULT_DB_ALIAS)
    assert {table for table in before if before[table] != after[table]} <= WRITTEN_ANEW
    assert after["enquiries_enquiry"].rows == 41
    assert after["guidance_resource_risk_areas"].rows == before["guidance_resource_risk_areas"].rows > 0
    assert Version.objects.count() == before["reversion_version"].rows > 0
    person.refresh_from_db()
    assert set(person.groups.values_list("name", flat=True)) == groups
    assert TOTPDevice.objects.get(user=person).key == key
    assert StaticToken.objects.get().token == "abcdefgh"
    # The next row gets a number of its own, and search finds.
    assert make_enquiry().pk > max(one.pk for one in enquiries)
    assert "data-result" in client.get("/search/?q=sexting").content.decode()


def test_one_in_use_is_not_written_over(other, adviser):
    with pytest.raises(CommandError, match=r"Nothing was moved\. .* is not new: it has rows in auth_user"):
        move(other)
    assert adviser.refresh_from_db() is None


def test_one_of_another_release_is_refused(other):
    with connections[move_database.OTHER].cursor() as cursor:
        cursor.execute("DELETE FROM django_migrations WHERE app = 'enquiries'")
    AuditEntry.objects.all().delete()
    with pytest.raises(CommandError, match="not of one release"):
        move(other)


def test_what_cannot_be_copied_is_named_without_its_words_and_nothing_is_moved(other, monkeypatch):
    with connections[move_database.OTHER].cursor() as cursor:
        cursor.execute("INSERT INTO auth_group (name) VALUES ('tommy'), ('kept')")
        cursor.execute("PRAGMA foreign_keys=OFF")
        cursor.execute("DROP TABLE auth_user")
    before = table_sums.every(DEFAULT_DB_ALIAS)
    with pytest.raises(CommandError, match=r"Nothing was moved") as refused:
        move(other)
    assert "tommy" not in str(refused.value)
    assert table_sums.every(DEFAULT_DB_ALIAS) == before


@pytest.mark.parametrize("wrong", ["mysql://a/b", "sqlite:////nowhere/at/all.sqlite3"])
def test_an_address_of_nothing_is_refused(wrong):
    with pytest.raises(CommandError, match="It must start with sqlite:///|There is no file"):
        call_command("move_database", wrong)
