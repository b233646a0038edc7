"""The units in deploy/ run what they say, as nobody in particular, and systemd understands them."""

import re
import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands

DEPLOY = Path(settings.BASE_DIR) / "deploy"
SERVICES, TIMERS = sorted(DEPLOY.glob("*.service")), sorted(DEPLOY.glob("*.timer"))


def name(path: Path) -> str:
    return path.name


def read(unit: Path) -> ConfigParser:
    parser = ConfigParser(interpolation=None)
    parser.optionxform = str
    parser.read_string(unit.read_text(encoding="utf-8"))
    return parser


def test_the_purge_the_backup_the_link_check_and_the_mail_worker_have_one():
    assert [path.stem for path in SERVICES] == ["lesas-backup", "lesas-links", "lesas-mail", "lesas-purge"]
    assert [path.stem for path in TIMERS] == ["lesas-backup", "lesas-links", "lesas-purge"]


@pytest.mark.parametrize("unit", SERVICES, ids=name)
def test_a_service_runs_a_command_of_ours_with_a_narrow_mask(unit):
    service = read(unit)["Service"]
    command = re.search(r"manage\.py (\w+)", service["ExecStart"])[1]
    assert command in get_commands()
    assert service["User"] != "root"
    assert service["UMask"] in {"0027", "0077"}
    assert service["EnvironmentFile"]


@pytest.mark.parametrize("unit", TIMERS, ids=name)
def test_a_timer_runs_each_night_and_makes_up_for_one_it_missed(unit):
    timer = read(unit)["Timer"]
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d", timer["OnCalendar"])
    assert timer["Persistent"] == "yes"
    assert unit.with_suffix(".service").exists()


def test_the_purge_comes_before_the_backup():
    at = {unit.stem: read(unit)["Timer"]["OnCalendar"] for unit in TIMERS}
    assert at["lesas-purge"] < at["lesas-backup"]


@pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="no systemd-analyze: install Debian's systemd"
)
@pytest.mark.parametrize("unit", [*SERVICES, *TIMERS], ids=name)
def test_systemd_understands_it(unit, tmp_path):
    # The paths in it are a server's, so a copy runs what is here.
    for each in (*SERVICES, *TIMERS):
        text = each.read_text(encoding="utf-8").replace("/srv/lesas/.venv/bin/python", "/bin/true")
        (tmp_path / each.name).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / unit.name)], capture_output=True, text=True, check=False
    )
    assert [line for line in done.stderr.splitlines() if unit.name in line] == []


def test_the_readme_names_every_one_and_the_days_of_backups():
    readme = (DEPLOY / "README.md").read_text(encoding="utf-8")
    assert [unit.name for unit in (*SERVICES, *TIMERS) if f"`{unit.name}`" not in readme] == []
    assert f"`BACKUP_RETENTION_DAYS` ({settings.BACKUP_RETENTION_DAYS};" in readme


def test_the_privacy_notice_says_how_long_backups_and_exports_are_kept(client, db):
    page = " ".join(client.get("/privacy/").content.decode().split())
    assert f"from our backups within {settings.BACKUP_RETENTION_DAYS} days" in page
    assert f"at most {settings.EXPORT_DAYS_AT_MOST} days" in page
    for words in ("private notes", "erase it here", "we erase again what was erased since"):
        assert words in page
