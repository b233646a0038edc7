"""A real nginx with deploy/nginx.conf, on ports and paths of a test, and what may stand behind it."""

import json
import os
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from socketserver import ThreadingMixIn, UnixStreamServer

from django.conf import settings

from tests.portal.smtp_server import free_port

CONF = Path(settings.BASE_DIR) / "deploy" / "nginx.conf"
NAME = "portal.example.org"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
MAIN = """
{user}
daemon off;
pid {folder}/nginx.pid;
error_log {folder}/main.log;
events {{ }}
http {{
    default_type application/octet-stream;
    types {{ text/html html; text/css css; }}
    access_log off;
    # A test says where it comes from.
    set_real_ip_from 127.0.0.1;
    real_ip_header X-Comes-From;
    client_body_temp_path {folder}/bodies;
    proxy_temp_path {folder}/answers;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/lesas.conf;
}}
"""


@dataclass
class Proxy:
    """nginx and the folder of its files; ``conf`` is the main one."""

    folder: Path
    http: int
    https: int

    @property
    def conf(self) -> Path:
        return self.folder / "main.conf"

    @property
    def log(self) -> str:
        return "".join(file.read_text() for file in sorted(self.folder.glob("lesas*.log")))

    def connect(self, *, name: str = NAME, protocols: tuple[str, ...] = ("http/1.1",)) -> ssl.SSLSocket:
        """A TLS connection that asks for ``name``."""
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        context.set_alpn_protocols(list(protocols))
        plain = socket.create_connection(("127.0.0.1", self.https), timeout=20)
        return context.wrap_socket(plain, server_hostname=name)

    def get(self, path: str, *lines: str, method: str = "GET", body: bytes = b"") -> tuple[HTTPResponse, str]:
        """Ask for ``path`` with these lines as headers; return the answer and its text."""
        head = [f"{method} {path} HTTP/1.1", f"Host: {NAME}", "Connection: close", *lines]
        if body:
            head.append(f"Content-Length: {len(body)}")
        with self.connect() as connection:
            connection.sendall("\r\n".join([*head, "", ""]).encode() + body)
            answer = HTTPResponse(connection, method=method)
            answer.begin()
            return answer, answer.read().decode(errors="replace")


class Echo(BaseHTTPRequestHandler):
    """Answers with the headers that it was sent."""

    def do_GET(self) -> None:  # noqa: N802 -- named by the class above
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        said = json.dumps(list(self.headers.items())).encode()
        self.send_response(503 if "unwell" in self.path else 200)
        self.send_header("Content-Length", str(len(said)))
        self.end_headers()
        self.wfile.write(said)

    do_POST = do_GET  # noqa: N815

    def address_string(self) -> str:
        return ""

    def log_message(self, *_) -> None:
        pass


class EchoServer(ThreadingMixIn, UnixStreamServer):
    daemon_threads = True


@contextmanager
def echo(path: Path) -> Iterator[None]:
    """Something that answers on the socket ``path``."""
    path.unlink(missing_ok=True)
    with EchoServer(str(path), Echo) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield
        finally:
            server.shutdown()
            thread.join()
    path.unlink()


def write(folder: Path, **changes: str) -> Proxy:
    """Write the configuration and a certificate of its own into ``folder``; ``changes`` are other numbers for
    what is shipped, as ``burst="5"``."""
    proxy = Proxy(folder, free_port(), free_port())
    for name in ("bodies", "var", "static"):
        (folder / name).mkdir(exist_ok=True)
    _make_certificate(folder)
    text = re.sub(r"^\s*listen \[::\].*\n", "", CONF.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for said, here in {
        "listen 80": f"listen 127.0.0.1:{proxy.http}",
        "listen 443": f"listen 127.0.0.1:{proxy.https}",
        "/run/lesas/web.sock": f"{folder}/web.sock",
        "/etc/ssl/lesas": str(folder),
        "/var/log/nginx": str(folder),
        "/var/lib/lesas": f"{folder}/var",
        "/srv/lesas/current/staticfiles": f"{folder}/static",
    }.items():
        assert said in text, said
        text = text.replace(said, here)
    for name, number in changes.items():
        text, found = re.subn(rf"\b{name}=[\w/]+", f"{name}={number}", text)
        assert found, name
    (folder / "lesas.conf").write_text(text, encoding="utf-8")
    user = "user root;" if os.geteuid() == 0 else ""
    proxy.conf.write_text(MAIN.format(folder=folder, user=user), encoding="utf-8")
    return proxy


@contextmanager
def run(folder: Path, **changes: str) -> Iterator[Proxy]:
    """Run nginx for as long as the block lasts."""
    proxy = write(folder, **changes)
    process = subprocess.Popen([NGINX, "-c", str(proxy.conf)], stderr=subprocess.DEVNULL)
    try:
        _wait(proxy)
        yield proxy
    finally:
        process.terminate()
        process.wait(20)


def _make_certificate(folder: Path) -> None:
    subject = ("-subj", f"/CN={NAME}", "-days", "2", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256")
    files = ("-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem"))
    command = ["openssl", "req", "-x509", "-nodes", *subject, *files]
    subprocess.run(command, check=True, capture_output=True)


def _wait(proxy: Proxy) -> None:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", proxy.https), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError((proxy.folder / "main.log").read_text())
