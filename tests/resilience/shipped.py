"""The portal with its content behind gunicorn as it ships, and nginx with the shipped file, if installed."""

import os
import re
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

from tests.portal.smtp_server import free_port

ROOT = Path(__file__).resolve().parents[2]
HOST = "portal.example.org"
PUBLIC = {
    "ALLOWED_HOSTS": HOST,
    "SITE_URL": f"https://{HOST}",
    "EMAIL_URL": "smtp://localhost",
    "DEFAULT_FROM_EMAIL": "portal@example.org",
    "ENQUIRIES_MAILBOX": "enquiries@example.org",
    "DEBUG": "0",
}
# What the proxy says of a visitor.
FORWARDED = {"Host": HOST, "X-Forwarded-Proto": "https"}
PATIENCE_SECONDS = 120


@contextmanager
def gunicorn(database_url: str, *, is_prepared: bool = False) -> Iterator[tuple[int, int]]:
    """Run it with two workers as on a public host; give its port and the number of its master process.

    ``is_prepared``: tables, content and static files are there already.
    """
    port = free_port()
    environment = {
        **os.environ,
        **PUBLIC,
        "SECRET_KEY": secrets.token_urlsafe(50),
        "DATABASE_URL": database_url,
        "PORT": str(port),
        "WEB_CONCURRENCY": "2",
        "TRUSTED_PROXIES": "1",
    }
    commands = (["migrate", "-v0"], ["load_content"], ["collectstatic", "--noinput", "-v0"])
    for command in () if is_prepared else commands:
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=ROOT,
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
        )
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen([sys.executable, "-m", "gunicorn"], cwd=ROOT, env=environment, **quiet)
    try:
        wait_until_up(port)
        yield port, process.pid
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def wait_until_up(port: int) -> None:
    """Return when there are answers. Raises TimeoutError."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        try:
            connection = HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", "/front-door/", headers=FORWARDED)
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError


@contextmanager
def nginx(folder: Path, upstream: int) -> Iterator[int | None]:
    """Run nginx with the shipped file in front of ``upstream``; give the port of its https, None without."""
    program = shutil.which("nginx")
    if not program:
        yield None
        return
    port = free_port()
    (folder / "shipped.conf").write_text(_moved(folder, upstream, port), encoding="utf-8")
    main = (
        f"daemon off; pid {folder}/pid; error_log /dev/null crit; worker_processes 1;\n"
        "events { worker_connections 1024; }\n"
        f"http {{ client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;\n"
        f"include {folder}/shipped.conf; }}\n"
    )
    (folder / "nginx.conf").write_text(main, encoding="utf-8")
    make_certificate(folder)
    process = subprocess.Popen([program, "-c", f"{folder}/nginx.conf", "-p", str(folder)])
    try:
        time.sleep(1)
        assert process.poll() is None, "nginx does not take the shipped file"
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE_SECONDS)


def _moved(folder: Path, upstream: int, port: int) -> str:
    """The shipped file with other ports and paths, and otherwise as it is."""
    text = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"server (127\.0\.0\.1:8000|unix:\S+?)(?=[ ;])", f"server 127.0.0.1:{upstream}", text)
    text = re.sub(r"listen \[::\]:\d+[^;]*;", "", text)
    text = re.sub(r"listen 443\b", f"listen 127.0.0.1:{port}", text)
    text = re.sub(r"listen 80\b", f"listen 127.0.0.1:{free_port()}", text)
    return text.replace("/etc/ssl/lesas", str(folder)).replace("/var/log/nginx", str(folder))


def make_certificate(folder: Path) -> None:
    """Write a certificate that nobody trusts into ``folder``."""
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "2",
            "-subj",
            f"/CN={HOST}",
        ]
        + ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")],
        check=True,
        capture_output=True,
    )


def memory(master: int) -> float:
    """Return how many MB of its own the server has, the master and its workers together (Pss)."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
    return sum(_own_memory(pid) for pid in (str(master), *children)) / 1000


def _own_memory(pid: str) -> int:
    try:
        text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1])
