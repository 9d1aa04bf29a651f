"""Runs nginx with the example configuration of the documents, as this user, on loopback."""

import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import urlopen

import pytest

EXAMPLE = Path(__file__).parents[2] / "docs" / "serve" / "nginx.conf"
NGINX = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/sbin:/usr/local/bin")
needs_nginx = pytest.mark.skipif(NGINX is None, reason="there is no nginx; on Debian: apt-get install nginx-light")

_AROUND = """daemon off; pid {folder}/pid; error_log {folder}/errors; {user}
events {{ }}
http {{
    log_format sent $bytes_sent; access_log {log} sent;
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    include {folder}/example.conf;
}}"""


@contextmanager
def serving(home: Path, log: Path = Path("/dev/null")) -> Iterator[str]:
    """Serve what is published in a home for the block; yield the address. The log has the bytes of each answer, on a line."""
    with TemporaryDirectory() as name, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        folder, example = Path(name), EXAMPLE.read_text(encoding="utf-8")
        for ours, here in {"listen 80": f"listen 127.0.0.1:{port}", "/srv/grunnlag/var": str(home)}.items():
            assert ours in example
            example = example.replace(ours, here)
        (folder / "example.conf").write_text(example, encoding="utf-8")
        user = "user root;" if Path.home() == Path("/root") else ""  # else the workers could not read root's folders
        (folder / "nginx.conf").write_text(_AROUND.format(folder=folder, user=user, log=log))
        server = subprocess.Popen([str(NGINX), "-p", name, "-e", f"{name}/errors", "-c", f"{name}/nginx.conf"])
        try:
            _wait(server, f"http://127.0.0.1:{port}/", folder / "errors")
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()
            server.wait(30)


def _wait(server: "subprocess.Popen[bytes]", address: str, errors: Path) -> None:
    """Wait until it answers. Fail with its own words if it ends."""
    while server.poll() is None:
        try:
            urlopen(address).close()
            return
        except OSError as error:
            if hasattr(error, "status"):
                return
            time.sleep(0.05)
    pytest.fail(errors.read_text())
