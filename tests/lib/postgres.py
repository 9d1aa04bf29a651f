"""A real PostgreSQL, Debian's, for a test."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

POSTGRES = max(Path("/usr/lib/postgresql").glob("*/bin"), default=None, key=lambda path: int(path.parent.name))
needs_postgres = pytest.mark.skipif(
    POSTGRES is None, reason="there is no PostgreSQL; on Debian: apt-get install postgresql"
)


@contextmanager
def postgres() -> Iterator[str]:
    """Run a PostgreSQL with an empty database for the block, and yield the folder of its socket.

    It refuses to run as root, so then it runs as Debian's user postgres, in a folder that this user can reach.
    """
    assert POSTGRES
    user = pwd.getpwnam("postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name)
    with TemporaryDirectory(dir="/tmp") as folder:
        shutil.chown(folder, user.pw_uid, user.pw_gid)
        data = f"{folder}/data"
        as_user = {"user": user.pw_uid, "group": user.pw_gid, "cwd": folder, "stdout": subprocess.DEVNULL}
        initdb = [POSTGRES / "initdb", "-D", data, "-U", "grunnlag", "-A", "trust", "--no-sync", "-E", "UTF8"]
        subprocess.run(initdb, check=True, **as_user)  # type: ignore[call-overload]
        options = [f"-c{name}" for name in (f"unix_socket_directories={folder}", "listen_addresses=", "fsync=off")]
        server = subprocess.Popen([POSTGRES / "postgres", "-D", data, *options], stderr=subprocess.DEVNULL, **as_user)  # type: ignore[call-overload]
        try:
            ask = [POSTGRES / "createdb", "-h", folder, "-U", "grunnlag", "lake"]
            while subprocess.run(ask, stderr=subprocess.DEVNULL).returncode:
                assert server.poll() is None, "PostgreSQL has ended"
                time.sleep(0.1)
            yield folder
        finally:
            server.send_signal(signal.SIGINT)  # SIGTERM waits for clients
            server.wait()
