"""A PostgreSQL of a test's own, with the logging that it comes with: it may be stopped, killed and read."""

import os
import pwd
import shlex
import shutil
import subprocess
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.portal.smtp_server import free_port

OWNER = "postgres"  # root may not run PostgreSQL


class Cluster:
    """One server on loopback with everything it holds. ``log`` is what it wrote."""

    def __init__(self) -> None:
        self.port = free_port()
        self._folder = Path(tempfile.mkdtemp(prefix="cluster-"))
        self._data, self._log = self._folder / "data", self._folder / "log"
        if is_root():
            shutil.chown(self._folder, OWNER)
        self._run("initdb", "-U", "lesas", "-A", "trust", "--locale=C.UTF-8", "-E", "UTF8", "--no-sync")

    @property
    def log(self) -> str:
        """Everything that the server has logged so far."""
        return self._log.read_text(encoding="utf-8", errors="replace")

    def start(self) -> None:
        """Start it and wait until it answers."""
        options = (
            f"-c listen_addresses=127.0.0.1 -c port={self.port} "
            f"-c unix_socket_directories={self._folder} -c fsync=off -c max_connections=60"
        )
        self._run("pg_ctl", "-w", "-t", "60", "-l", str(self._log), "-o", options, "start")

    def stop(self, *, how: str = "fast") -> None:
        """Stop it: ``fast`` cuts every connection, ``immediate`` is a crash."""
        self._run("pg_ctl", "-w", "-t", "60", "-m", how, "stop")

    def restart(self, *, how: str = "fast") -> None:
        """Stop and start it."""
        self.stop(how=how)
        self.start()

    @property
    def runs(self) -> bool:
        """Whether it was started and not stopped since."""
        return (self._data / "postmaster.pid").exists()

    @property
    def postmaster(self) -> int:
        """The number of its first process."""
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def create_database(self, template: str = "template1") -> str:
        """Make a database; return its name."""
        name = f"d{uuid.uuid4().hex[:8]}"
        self.psql("postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
        return name

    def psql(self, database: str, statement: str) -> str:
        """Return what one statement answers."""
        where = ["-h", "127.0.0.1", "-p", str(self.port), "-U", "lesas", "-d", database]
        return self._call("psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", *where, "-c", statement)

    def url(self, database: str, user: str = "lesas") -> str:
        """Return what DATABASE_URL takes."""
        return f"postgres://{user}@127.0.0.1:{self.port}/{database}"

    def close(self) -> None:
        """Stop it, if it runs, and throw everything away."""
        if self.runs:
            self.stop(how="immediate")
        shutil.rmtree(self._folder)

    def _run(self, name: str, *arguments: str) -> str:
        return self._call(name, "-D", str(self._data), *arguments)

    def _call(self, name: str, *arguments: str) -> str:
        command = shlex.join([str(programs() / name), *arguments])
        become = ["su", OWNER, "-s", "/bin/bash", "-c"] if is_root() else ["/bin/bash", "-c"]
        # A server that is started here keeps what it was given, so it is given no pipe to hold open.
        with tempfile.TemporaryFile() as said:
            done = subprocess.run([*become, command], stdout=said, stderr=said, cwd=self._folder, check=False)
            said.seek(0)
            text = said.read().decode()
        assert done.returncode == 0, f"{name}: {text}"
        return text.strip()


def is_root() -> bool:
    return os.geteuid() == 0


def programs() -> Path:
    """Return where PostgreSQL's programs are. Raises FileNotFoundError where they are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not found and (elsewhere := shutil.which("initdb")):
        found = [Path(elsewhere).resolve()]
    if not found or not (found[-1].parent / "pg_ctl").exists():
        raise FileNotFoundError("no initdb and pg_ctl: install Debian's postgresql")
    if is_root():
        pwd.getpwnam(OWNER)
    return found[-1].parent


@contextmanager
def run_cluster() -> Iterator[Cluster]:
    """Run a server for as long as the block lasts."""
    cluster = Cluster()
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.close()
