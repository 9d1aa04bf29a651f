"""The client decides on the status first, then on the content, and is polite about it."""

import socket

import pytest

from catalogue.errors import SourceRefused, SourceUnavailable, TruncatedAnswer
from extract.client import Answer, Client
from tests.lib.scripted import Says, scripted

QUOTA = {"x-ratelimit-remaining": "0", "x-ratelimit-policy": "40;w=60s"}


def _ask(*answers: Says, retries: int = 0) -> Answer:
    with scripted(*answers) as server:
        return Client(server.url, spacing=0, retries=retries).get("tables", lang="no")


def test_an_answer_is_kept_as_it_came_with_what_was_asked() -> None:
    answer = _ask(Says(b' {"tables": []}\n', headers={"ETag": "one"}))
    assert answer.body == b' {"tables": []}\n'
    assert answer.request == {"method": "GET", "path": "tables", "query": {"lang": "no"}}
    assert answer.headers["etag"] == "one"
    assert answer.json() == {"tables": []}


def test_what_is_posted_is_part_of_the_request() -> None:
    with scripted(Says()) as server:
        answer = Client(server.url + "/", spacing=0).post(
            "data", {"selection": []}, outputFormat="json-stat2", lang="no"
        )
    assert server.asked == [("POST", "/data?lang=no&outputFormat=json-stat2", {"selection": []})]
    assert answer.request["body"] == {"selection": []}


def test_a_body_shorter_than_announced_is_truncated() -> None:
    with pytest.raises(TruncatedAnswer, match="broke off in the middle of its answer; try again"):
        _ask(Says(b'{"tab', announced=1000))


def test_a_page_where_json_was_asked_for_is_no_answer() -> None:
    with pytest.raises(TruncatedAnswer, match="tables answered text/html where JSON was asked for"):
        _ask(Says(b"<html>We are working on it</html>", content_type="text/html"))


def test_half_a_json_is_told_when_it_is_read() -> None:
    with pytest.raises(TruncatedAnswer, match="tables answered something other than JSON; try again"):
        _ask(Says(b'{"tables": [')).json()


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'{"title": "Non-existent table", "status": 404}', "Non-existent table"),
        (b'{"title": "No", "detail": "Too many cells selected"}', "Too many cells selected"),
        (b"<html>\n  gone  </html>", "<html> gone </html>"),
        (b"", "nothing said"),
        (b"[]", "nothing said"),
    ],
)
def test_a_refusal_is_told_in_the_words_of_the_source(body: bytes, said: str) -> None:
    with pytest.raises(SourceRefused, match=f"^tables was refused with 404: {said}.$"):
        _ask(Says(body, status=404))


def test_the_status_counts_before_the_content() -> None:
    with pytest.raises(SourceRefused):
        _ask(Says(b'{"tables": []}', status=400, announced=14))
    with pytest.raises(SourceUnavailable):
        _ask(Says(b"<html>", status=503, content_type="text/html"))


def test_a_server_fault_that_passes_is_not_noticed() -> None:
    assert _ask(Says(status=503), Says(b'{"tables": []}'), retries=1).json() == {"tables": []}


def test_too_many_requests_are_made_again_after_the_pause_the_source_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    slept: list[float] = []
    monkeypatch.setattr("urllib3.util.retry.time.sleep", slept.append)
    assert _ask(Says(status=429, headers={"Retry-After": "7"}), Says(b"[]"), retries=1).json() == []
    assert slept == [7]


def test_a_server_fault_that_stays_is_told_in_one_sentence() -> None:
    with pytest.raises(SourceUnavailable, match=r"^tables answered 503 again and again; try again later\.$"):
        _ask(Says(status=503), retries=1)


def test_nobody_there_is_told_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(
        SourceUnavailable, match=rf"^http://127.0.0.1:{port}/tables does not answer \([a-z ]+\); try again later\.$"
    ):
        Client(f"http://127.0.0.1:{port}", spacing=0, retries=0).get("tables")


def _slept(times: int, says: Says, *, spacing: float) -> list[float]:
    """The pauses a client takes over some requests."""
    slept: list[float] = []
    with scripted(says) as server:
        client = Client(server.url, spacing=spacing, sleep=slept.append)
        for _ in range(times):
            client.get("tables")
    return slept


def test_requests_are_kept_apart() -> None:
    slept = _slept(3, Says(), spacing=1000)
    assert len(slept) == 2
    assert all(990 < pause <= 1000 for pause in slept)


def test_no_pause_is_taken_where_none_is_asked_for() -> None:
    assert _slept(3, Says(headers={"x-ratelimit-remaining": "1", "x-ratelimit-policy": "40;w=60s"}), spacing=0) == []


def test_a_used_up_quota_is_waited_for() -> None:
    assert _slept(1, Says(headers=QUOTA), spacing=0) == [60]


def test_a_used_up_quota_without_a_window_is_not_guessed_at() -> None:
    assert _slept(1, Says(headers={"x-ratelimit-remaining": "0"}), spacing=0) == []
