"""A backup is whole, for its owner only, and put back without what was erased since."""

import json
import os
from datetime import timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from enquiries.models import Enquiry, ErasedEnquiry
from enquiries.services import erase, person
from guidance.services import snapshot_file
from lesas_portal.core import backup
from lesas_portal.core.models import QueuedEmail, TaskRun
from lesas_portal.management.commands import restore
from tests.factories import make_enquiry, make_mail

pytestmark = pytest.mark.django_db(transaction=True)


def call(name: str, *arguments: str) -> str:
    out = StringIO()
    call_command(name, *arguments, stdout=out)
    return out.getvalue()


def modes(folder: Path) -> set[int]:
    return {path.stat().st_mode & 0o777 for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def var(settings, tmp_path) -> Path:
    """A var/ with a file in it."""
    settings.LAST_KNOWN_DIR = tmp_path / "var"
    settings.LAST_KNOWN_DIR.mkdir()
    (settings.LAST_KNOWN_DIR / "front-door.json").write_text("as it was")
    return settings.LAST_KNOWN_DIR


def test_a_backup_brings_back_rows_and_files(var, tmp_path):
    kept = make_enquiry(message="Kept words")
    assert "Made lesas-" in call("backup", str(tmp_path / "kept"))
    Enquiry.objects.all().delete()
    later = make_enquiry()
    (var / "front-door.json").write_text("changed")
    said = call("restore", str(tmp_path / "kept"))
    assert "is back. 0 erased again." in said
    assert Enquiry.objects.get() == kept
    assert Enquiry.objects.get().message == "Kept words"
    assert (var / "front-door.json").read_text() == "as it was"
    safety = next((tmp_path / "kept").glob("before-restore-*"))
    call("restore", str(safety))
    assert Enquiry.objects.get().reference == later.reference


def test_only_its_owner_reads_it_whatever_the_umask(var, tmp_path):
    before = os.umask(0)
    try:
        call("backup", str(tmp_path / "kept"))
    finally:
        os.umask(before)
    folder = next((tmp_path / "kept").iterdir())
    assert modes(folder) == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (folder, folder / "var", folder.parent)} == {0o700}
    assert [path for path in folder.parent.iterdir() if path.name.startswith(".")] == []


def test_when_it_ran_is_noted(var, tmp_path):
    call("backup", str(tmp_path / "kept"))
    run = TaskRun.objects.get(name="backup")
    assert run.finished_at
    assert run.outcome.startswith("Made lesas-")


def test_the_newest_is_put_back_and_an_older_one_by_its_name(var, tmp_path):
    first = backup.make(tmp_path / "kept")
    enquiry = make_enquiry()
    second = backup.make(tmp_path / "kept")
    assert first != second
    Enquiry.objects.all().delete()
    call("restore", str(tmp_path / "kept"), "--no-safety-copy")
    assert Enquiry.objects.get() == enquiry
    call("restore", str(first), "--no-safety-copy")
    assert not Enquiry.objects.exists()


def test_what_was_about_a_child_is_erased_again_though_the_database_forgot_it(var, tmp_path, adviser):
    enquiry, kept = make_enquiry(), make_enquiry()
    make_mail(about=enquiry.reference)
    made = backup.make(tmp_path / "kept")
    erase.about_a_child(enquiry=enquiry, by=adviser)
    at = ErasedEnquiry.objects.get().erased_at
    call("restore", str(made), "--no-safety-copy")
    # A second time, from a database that never heard of it.
    assert "1 erased again" in call("restore", str(made), "--no-safety-copy")
    assert Enquiry.objects.get() == kept
    assert not QueuedEmail.objects.exists()
    left = ErasedEnquiry.objects.get()
    assert (left.reference, left.erased_at, left.erased_by) == (enquiry.reference, at, "restore")


def test_what_a_person_had_erased_is_erased_again_and_a_newer_mail_stays(var, tmp_path):
    make_enquiry()
    apart = make_mail(about="6666-6666")
    made = backup.make(tmp_path / "kept")
    person.erase_all(email="robin@example.org", by="erase_person")
    assert "1 erased again" in call("restore", str(made), "--no-safety-copy")
    assert not Enquiry.objects.exists()
    assert not QueuedEmail.objects.exists()
    assert not ErasedEnquiry.objects.exists()
    newer = make_mail(id=apart.pk)
    erase.again(erasures=call_log(), by="restore")
    assert QueuedEmail.objects.get() == newer


