"""The units in deploy/ run what they say, as nobody in particular, and systemd understands them."""

import os
import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

IN_CI = os.environ.get("CI", "").lower() == "true"
DEPLOY = Path(settings.BASE_DIR) / "deploy"
SERVICES, TIMERS = sorted(DEPLOY.glob("*.service")), sorted(DEPLOY.glob("*.timer"))


def name(path: Path) -> str:
    return path.name


def read(unit: Path) -> ConfigParser:
    parser = ConfigParser(interpolation=None, strict=False)  # a unit may say a thing twice
    parser.optionxform = str
    parser.read_string(unit.read_text(encoding="utf-8"))
    return parser


ALL = {"backup", "links", "mail", "purge", "register", "sessions", "web"}
# What one service needs beside what all have.
OWN = {
    "lesas-backup": {"/var/backups/lesas"},
    "lesas-web": {"/run/lesas"},
}


def lines(unit: Path) -> list[str]:
    """The settings of a service that close it off: from its user on."""
    text = unit.read_text(encoding="utf-8")
    return text[text.index("User=") :].split("\n\n")[0].strip().splitlines()


def test_each_part_of_the_portal_has_one():
    assert {path.stem for path in SERVICES} == {f"lesas-{name}" for name in ALL}
    assert {path.stem for path in TIMERS} == {f"lesas-{name}" for name in ALL - {"mail", "web"}}


@pytest.mark.parametrize("unit", SERVICES, ids=name)
def test_a_service_runs_a_command_of_ours_as_nobody_in_particular_with_a_narrow_mask(unit):
    service = read(unit)["Service"]
    program, _, arguments = service["ExecStart"].partition(" ")
    assert program.startswith("/srv/lesas/current/.venv/bin/")
    if program.endswith("python"):
        assert re.match(r"manage\.py (\w+)", arguments)[1] in get_commands()
    else:
        assert (Path(program).name, arguments) == ("gunicorn", "")
    assert service["User"] == "lesas"
    assert service["UMask"] in {"0027", "0077"}
    assert service["EnvironmentFile"] == "/etc/lesas/environment"


@pytest.mark.parametrize("unit", SERVICES, ids=name)
def test_all_are_closed_off_alike(unit):
    first = lines(DEPLOY / "lesas-purge.service")
    assert "ProtectSystem=strict" in first
    assert "CapabilityBoundingSet=" in first
    assert [line for line in lines(unit) if not line.startswith("UMask")] == [
        line for line in first if not line.startswith("UMask")
    ]


@pytest.mark.parametrize("unit", SERVICES, ids=name)
def test_a_service_writes_its_own_folder_and_no_other(unit):
    paths = set(read(unit)["Service"].get("ReadWritePaths", "").split())
    assert paths == OWN.get(unit.stem, set())


@pytest.mark.parametrize("unit", TIMERS, ids=name)
def test_a_timer_runs_each_night_or_hour_and_makes_up_for_one_it_missed(unit):
    timer = read(unit)["Timer"]
    assert timer["OnCalendar"] == "hourly" or re.fullmatch(r"\*-\*-\* \d\d:\d\d", timer["OnCalendar"])
    assert timer["Persistent"] == "yes"
    assert unit.with_suffix(".service").exists()


def test_the_purge_comes_before_the_backup():
    at = {unit.stem: read(unit)["Timer"]["OnCalendar"] for unit in TIMERS}
    assert at["lesas-purge"] < at["lesas-backup"]


needs_systemd = pytest.mark.skipif(
    not (shutil.which("systemd-analyze") or IN_CI), reason="no systemd-analyze: install Debian's systemd"
)


@needs_systemd
@pytest.mark.parametrize("unit", [*SERVICES, *TIMERS], ids=name)
def test_systemd_understands_it(unit, tmp_path):
    # The paths in it are a server's, so a copy runs what is here.
    for each in (*SERVICES, *TIMERS):
        text = re.sub(r"/srv/lesas/current/\.venv/bin/\w+", "/bin/true", each.read_text(encoding="utf-8"))
        (tmp_path / each.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / unit.name)], capture_output=True, text=True, check=False
    )
    assert [line for line in done.stderr.splitlines() if unit.name in line] == []


@needs_systemd
@pytest.mark.parametrize("unit", SERVICES, ids=name)
def test_little_of_the_machine_is_left_to_it(unit):
    done = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", "--threshold=20", str(unit)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-200:]


def test_the_documents_name_every_one_and_the_days_of_backups():
    readme = (DEPLOY / "README.md").read_text(encoding="utf-8")
    assert [unit.stem for unit in (*SERVICES, *TIMERS) if f"`{unit.stem}`" not in readme] == []
    drill = (DEPLOY / "backup.md").read_text(encoding="utf-8")
    assert f"`BACKUP_RETENTION_DAYS` ({settings.BACKUP_RETENTION_DAYS};" in drill


def test_the_privacy_notice_says_how_long_backups_and_exports_are_kept(client, db):
    page = " ".join(client.get("/privacy/").content.decode().split())
    assert f"from our backups within {settings.BACKUP_RETENTION_DAYS} days" in page
    assert f"at most {settings.EXPORT_DAYS_AT_MOST} days" in page
    for words in ("private notes", "erase it here", "we erase again what was erased since"):
        assert words in page
