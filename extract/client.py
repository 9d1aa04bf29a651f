"""One polite HTTP client for all sources: one connection, spacing, retries of what passes, typed errors."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import orjson
import requests
from requests.adapters import HTTPAdapter
from urllib3.util import Retry

from catalogue.errors import SourceRefused, SourceUnavailable, TruncatedAnswer

log = logging.getLogger(__name__)
logging.getLogger("urllib3.connectionpool").setLevel(logging.ERROR)  # it tells of every retry in words of its own

TIMEOUT = (10, 120)
"""Seconds to connect, and to wait between two bytes; the largest answers take SSB some ten seconds."""

TRANSIENT = (429, 500, 502, 503, 504)


@dataclass(frozen=True)
class Answer:
    """What a source answered: the bytes as they came, and what is needed to trust them."""

    request: dict[str, Any]
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON. Raises TruncatedAnswer when it is not."""
        try:
            return orjson.loads(self.body)
        except orjson.JSONDecodeError as error:
            raise TruncatedAnswer(f"{self.request['path']} answered something other than JSON; try again.") from error


class Client:
    """Asks one base address, at least `spacing` seconds apart, and waits when the source's quota is used up.

    What passes (a fault of the server, a quota) is tried again after 0, 2, 4 and 8 seconds, or when the source says.
    """

    def __init__(
        self, base_url: str, *, spacing: float, retries: int = 4, sleep: Callable[[float], None] = time.sleep
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._spacing = spacing
        self._sleep = sleep
        self._asked = float("-inf")
        self._session = requests.Session()
        retry = Retry(
            retries, backoff_factor=1, status_forcelist=TRANSIENT, allowed_methods=None, raise_on_status=False
        )
        for scheme in ("http://", "https://"):  # a shorter prefix would lose to the adapters that are there already
            self._session.mount(scheme, HTTPAdapter(max_retries=retry, pool_maxsize=1))
        self._session.headers.update({"Accept": "application/json", "User-Agent": "grunnlag"})

    def get(self, path: str, **query: str) -> Answer:
        """GET `path` with a short query; never used for data, because long addresses are refused."""
        return self._ask({"method": "GET", "path": path, "query": dict(sorted(query.items()))})

    def post(self, path: str, body: dict[str, Any], **query: str) -> Answer:
        """POST `body` as JSON to `path`."""
        return self._ask({"method": "POST", "path": path, "query": dict(sorted(query.items())), "body": body})

    def _ask(self, request: dict[str, Any]) -> Answer:
        self._wait()
        url = f"{self.base_url}/{request['path']}"
        body = request.get("body")
        try:
            got = self._session.request(request["method"], url, params=request["query"], json=body, timeout=TIMEOUT)
        except requests.exceptions.ChunkedEncodingError as error:
            raise TruncatedAnswer(f"{url} broke off in the middle of its answer; try again.") from error
        except requests.RequestException as error:
            raise SourceUnavailable(f"{url} does not answer ({_reason(error)}); try again later.") from error
        log.debug("%s %s %s %d bytes", request["method"], url, got.status_code, len(got.content))
        self._mind_quota(got.headers)
        return _checked(
            Answer(request, got.status_code, {name.lower(): value for name, value in got.headers.items()}, got.content)
        )

    def _wait(self) -> None:
        """Keep requests `spacing` apart: SSB counts them per minute, over all its services."""
        early = self._asked + self._spacing - time.monotonic()
        if early > 0:
            self._sleep(early)
        self._asked = time.monotonic()

    def _mind_quota(self, headers: Any) -> None:
        """Pause for the window the source names when its last permitted request has been used."""
        policy = str(headers.get("x-ratelimit-policy", ""))
        if headers.get("x-ratelimit-remaining") == "0" and "w=" in policy:
            seconds = float(policy.split("w=")[1].rstrip("s") or 60)
            log.info("The source's quota is used up; waiting %.0f seconds", seconds)
            self._sleep(seconds)


def _checked(answer: Answer) -> Answer:
    """The answer itself when it is whole and good. Decides on the status first, then on the content."""
    path, announced = answer.request["path"], answer.headers.get("content-length")
    if answer.status in TRANSIENT:
        raise SourceUnavailable(f"{path} answered {answer.status} again and again; try again later.")
    if answer.status != 200:
        raise SourceRefused(f"{path} was refused with {answer.status}: {_said(answer)}.")
    if announced and "content-encoding" not in answer.headers and int(announced) != len(answer.body):
        raise TruncatedAnswer(f"{path} sent {len(answer.body)} of {announced} bytes; try again.")
    if "json" not in answer.headers.get("content-type", ""):
        raise TruncatedAnswer(f"{path} answered {answer.headers.get('content-type')} where JSON was asked for.")
    return answer


def _said(answer: Answer) -> str:
    """The problem's own title, or the beginning of whatever came."""
    try:
        problem = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        return " ".join(answer.body[:120].decode("utf-8", "replace").split()) or "nothing said"
    return str(problem.get("detail") or problem.get("title")) if isinstance(problem, dict) else "nothing said"


def _reason(error: requests.RequestException) -> str:
    return "no answer in time" if isinstance(error, requests.Timeout) else "no connection"