def call_log():
    from enquiries.services import erasure_log

    return erasure_log.read()


def test_where_var_is_lost_the_audit_still_knows(var, tmp_path, adviser):
    enquiry = make_enquiry()
    made = backup.make(tmp_path / "kept")
    erase.about_a_child(enquiry=enquiry, by=adviser)
    (var / "erased.jsonl").unlink()
    assert "1 erased again" in call("restore", str(made), "--no-safety-copy")
    assert not Enquiry.objects.exists()


def test_a_restore_that_ends_half_way_still_knows_what_was_erased(var, tmp_path, adviser, monkeypatch):
    before, enquiry = make_enquiry(), make_enquiry()
    erase.about_a_child(enquiry=before, by=adviser)
    made = backup.make(tmp_path / "kept")
    assert (made / "var" / "erased.jsonl").is_file()
    erase.about_a_child(enquiry=enquiry, by=adviser)
    with monkeypatch.context() as patch:
        # The database is back, and nothing was erased again yet.
        patch.setattr(restore, "call_command", stopped)
        with pytest.raises(KeyboardInterrupt):
            call("restore", str(made), "--no-safety-copy")
    assert Enquiry.objects.get() == enquiry
    assert "1 erased again" in call("restore", str(made), "--no-safety-copy")
    assert not Enquiry.objects.exists()


def stopped(*_, **__) -> None:
    raise KeyboardInterrupt


def test_what_was_past_its_day_goes_again(var, tmp_path):
    make_enquiry(delete_on=timezone.localdate())
    made = backup.make(tmp_path / "kept")
    call("purge_enquiries")
    assert "1 deleted." in call("restore", str(made), "--no-safety-copy")
    assert not Enquiry.objects.exists()


@pytest.mark.parametrize("harm", ["changed", "missing"])
def test_a_damaged_backup_changes_nothing(var, tmp_path, harm):
    made = backup.make(tmp_path / "kept")
    file = next(made.glob("database.*"))
    if harm == "changed":
        content = bytearray(file.read_bytes())
        content[-1] ^= 1
        file.write_bytes(content)
    else:
        file.unlink()
    enquiry = make_enquiry()
    with pytest.raises(CommandError, match="not as it was when this backup was made"):
        call("restore", str(made))
    assert Enquiry.objects.get() == enquiry


def test_where_there_is_none_it_says_so(var, tmp_path):
    for folder in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(CommandError, match="There is no backup in"):
            call("restore", str(folder))


def test_where_it_cannot_be_written_it_says_so_and_leaves_nothing(var, tmp_path):
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(CommandError, match="No backup was made"):
        call("backup", str(file))
    assert TaskRun.objects.get(name="backup").finished_at is None


def test_old_ones_go_with_a_new_one_and_the_newest_stays(var, tmp_path, settings):
    kept = tmp_path / "kept"
    old, safety, recent = (
        backup.make(kept),
        backup.make(kept, prefix=backup.BEFORE_RESTORE),
        backup.make(kept),
    )
    (kept / "lesas-notes").mkdir()
    for folder, days in ((old, 31), (safety, 31), (recent, 29)):
        listed = json.loads((folder / backup.LIST).read_text())
        listed["made_at"] = (timezone.now() - timedelta(days=days)).isoformat()
        (folder / backup.LIST).write_text(json.dumps(listed))
    assert "deleted 2 old" in call("backup", str(kept))
    assert not old.exists()
    assert not safety.exists()
    assert recent.exists()
    assert (kept / "lesas-notes").exists()
    assert backup.prune(kept, at=timezone.now() + timedelta(days=400)) == 1
    assert backup.find(kept)


