"""The HTTP client of all sources: one connection, a shared rate limit, retries of transient errors, typed errors."""

import logging
from collections.abc import Iterator
from itertools import count
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from tenacity import RetryCallState, Retrying, retry_if_exception, wait_exponential_jitter
from urllib3.exceptions import HTTPError, LocationParseError, NewConnectionError

from catalogue.errors import (
    BadSetting,
    GrunnlagError,
    LimitReached,
    RetryAfterTooLong,
    SourceUnavailable,
    TooSlow,
    TruncatedAnswer,
    TryAgainLater,
    Unreachable,
)
from extract.answer import JSON, Answer, Form, checked, retry_after
from extract.body import Limits, read_body
from extract.budget import Budget
from extract.clock import Clock

log = logging.getLogger(__name__)

TIMEOUT = (10, 120)
"""Seconds to connect, and to wait between two bytes. SSB takes about ten seconds to make its largest answers."""

TRANSIENT = (429, 500, 502, 503, 504)
ATTEMPTS = 7
BACKOFF = wait_exponential_jitter(initial=1, max=60, jitter=1)
"""Waits of 1, 2, 4, … 32 seconds plus up to one more: a minute in all, enough for a server to restart."""

UNREACHABLE_LIMIT = 6.0
"""Seconds until the retries of an unreachable host stop: they do not help if there is no network."""

LONGEST_RETRY_AFTER = 600.0
"""The longest `Retry-After`, in seconds, that a run waits."""


class _Session(requests.Session):
    """A session that leaves redirects alone: requests would read their bodies whole, without a limit."""

    def get_redirect_target(self, resp: requests.Response) -> None:
        """Return None."""


def one_connection() -> requests.Session:
    """Return a session with one connection to each host; the clients of a host share it."""
    session = _Session()
    for scheme in ("http://", "https://"):  # requests' own adapters would win over a shorter prefix
        session.mount(scheme, HTTPAdapter(pool_maxsize=1))
    session.headers.update({"User-Agent": "grunnlag"})
    return session


