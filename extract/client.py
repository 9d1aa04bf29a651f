"""One polite HTTP client for all sources: one connection, a shared budget, retries of what passes, typed errors."""

import logging
from itertools import count
from typing import Any
from urllib.parse import urlsplit

import requests
from requests.adapters import HTTPAdapter
from tenacity import RetryCallState, Retrying, retry_if_exception, wait_exponential_jitter
from urllib3.exceptions import NewConnectionError

from catalogue.errors import LeftAlone, SourceUnavailable, TruncatedAnswer, TryAgainLater, Unreachable
from extract.answer import JSON, Answer, Form, checked, retry_after
from extract.budget import Budget
from extract.clock import Clock

log = logging.getLogger(__name__)

TIMEOUT = (10, 120)
"""Seconds to connect, and to wait between two bytes; the largest answers take SSB some ten seconds."""

TRANSIENT = (429, 500, 502, 503, 504)
ATTEMPTS = 7
BACKOFF = wait_exponential_jitter(initial=1, max=60, jitter=1)
"""1, 2, 4, … 32 seconds and up to one more: a minute in all, so that a server may be started anew meanwhile."""

UNREACHABLE_LIMIT = 6.0
"""Seconds after which a host that cannot be connected to is given up: retries do not mend a missing network."""

PATIENCE = 600.0
"""The longest `Retry-After` that is waited for."""


def one_connection() -> requests.Session:
    """What clients of one host share, so that there is never a second connection beside the first."""
    session = requests.Session()
    for scheme in ("http://", "https://"):  # a shorter prefix would lose to the adapters that are there already
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
        self._unreachable: Unreachable | None = None

    def get(
        self,
        path: str,
        query: dict[str, str] | None = None,
        *,
        passing: tuple[int, ...] = (),
        conditions: dict[str, str] | None = None,
    ) -> Answer:
        """GET `path` with a short query; never used for the StatBank's figures, because long addresses are refused.

        `passing` are statuses that count as a fault that passes, besides those that always do. `conditions` are headers
        under which the answer may be 304: nothing new.
        """
        request = {"method": "GET", "path": path, "query": dict(sorted((query or {}).items()))}
        return self._ask(request | ({"headers": conditions} if conditions else {}), TRANSIENT + passing)

    def post(self, path: str, query: dict[str, str], body: dict[str, Any]) -> Answer:
        """POST `body` as JSON to `path`."""
        request = {"method": "POST", "path": path, "query": dict(sorted(query.items())), "body": body}
        return self._ask(request, TRANSIENT)

    def _ask(self, request: dict[str, Any], transient: tuple[int, ...]) -> Answer:
        """The answer, after as many attempts as it takes. Raises SourceRefused at once, TryAgainLater after the last."""
        if self._unreachable:
            raise self._unreachable
        numbers = count(1)
        retrying = Retrying(
            stop=_is_enough,
            wait=BACKOFF,
            retry=retry_if_exception(_passes),
            sleep=self._clock.sleep,
            before_sleep=_tell,
            reraise=True,
        )
        try:
            return retrying(lambda: self._attempt(request, next(numbers), transient))
        except Unreachable as error:
            self._unreachable = error  # for the rest of the run: the next request would only wait as long again
            raise

    def _attempt(self, request: dict[str, Any], number: int, transient: tuple[int, ...]) -> Answer:
        """One attempt: decides on the status first, then on the content."""
        self._budget.take()
        anew = {"attempt": str(number)} if self._cache_busting and number > 1 else {}
        answer = self._send(request, request["query"] | anew)
        self._budget.heed(answer.headers)
        if answer.status in transient:
            self._stand_back(answer)
        return checked(answer, self._form)

    def _send(self, request: dict[str, Any], query: dict[str, str]) -> Answer:
        """Raises SourceUnavailable when no answer comes, TruncatedAnswer when it breaks off."""
        url = f"{self.base_url}/{request['path']}"
        try:
            got = self._session.request(
                request["method"],
                url,
                params=query,
                json=request.get("body"),
                headers={"Accept": self._form.accept} | request.get("headers", {}),
                timeout=TIMEOUT,
                allow_redirects=False,
            )
        except requests.exceptions.ChunkedEncodingError as error:
            raise TruncatedAnswer(f"{url} broke off in the middle of its answer; try again.") from error
        except requests.RequestException as error:
            if _is_unreachable(error):
                raise Unreachable(
                    f"{urlsplit(url).netloc} cannot be reached from here; what was published stays. Check the network, "
                    "set HTTPS_PROXY where there is a proxy, or try --sample."
                ) from error
            reason = "no answer in time" if isinstance(error, requests.Timeout) else "no connection"
            raise SourceUnavailable(f"{url} does not answer ({reason}); try again later.") from error
        log.debug("%s %s %s %d bytes", request["method"], url, got.status_code, len(got.content))
        headers = {name.lower(): value for name, value in got.headers.items()}
        return Answer(request, got.status_code, headers, got.content)

    def _stand_back(self, answer: Answer) -> None:
        """Raise SourceUnavailable for a fault that passes, after letting everybody wait where the source asked for it."""
        path, after = answer.request["path"], retry_after(answer)
        if after is not None and after > PATIENCE:
            raise LeftAlone(f"{path} answered {answer.status} and wants {after:.0f} seconds' peace; try again then.")
        if after is not None or answer.status == 429:
            self._budget.pause(after)
        raise SourceUnavailable(f"{path} answered {answer.status} again and again; try again later.")


def _is_unreachable(error: requests.RequestException) -> bool:
    """Return whether no connection could be made at all. A refused one is another matter: a server may be restarting."""
    if isinstance(error, requests.exceptions.ProxyError | requests.exceptions.ConnectTimeout):
        return True
    reason = getattr(error.args[0], "reason", None) if error.args else None
    return isinstance(reason, NewConnectionError) and not isinstance(reason.__cause__, ConnectionRefusedError)


def _is_enough(state: RetryCallState) -> bool:
    """Stop after the last attempt, and early when the host cannot be connected to."""
    error = state.outcome.exception() if state.outcome else None
    without_way = isinstance(error, Unreachable) and (state.seconds_since_start or 0) >= UNREACHABLE_LIMIT
    return without_way or state.attempt_number >= ATTEMPTS


def _passes(error: BaseException) -> bool:
    return isinstance(error, TryAgainLater) and not isinstance(error, LeftAlone)


def _tell(state: RetryCallState) -> None:
    """Say why it takes so long; the first attempts that fail are nothing to speak of."""
    if state.attempt_number > 2 and state.outcome:
        error = str(state.outcome.exception()).split(";")[0]
        log.warning("Attempt %d of %d: %s.", state.attempt_number, ATTEMPTS, error)
