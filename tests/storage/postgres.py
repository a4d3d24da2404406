"""A PostgreSQL server of Debian's packages for the tests: a Unix socket in a short folder, no network."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

_ACCOUNT = "postgres"
"""PostgreSQL does not run as root: then the server runs under this account, which Debian's package makes."""


def programs() -> Path | None:
    """Return the folder of the newest installed server, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    return found[-1].parent if found else None


def missing() -> str:
    """Return why no server can be started, or ""."""
    if programs() is None:
        return "PostgreSQL is not installed"
    if os.geteuid() == 0 and not shutil.which("runuser"):
        return "the server needs another account than root, and runuser is not installed"
    return ""


@contextmanager
def server() -> Iterator[str]:
    """Start a server, and yield the URL of its socket without a database; stop it at the end."""
    binaries = programs()
    assert binaries is not None
    # Paths of sockets are limited to some 100 bytes, which pytest's folders exceed.
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    as_account = ["runuser", "-u", _ACCOUNT, "--"] if os.geteuid() == 0 else []
    if as_account:
        shutil.chown(folder, _ACCOUNT)

    def run(*command: str) -> None:
        done = subprocess.run(
            [*as_account, *command], cwd=folder, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, done.stdout + done.stderr

    data, log = str(folder / "data"), str(folder / "log")
    started = False
    try:
        run(
            str(binaries / "initdb"), "-D", data, "-U", "narratives", "-E", "UTF8", "--locale=C.UTF-8",
            "--auth=trust", "--no-sync",
        )  # fmt: skip
        options = f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off"
        run(str(binaries / "pg_ctl"), "-D", data, "-l", log, "-o", options, "-w", "start")
        started = True
        yield f"postgresql://narratives@/{{database}}?host={quote(str(folder), safe='')}"
    finally:
        if started:
            run(str(binaries / "pg_ctl"), "-D", data, "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)