def test_one_whose_list_was_lost_stops_no_other_and_goes_after_its_days(var, tmp_path):
    broken = backup.make(tmp_path / "kept")
    (broken / "backup.json").write_text("")
    (folder,) = call("backup", str(tmp_path / "kept")).split()[-1:]
    assert {one.name for one in (tmp_path / "kept").iterdir()} == {broken.name, Path(folder).name}
    call("restore", folder)
    month_ago = timezone.now().timestamp() - 31 * 24 * 3600
    os.utime(broken, (month_ago, month_ago))
    assert "deleted 1 old" in call("backup", str(tmp_path / "kept"))
    assert not broken.exists()


def test_what_is_left_of_one_that_was_cut_off_goes_too(var, tmp_path):
    """The words of people are in it, and those that are erased since."""
    kept = tmp_path / "kept"
    names = (".lesas-2026-11-01-041000.part", ".before-restore-2026-11-01-041000.part")
    for name in names:
        (kept / name / "var").mkdir(parents=True)
    call("backup", str(kept))
    assert all((kept / name).is_dir() for name in names)
    two_days_ago = timezone.now().timestamp() - 2 * 24 * 3600
    for name in names:
        os.utime(kept / name, (two_days_ago, two_days_ago))
    assert "deleted 2 old" in call("backup", str(kept))
    assert [one.name for one in kept.iterdir() if one.name.startswith(".")] == []


def test_a_copy_that_is_being_written_meanwhile_stops_no_backup(var, tmp_path, monkeypatch):
    """It has its own name a moment later."""
    seen, replace = [], Path.replace

    def as_a_backup_sees_it(part: Path, copy: Path) -> Path:
        seen.extend(backup._files(part.parent))
        return replace(part, copy)

    monkeypatch.setattr(Path, "replace", as_a_backup_sees_it)
    snapshot_file.keep("pages.json", "{}")
    assert {file.name for file in seen} == {"front-door.json"}


def test_links_and_half_written_files_of_var_are_left_out(var, tmp_path):
    (var / "link").symlink_to("/etc/hostname")
    (var / "erased.part").write_text("x")
    made = backup.make(tmp_path / "kept")
    assert [path.name for path in (made / "var").iterdir()] == ["front-door.json"]


@pytest.mark.sqlite
def test_a_backup_of_another_kind_of_database_is_refused(var, tmp_path):
    made = backup.make(tmp_path / "kept")
    listed = json.loads((made / backup.LIST).read_text())
    (made / "database.sqlite3").rename(made / "database.dump")
    listed["files"]["database.dump"] = listed["files"].pop("database.sqlite3")
    (made / backup.LIST).write_text(json.dumps(listed))
    with pytest.raises(CommandError, match="another kind of database"):
        call("restore", str(made))


@pytest.mark.postgresql
def test_without_postgresqls_programs_it_says_what_to_install(var, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(CommandError, match="pg_dump is not on the PATH"):
        call("backup", str(tmp_path / "kept"))
    assert list((tmp_path / "kept").iterdir()) == []


@pytest.mark.postgresql
def test_tables_of_a_later_release_do_not_stay_in_the_way(var, tmp_path):
    kept = make_enquiry()
    made = backup.make(tmp_path / "kept")
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE later (id bigint REFERENCES enquiries_enquiry (id))")
    call("restore", str(made), "--no-safety-copy")
    assert "later" not in connection.introspection.table_names()
    assert Enquiry.objects.get() == kept


@pytest.mark.postgresql
def test_what_a_later_release_tied_together_does_not_stay_in_the_way(var, tmp_path):
    """Rolling back over a migration that let one table refer to another."""
    kept = make_enquiry()
    made = backup.make(tmp_path / "kept")
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE auth_group ADD COLUMN later bigint REFERENCES enquiries_enquiry (id)")
        cursor.execute("ALTER TABLE enquiries_enquiry ADD COLUMN later bigint REFERENCES core_queuedemail")
    call("restore", str(made), "--no-safety-copy")
    assert Enquiry.objects.get() == kept
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "auth_group")
        ties = connection.introspection.get_constraints(cursor, "enquiries_event").values()
    assert "later" not in {column.name for column in columns}
    assert ("enquiries_enquiry", "id") in {tie["foreign_key"] for tie in ties}
