"""The key of an installation on one machine: never one that others know, and one for all its processes."""

import os
import stat
import subprocess
import sys

import pytest
from django.conf import settings
from django.core import signing

from enquiries import form_tokens
from lesas_portal import own_key

OLD_KEY = "django-insecure-loopback-only"
SHOW = "from lesas_portal import own_key; from pathlib import Path; print(own_key.own_key(Path({!r})))"


@pytest.fixture(autouse=True)
def another_process():
    """What a process remembers of its key is not left to the next test."""
    yield
    own_key._in_memory.cache_clear()
    own_key._say_once.cache_clear()


def ask(folder, **named):
    return subprocess.Popen(
        [sys.executable, "-c", SHOW.format(str(folder))],
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **named,
    )


def test_the_first_start_writes_a_random_key_that_only_its_owner_reads(tmp_path):
    before = os.umask(0)
    try:
        key = own_key.own_key(tmp_path / "var")
    finally:
        os.umask(before)
    (file,) = (tmp_path / "var").iterdir()
    assert len(key) >= 50
    assert file.read_text(encoding="ascii").strip() == key
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_the_next_start_has_the_same_key_and_another_installation_another(tmp_path):
    key = own_key.own_key(tmp_path / "one")
    assert own_key.own_key(tmp_path / "one") == key
    assert own_key.own_key(tmp_path / "two") != key


def test_processes_that_start_at_once_have_one_key(tmp_path):
    processes = [ask(tmp_path / "var") for _ in range(6)]
    said = [process.communicate(timeout=60) for process in processes]
    assert len({key for key, _ in said}) == 1, said
    assert {complaint for _, complaint in said} == {""}
    assert len(list((tmp_path / "var").iterdir())) == 1


@pytest.mark.parametrize("taken", ["", "short"])
def test_where_it_cannot_be_kept_a_key_in_memory_is_used_and_a_line_says_so(tmp_path, capsys, taken):
    if taken:
        (tmp_path / "var").mkdir()
        (tmp_path / "var" / own_key.NAME).write_text(taken, encoding="ascii")
    else:
        # A file where the folder should be: nothing can be written there, not even by root.
        (tmp_path / "var").touch()
    key = own_key.own_key(tmp_path / "var")
    assert len(key) >= 50
    assert own_key.own_key(tmp_path / "var") == key
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "cannot be kept in" in said
    assert "One in memory is used" in said
    assert key not in said


def test_a_form_token_signed_with_the_key_of_the_repository_is_refused(settings):
    signed = signing.Signer(key=OLD_KEY, salt="enquiries.form", fallback_keys=[]).sign_object(["n", 1.0])
    assert form_tokens.read(signed).state is form_tokens.State.MISSING
    assert OLD_KEY not in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)


@pytest.mark.parametrize(
    ("given", "is_used"), [(None, False), (OLD_KEY, False), ("x", True), ("chosen-by-a-check", True)]
)
def test_on_this_machine_a_key_from_the_environment_wins_unless_everybody_knows_it(given, is_used):
    inherited = {
        name: value for name, value in os.environ.items() if name not in {"SECRET_KEY", "ALLOWED_HOSTS"}
    }
    done = subprocess.run(
        [sys.executable, "-c", "from lesas_portal import settings; print(settings.SECRET_KEY)"],
        cwd=settings.BASE_DIR,
        env=inherited | ({"SECRET_KEY": given} if given else {}),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    key = done.stdout.strip()
    assert (key == given) is is_used
    assert is_used or len(key) >= 50


def test_no_backup_holds_the_key(settings):
    from lesas_portal.core import backup

    key = own_key.own_key(settings.LAST_KNOWN_DIR)
    (settings.LAST_KNOWN_DIR / "front-door.json").write_text("{}", encoding="utf-8")
    kept = backup._files(settings.LAST_KNOWN_DIR)
    assert [file.name for file in kept] == ["front-door.json"]
    assert all(key not in file.read_text(encoding="utf-8") for file in kept)