class Client:
    """HTTP client for one base URL and content type: rate-limited per host, retries transient errors.

    With `cache_busting`, retries add a query parameter: the StatBank caches responses, errors included, by URL, and
    ignores parameters that it does not know.
    """

    def __init__(
        self,
        base_url: str,
        budget: Budget,
        *,
        session: requests.Session | None = None,
        clock: Clock | None = None,
        cache_busting: bool = False,
        form: Form = JSON,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self._budget = budget
        self._session = session or one_connection()
        self._clock = clock or Clock()
        self._cache_busting = cache_busting
        self._form = form
        self.limits = Limits()
        self._deadline = 0.0
        self._unreachable: Unreachable | None = None
        self._failed: dict[str, Iterator[int]] = {}

    def get(
        self,
        path: str,
        query: dict[str, str] | None = None,
        *,
        also_transient: tuple[int, ...] = (),
        conditions: dict[str, str] | None = None,
    ) -> Answer:
        """GET `path` with a short query. Figures of the StatBank need `post`, because it refuses long addresses.

        `also_transient`: further statuses to retry. `conditions`: headers that allow the answer 304, not modified.
        """
        request = {"method": "GET", "path": path, "query": dict(sorted((query or {}).items()))}
        return self._with_retries(request | ({"headers": conditions} if conditions else {}), TRANSIENT + also_transient)

    def post(self, path: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        """POST `body` as JSON to `path`."""
        request = {"method": "POST", "path": path, "query": dict(sorted(query.items())), "body": body}
        return self._with_retries(request, TRANSIENT)

    def _with_retries(self, request: dict[str, Any], transient: tuple[int, ...]) -> Answer:
        """Return the answer. Raise SourceRefused at the first refusal, TryAgainLater after the last attempt.

        A request that has failed after its last attempt gets one attempt more whenever it is repeated.
        """
        if self._unreachable:
            raise self._unreachable
        failed = self._failed.get(str(request))
        numbers, attempts = (failed, 1) if failed else (count(1), ATTEMPTS)
        self._deadline = monotonic() + 60 * self.limits.minutes
        retrying = Retrying(
            stop=lambda state: state.attempt_number >= attempts or self._is_too_late(state),
            wait=BACKOFF,
            retry=retry_if_exception(_is_transient),
            sleep=self._clock.sleep,
            before_sleep=_log_retry,
            reraise=True,
        )
        try:
            return retrying(lambda: self._attempt(request, next(numbers), transient))
        except Unreachable as error:
            self._unreachable = error  # for the rest of the run: every further request would wait as long
            raise
        except TryAgainLater:
            self._failed[str(request)] = numbers
            raise

    def _attempt(self, request: dict[str, Any], number: int, transient: tuple[int, ...]) -> Answer:
        """Send the request once; check the status of the answer, then its content."""
        self._budget.take()
        cache_buster = {"attempt": str(number)} if self._cache_busting and number > 1 else {}
        answer = self._send(request, request["query"] | cache_buster)
        self._budget.learn_limit(answer.headers)
        if answer.status in transient:
            self._raise_transient(answer)
        return checked(answer, self._form)

    def _send(self, request: dict[str, Any], query: dict[str, str]) -> Answer:
        """Send the request. Raise SourceUnavailable if no answer comes, TruncatedAnswer if it is cut off.

        Raise BadSetting if the address, the proxy or the certificates cannot be used.
        """
        url = f"{self.base_url}/{request['path']}"
        try:
            with self._session.request(
                request["method"],
                url,
                params=query,
                json=request.get("body"),
                headers={"Accept": self._form.accept} | request.get("headers", {}),
                timeout=TIMEOUT,
                allow_redirects=False,
                stream=True,
            ) as response:
                body = read_body(response.raw, url, self.limits, self._deadline)
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            raise _as_ours(error, url) from error
        log.info("%s %s answered %s, %d bytes.", request["method"], url, response.status_code, len(body))
        headers = {name.lower(): value for name, value in response.headers.items()}
        return Answer(request, response.status_code, headers, body)

    def _is_too_late(self, state: RetryCallState) -> bool:
        """Return whether to stop before the last attempt: at the deadline, or if the host is unreachable."""
        error = state.outcome.exception() if state.outcome else None
        unreachable = isinstance(error, Unreachable) and (state.seconds_since_start or 0) >= UNREACHABLE_LIMIT
        return unreachable or monotonic() >= self._deadline

    def _raise_transient(self, answer: Answer) -> None:
        """Raise SourceUnavailable. First block all requests to the host if it asked for a pause."""
        path, after = answer.request["path"], retry_after(answer)
        if after is not None and after > LONGEST_RETRY_AFTER:
            raise RetryAfterTooLong(
                f"{path} answered {answer.status} with Retry-After: {after:.0f} seconds; try again after that."
            )
        if after is not None or answer.status == 429:
            self._budget.pause(after)
        raise SourceUnavailable(f"{path} answered {answer.status} to every attempt; try again later.")


def _as_ours(error: Exception, url: str) -> GrunnlagError:
    """Return the error of a request as one of our tree."""
    host = urlsplit(url).netloc
    if _is_setting(error):
        return BadSetting(f"{host} cannot be used ({error}); {_WHAT_TO_CORRECT}.")
    if _is_unreachable(error):
        return Unreachable(
            f"{host} cannot be reached from this machine; the published figures stay. "
            "Check the network, set HTTPS_PROXY if you use a proxy, or try --sample."
        )
    if isinstance(error, requests.RequestException):
        reason = "no answer in time" if isinstance(error, requests.Timeout) else "no connection"
        return SourceUnavailable(f"{url} does not answer ({reason}); try again later.")
    return TruncatedAnswer(f"The answer of {url} was cut off or cannot be read; try again.")


_WHAT_TO_CORRECT = "correct its GRUNNLAG_..._URL, HTTPS_PROXY, or REQUESTS_CA_BUNDLE, the file of trusted certificates"


def _is_setting(error: Exception) -> bool:
    """Return whether the address, the proxy or the certificates are wrong, so that trying again does not help."""
    if isinstance(error, requests.exceptions.SSLError):
        return "EOF" not in str(error)
    if isinstance(error, requests.RequestException):
        return isinstance(error, ValueError)  # the address of the source or the proxy
    return isinstance(error, OSError | UnicodeError | LocationParseError)  # no certificates; an impossible host


def _is_unreachable(error: Exception) -> bool:
    """Return whether no connection was possible. A refused connection does not count: the server may be restarting."""
    if isinstance(error, requests.exceptions.ProxyError | requests.exceptions.ConnectTimeout):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError) and not isinstance(reason.__cause__, ConnectionRefusedError)


def _is_transient(error: BaseException) -> bool:
    return isinstance(error, TryAgainLater) and not isinstance(error, RetryAfterTooLong | LimitReached | TooSlow)


def _log_retry(state: RetryCallState) -> None:
    """Log retries from the third attempt on, and how long the wait is."""
    if state.attempt_number > 2 and state.outcome:
        error = str(state.outcome.exception()).split(";")[0]
        log.warning(
            "Attempt %d of %d: %s; the next in %d s.", state.attempt_number, ATTEMPTS, error, state.upcoming_sleep
        )
