"""Requests are counted over all that run at once, and never more than the host allows."""

import multiprocessing
from datetime import timedelta

import pytest

from extract.budget import MARGIN, Budget
from tests.lib.apis import NIGHT, Time

URLS = iter(f"http://host-{number}.example/api" for number in range(1000))


@pytest.fixture
def url() -> str:
    """A host that nobody has asked yet."""
    return next(URLS)


def _quota(limit: int, left: int, window: int = 60) -> dict[str, str]:
    return {"x-ratelimit-policy": f"{limit};w={window}s", "x-ratelimit-remaining": str(left)}


def _moments(budgets: list[Budget], time: Time, requests: int) -> list[float]:
    """When each request was let through, the budgets taking turns."""
    moments = []
    for number in range(requests):
        budgets[number % len(budgets)].take()
        moments.append((time.at - NIGHT).total_seconds())
    return moments


def _most_in(window: float, moments: list[float]) -> int:
    return max(sum(start <= moment < start + window for moment in moments) for start in moments)


def test_requests_are_kept_apart(url: str) -> None:
    time = Time()
    assert _moments([Budget(url, spacing=2, clock=time.clock)], time, 4) == pytest.approx([0, 2, 4, 6])


def test_requests_of_two_runs_are_kept_apart_from_each_other(url: str) -> None:
    time = Time()
    two = [Budget(url, spacing=2, clock=time.clock), Budget(url, spacing=2, clock=time.clock)]
    assert _moments(two, time, 4) == pytest.approx([0, 2, 4, 6])


@pytest.mark.parametrize("runs", [1, 2, 3])
def test_never_more_than_forty_in_any_sixty_seconds(url: str, runs: int) -> None:
    time = Time()
    moments = _moments([Budget(url, spacing=0, clock=time.clock) for _ in range(runs)], time, 200)
    assert _most_in(60 + MARGIN, moments) == 40
    assert moments[-1] == pytest.approx(4 * (60 + MARGIN)), "no longer than it must be"


def test_services_of_one_host_share_a_budget_and_other_hosts_have_their_own(url: str) -> None:
    time = Time()
    Budget(f"{url}/statbank", spacing=5, clock=time.clock).take()
    Budget(next(URLS), spacing=5, clock=time.clock).take()
    assert time.slept == []
    Budget(f"{url}/klass", spacing=5, clock=time.clock).take()
    assert time.slept == [pytest.approx(5)]


def test_the_limit_is_what_the_headers_say(url: str) -> None:
    time = Time()
    budget = Budget(url, spacing=0, clock=time.clock)
    budget.take()
    budget.heed(_quota(limit=3, left=2, window=10))
    assert _moments([budget], time, 5) == pytest.approx([0, 0, 10 + MARGIN, 10 + MARGIN, 10 + MARGIN])


def test_what_somebody_else_behind_the_same_address_used_counts(url: str) -> None:
    time = Time()
    budget = Budget(url, spacing=0, clock=time.clock)
    budget.take()
    budget.heed(_quota(limit=40, left=1))
    assert _moments([budget], time, 2) == pytest.approx([0, 60 + MARGIN])


def test_our_own_requests_are_not_counted_twice(url: str) -> None:
    time = Time()
    budget = Budget(url, spacing=0, clock=time.clock)
    for left in range(39, 0, -1):
        budget.take()
        budget.heed(_quota(limit=40, left=left))
    assert time.slept == []


@pytest.mark.parametrize(
    ("policy", "left"), [(None, None), (None, "0"), ("many", "0"), ("40;w=60s", "none"), ("40;w=60s", None)]
)
def test_headers_that_say_nothing_change_nothing(url: str, policy: str | None, left: str | None) -> None:
    headers = {"x-ratelimit-policy": policy, "x-ratelimit-remaining": left}
    said = {name: value for name, value in headers.items() if value is not None}
    time = Time()
    budget = Budget(url, spacing=0, clock=time.clock)
    budget.heed(said)
    budget.take()
    assert time.slept == []


def test_a_pause_is_everybodys(url: str) -> None:
    time = Time()
    Budget(url, spacing=0, clock=time.clock).pause(7)
    Budget(url, spacing=0, clock=time.clock).take()
    assert time.slept == [pytest.approx(7)]


def test_a_clock_that_was_put_back_holds_nobody_up(url: str) -> None:
    time = Time()
    budget = Budget(url, spacing=3, clock=time.clock)
    budget.take()
    time.at -= timedelta(days=1)
    budget.take()
    assert time.slept == []


def test_a_file_cut_short_counts_as_empty(url: str) -> None:
    time = Time()
    budget = Budget(url, spacing=3, clock=time.clock)
    budget.take()
    budget._path.write_bytes(b'{"limit": 4')
    budget.take()
    assert time.slept == []


def _take(url: str, times: int) -> None:
    budget = Budget(url, spacing=0, clock=Time().clock)
    for _ in range(times):
        budget.take()


def test_two_processes_lose_no_request_of_each_other(url: str) -> None:
    processes = [multiprocessing.get_context("fork").Process(target=_take, args=(url, 15)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    time = Time()
    assert _moments([Budget(url, spacing=0, clock=time.clock)], time, 11) == pytest.approx([0] * 10 + [60 + MARGIN])
