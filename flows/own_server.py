"""The Prefect server that `serve` starts: on loopback, with a secret, on a port that was free."""

import base64
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from prefect import get_client
from prefect.settings import temporary_settings

from catalogue.errors import BadSetting, SourceUnavailable
from flows.secret import read_secret
from flows.server import announced, login, prefect_faults
from flows.watch import mark_abandoned, watched
from warehouse.home import Home

HOST = "127.0.0.1"

START_LIMIT = 120.0
"""Seconds a Prefect server may take to start, a new database included."""

STOP_LIMIT = 20.0
"""Seconds it may take to end."""


@contextmanager
def own_server(home: Home, port: int) -> Iterator[str]:
    """Start a server for the block, and yield its address. Raise BadSetting if another process takes the port."""
    url, secret = f"http://{HOST}:{port}/api", read_secret(home)
    command = [sys.executable, "-m", "flows.prefect_server", "server", "start", "--host", HOST, "--port", str(port)]
    environment = os.environ | _settings(port, secret)  # other users cannot read it, as they can a command line
    process = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE)  # noqa: S603  (only fixed words and a number)
    try:
        if not _started(url, secret, process):
            if process.poll() is not None:
                require_free(port)
            raise SourceUnavailable(f"The Prefect server did not start at {url}; what it printed says why.")
        with temporary_settings(login(url, secret)):
            with prefect_faults(url), get_client(sync_client=True) as client:
                mark_abandoned(client)  # before another process can begin a run
            with announced(home, url), watched():
                yield url
    finally:
        end_server(process)
        if process.stdin:
            process.stdin.close()


def require_free(port: int) -> None:
    """Raise BadSetting unless the port is free: a Prefect server already on it would get our deployments."""
    try:
        socket.create_server((HOST, port)).close()
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise BadSetting(
            f"Port {port} cannot be used ({reason}); choose another with --port, or stop the program that uses it."
        ) from error


def _settings(port: int, secret: str) -> dict[str, str]:
    """Return Prefect's settings for the server. Its web page finds the API through the port setting."""
    return {
        "PREFECT_SERVER_API_PORT": str(port),
        "PREFECT_SERVER_API_AUTH_STRING": secret,
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": f"http://{HOST}:{port},http://localhost:{port}",
        "PREFECT_CLI_PROMPT": "false",
    }


def _started(url: str, secret: str, process: "subprocess.Popen[bytes]") -> bool:
    """Wait for the server to answer. Return False if it ends first, or is too slow."""
    deadline = time.monotonic() + START_LIMIT
    while time.monotonic() < deadline and process.poll() is None:
        if _is_ours(url, secret):
            return True
        time.sleep(0.3)
    return False


def _is_ours(url: str, secret: str) -> bool:
    """Return whether the server requires and accepts the secret. A server of another process would not."""
    basic = base64.b64encode(secret.encode()).decode()
    return _status(url, {}) == 401 and _status(url, {"Authorization": f"Basic {basic}"}) == 200


def _status(url: str, headers: dict[str, str]) -> int | None:
    try:
        request = urllib.request.Request(f"{url}/version", headers=headers)  # noqa: S310  (our own address)
        with urllib.request.urlopen(request, timeout=2) as answer:  # noqa: S310
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except OSError:
        return None


def end_server(process: "subprocess.Popen[bytes]") -> None:
    """Stop the server, by force after STOP_LIMIT: it waits for open connections, such as those of a cancelled run."""
    process.terminate()
    try:
        process.wait(STOP_LIMIT)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
