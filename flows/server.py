"""The Prefect server of a home's running `serve`; `run` and `trigger` in the same home use it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
from prefect.exceptions import ObjectNotFound, PrefectHTTPStatusError
from prefect.settings import (
    PREFECT_API_AUTH_STRING,
    PREFECT_API_URL,
    PREFECT_SERVER_API_AUTH_STRING,
    PREFECT_SERVER_CORS_ALLOWED_ORIGINS,
    temporary_settings,
)

from catalogue.errors import BadSetting, Busy, SourceUnavailable
from flows.secret import read_secret
from warehouse.home import Home
from warehouse.lock import holder, only_one

_TEMPORARY_SECRET = secrets.token_urlsafe(32)
"""The secret of the temporary server of this process."""

_UNREACHED = ("Failed to reach API", "Timed out while attempting to connect", "Runner failed to start")
"""What Prefect says in a RuntimeError about a server that does not answer. Any other RuntimeError is a bug."""


@contextmanager
def only_serve(home: Home) -> Iterator[None]:
    """Hold the lock that allows one `serve` for each home. Raise Busy if another process holds it."""
    lock = home.serve_lock
    lock.parent.mkdir(exist_ok=True)
    if named := holder(lock):
        raise Busy(f"'grunnlag serve' is already up for {home.path} ({named}); stop it first.")
    with only_one(lock, patience=0):
        yield


@contextmanager
def announced(home: Home, url: str) -> Iterator[None]:
    """Write the address of our own server to a file for the block."""
    address = _address(home)
    address.write_text(url, encoding="utf-8")
    try:
        yield
    finally:
        address.unlink(missing_ok=True)


def login(url: str, secret: str) -> dict[Any, str]:
    """Return Prefect's settings for our own server."""
    return {PREFECT_API_URL: url, PREFECT_API_AUTH_STRING: secret}


@contextmanager
def served(home: Home) -> Iterator[None]:
    """Use the configured server, or the server of this home's `serve`, or else a temporary one."""
    with temporary_settings({} if PREFECT_API_URL.value() else _login(home) or _temporary()):
        yield


@contextmanager
def reached(home: Home) -> Iterator[str]:
    """Use the configured server, or the server of this home's `serve`, and yield its address.

    Raise SourceUnavailable if there is neither.
    """
    own = {} if PREFECT_API_URL.value() else _login(home)
    if own is None and holder(home.serve_lock):
        raise SourceUnavailable(
            f"'grunnlag serve' for {home.path} has not started yet, or uses a Prefect server of its "
            "PREFECT_API_URL; try again in a minute, or set PREFECT_API_URL here too."
        )
    if own is None:
        raise SourceUnavailable(f"No 'grunnlag serve' is up for {home.path}; start it, then try again.")
    with temporary_settings(own):
        yield str(PREFECT_API_URL.value())


@contextmanager
def prefect_faults(url: str, what: str = "it") -> Iterator[None]:
    """Raise one of our errors for a Prefect server that does not answer, refuses, or fails; `what` should be up there."""
    try:
        yield
    except PrefectHTTPStatusError as error:
        if error.response.is_server_error:
            raise SourceUnavailable(
                f"Prefect at {url} failed ({error.response.text:.200}); is its disk full?"
            ) from error
        if error.response.status_code != httpx.codes.UNAUTHORIZED:
            raise SourceUnavailable(f"Prefect at {url} refuses the run ({error.response.text:.200}).") from error
        raise BadSetting(f"Prefect at {url} wants a secret; give it in PREFECT_API_AUTH_STRING.") from error
    except ObjectNotFound as error:
        raise SourceUnavailable(f"Prefect at {url} no longer has this run; was it deleted there?") from error
    except (httpx.HTTPError, RuntimeError) as error:
        if "Found incompatible versions" in str(error):
            raise BadSetting(f"Prefect at {url} cannot be used: {error}") from error
        if isinstance(error, RuntimeError) and not any(words in str(error) for words in _UNREACHED):
            raise
        raise SourceUnavailable(
            f"Prefect at {url} does not answer; is {what} up there? See PREFECT_API_URL."
        ) from error


def _login(home: Home) -> dict[Any, str] | None:
    """Return Prefect's settings for the server of this home's `serve`, or None if it has not started one."""
    if not (holder(home.serve_lock) and _address(home).exists()):
        return None
    return login(_address(home).read_text(encoding="utf-8"), read_secret(home))


def _temporary() -> dict[Any, str]:
    """Return Prefect's settings for a temporary server that accepts requests from this process only."""
    return {
        PREFECT_API_AUTH_STRING: _TEMPORARY_SECRET,
        PREFECT_SERVER_API_AUTH_STRING: _TEMPORARY_SECRET,
        PREFECT_SERVER_CORS_ALLOWED_ORIGINS: "http://127.0.0.1",
    }


def _address(home: Home) -> Path:
    return home.path / "prefect" / "serve.url"
