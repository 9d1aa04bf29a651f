"""The request budget is shared by all processes, and never exceeds the host's limit."""

import multiprocessing
from datetime import timedelta

import pytest

from extract.budget import LONGEST_PAUSE, MARGIN, Budget
from tests.lib.apis import NIGHT, Time

URLS = iter(f"http://host-{number}.example/api" for number in range(1000))


@pytest.fixture
def url() -> str:
    """A host without any requests so far."""
    return next(URLS)


def _quota(limit: int, left: int, window: int = 60) -> dict[str, str]:
    return {"x-ratelimit-policy": f"{limit};w={window}s", "x-ratelimit-remaining": str(left)}


def _times(budgets: list[Budget], time: Time, requests: int) -> list[float]:
    """Return the second at which each request was allowed; the budgets take turns."""
    times = []
    for number in range(requests):
        budgets[number % len(budgets)].take()
        times.append((time.at - NIGHT).total_seconds())
    return times


def _most_in(window: float, times: list[float]) -> int:
    return max(sum(start <= at < start + window for at in times) for start in times)


def test_requests_are_spaced(url: str) -> None:
    time = Time()
    assert _times([Budget(url, spacing=2, clock=time.clock)], time, 4) == pytest.approx([0, 2, 4, 6])


def test_requests_of_two_runs_are_spaced_together(url: str) -> None:
    time = Time()
    two = [Budget(url, spacing=2, clock=time.clock), Budget(url, spacing=2, clock=time.clock)]
    assert _times(two, time, 4) == pytest.approx([0, 2, 4, 6])


@pytest.mark.parametrize("runs", [1, 2, 3])
def test_never_more_than_forty_in_any_sixty_seconds(url: str, runs: int) -> None:
    time = Time()
    times = _times([Budget(url, spacing=0, clock=time.clock) for _ in range(runs)], time, 200)
    assert _most_in(60 + MARGIN, times) == 40
    assert times[-1] == pytest.approx(4 * (60 + MARGIN)), "no longer than necessary"


def test_services_of_one_host_share_a_budget_and_other_hosts_have_their_own(url: str) -> None:
    time = Time()
    Budget(f"{url}/statbank", spacing=5, clock=time.clock).take()
    Budget(next(URLS), spacing=5, clock=time.clock).take()
    assert time.slept == []
    Budget(f"{url}/klass", spacing=5, clock=time.clock).take()
    assert time.slept == [pytest.approx(5)]


def test_the_limit_is_read_from_the_headers(url: str) -> None:
    time = Time()
    budget = Budget(url, spacing=0, clock=time.clock)
    budget.take()
    budget.learn_limit(_quota(limit=3, left=2, window=10))
    assert _times([budget], time, 5) == pytest.approx([0, 0, 10 + MARGIN, 10 + MARGIN, 10 + MARGIN])


def test_requests_of_others_behind_the_same_address_count(url: str) -> None:
    time = Time()
    budget = Budget(url, spacing=0, clock=time.clock)
    budget.take()
    budget.learn_limit(_quota(limit=40, left=1))
    assert _times([budget], time, 2) == pytest.approx([0, 60 + MARGIN])


def test_our_own_requests_are_not_counted_twice(url: str) -> None:
    time = Time()
    budget = Budget(url, spacing=0, clock=time.clock)
    for left in range(39, 0, -1):
        budget.take()
        budget.learn_limit(_quota(limit=40, left=left))
    assert time.slept == []


@pytest.mark.parametrize(
    ("policy", "left"), [(None, None), (None, "0"), ("many", "0"), ("40;w=60s", "none"), ("40;w=60s", None)]
)
def test_unreadable_headers_change_nothing(url: str, policy: str | None, left: str | None) -> None:
    headers = {"x-ratelimit-policy": policy, "x-ratelimit-remaining": left}
    sent = {name: value for name, value in headers.items() if value is not None}
    time = Time()
    budget = Budget(url, spacing=0, clock=time.clock)
    budget.learn_limit(sent)
    budget.take()
    assert time.slept == []


def test_a_pause_holds_for_all_processes(url: str) -> None:
    time = Time()
    Budget(url, spacing=0, clock=time.clock).pause(7)
    Budget(url, spacing=0, clock=time.clock).take()
    assert time.slept == [pytest.approx(7)]


def test_a_clock_set_back_causes_no_wait(url: str) -> None:
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


def test_requests_of_two_processes_are_all_counted(url: str) -> None:
    processes = [multiprocessing.get_context("fork").Process(target=_take, args=(url, 15)) for _ in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    time = Time()
    assert _times([Budget(url, spacing=0, clock=time.clock)], time, 11) == pytest.approx([0] * 10 + [60 + MARGIN])


@pytest.mark.parametrize(
    "content",
    [
        b'{"limit": "many", "window": 60, "sent": [], "blocked_until": 0}',
        b'{"limit": 0, "window": 60, "sent": [], "blocked_until": 0}',
        b'{"limit": 40, "window": -1, "sent": [], "blocked_until": 0}',
        b'{"limit": 40, "window": 1e99, "sent": [], "blocked_until": 0}',
        b'{"limit": 40, "window": 60, "sent": {"a": 1}, "blocked_until": 0}',
        b'{"limit": 40, "window": 60, "sent": ["soon"], "blocked_until": 0}',
        b'{"limit": 40, "window": 60, "sent": null, "blocked_until": null}',
        b'{"limit": 40, "window": 60, "sent": [1e400], "blocked_until": 4e12}',
        b'{"limit": 40, "window": 60, "sent": [4e12], "blocked_until": 4e12}',
        b"[1, 2]",
        b"null",
        b"\xff\xfe",
    ],
)
def test_a_file_with_wrong_types_or_of_a_wrong_clock_causes_no_wait(url: str, content: bytes) -> None:
    time = Time()
    budget = Budget(url, spacing=3, clock=time.clock)
    budget._path.write_bytes(content)
    budget.take()
    assert time.slept == []


def test_a_window_of_years_is_not_believed(url: str) -> None:
    time = Time()
    budget = Budget(url, spacing=0, clock=time.clock)
    budget.learn_limit(_quota(limit=1, left=0, window=999_999_999))
    budget.take()
    assert sum(time.slept) <= LONGEST_PAUSE + MARGIN


def test_a_wait_of_more_than_ten_seconds_is_logged_with_its_end(url: str, caplog: pytest.LogCaptureFixture) -> None:
    time = Time()
    budget = Budget(url, spacing=0, clock=time.clock)
    budget.pause(9)
    budget.take()
    assert not caplog.messages
    budget.pause(70)
    budget.take()
    host = url.split("/")[2]
    assert caplog.messages == [f"Waiting until 03:31:19 Oslo time for the request limit of {host}."]
