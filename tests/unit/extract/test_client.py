"""The client decides on the status first, then on the content, and asks again where the fault is one that passes."""

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from catalogue.errors import LeftAlone, SourceRefused, SourceUnavailable, TruncatedAnswer, Unreachable
from extract.answer import Answer
from extract.budget import MARGIN
from extract.client import ATTEMPTS
from tests.lib.apis import Time, client
from tests.lib.scripted import Says, scripted

GOOD = Says(b'{"tables": []}')


def _ask(*answers: Says, time: Time | None = None) -> Answer:
    with scripted(*answers) as server:
        return client(server.url, time).get("tables", {"lang": "no"})


def test_an_answer_is_kept_as_it_came_with_what_was_asked() -> None:
    answer = _ask(Says(b' {"tables": []}\n', headers={"ETag": "one"}))
    assert answer.body == b' {"tables": []}\n'
    assert answer.request == {"method": "GET", "path": "tables", "query": {"lang": "no"}}
    assert answer.headers["etag"] == "one"
    assert answer.json() == {"tables": []}


def test_what_is_posted_is_part_of_the_request() -> None:
    with scripted(Says()) as server:
        query = {"outputFormat": "json-stat2", "lang": "no"}
        answer = client(server.url + "/").post("data", query, {"selection": []})
    assert server.asked == [("POST", "/data?lang=no&outputFormat=json-stat2", {"selection": []})]
    assert answer.request["body"] == {"selection": []}


def test_a_body_shorter_than_announced_is_truncated() -> None:
    with pytest.raises(TruncatedAnswer, match="broke off in the middle of its answer; try again"):
        _ask(Says(b'{"tab', announced=1000))


def test_a_page_where_json_was_asked_for_is_no_answer() -> None:
    with pytest.raises(TruncatedAnswer, match="tables answered text/html where JSON was asked for"):
        _ask(Says(b"<html>We are working on it</html>", content_type="text/html"))


def test_half_a_json_at_full_length_is_no_answer() -> None:
    with pytest.raises(TruncatedAnswer, match="tables answered something other than JSON; try again"):
        _ask(Says(b'{"tables": ['))


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


PASSING = {
    **{f"status {status}": Says(status=status) for status in (429, 500, 502, 503, 504)},
    "a maintenance page": Says(b"<html>Back soon</html>", status=503, content_type="text/html"),
    "a page with status 200": Says(b"<html>", content_type="text/html"),
    "a body that breaks off": Says(b'{"tab', announced=1000),
    "half a JSON": Says(b'{"tab'),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_a_fault_that_passes_is_not_noticed(fault: Says) -> None:
    assert _ask(fault, fault, GOOD).json() == {"tables": []}


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 414])
def test_a_refusal_is_not_asked_about_twice(status: int) -> None:
    with scripted(Says(status=status), GOOD) as server:
        with pytest.raises(SourceRefused) as refused:
            client(server.url).get("tables")
        assert len(server.asked) == 1
    assert refused.value.status == status


def test_a_status_can_be_said_to_pass() -> None:
    with scripted(Says(status=404), GOOD) as server:
        assert client(server.url).get("tables/07459/metadata", passing=(404,)).status == 200


def test_each_attempt_waits_longer_and_never_by_the_clock_alone() -> None:
    times = [Time(), Time()]
    for time in times:
        with pytest.raises(SourceUnavailable):
            _ask(Says(status=503), time=time)
    for time in times:
        assert [int(pause) for pause in time.slept] == [1, 2, 4, 8, 16, 32]
    assert times[0].slept != times[1].slept, "without jitter, all that failed together come back together"


def test_too_many_requests_are_made_again_after_the_pause_the_source_asks_for() -> None:
    time = Time()
    assert _ask(Says(status=429, headers={"Retry-After": "70"}), GOOD, time=time).status == 200
    assert sum(time.slept) == pytest.approx(70)


def test_the_pause_may_be_a_date() -> None:
    time = Time(at=datetime.now(UTC))
    date = format_datetime(time.at + timedelta(seconds=90), usegmt=True)
    assert _ask(Says(status=503, headers={"Retry-After": date}), GOOD, time=time).status == 200
    assert 85 <= sum(time.slept) < 93


def test_too_many_requests_without_a_word_wait_for_a_whole_window() -> None:
    time = Time()
    assert _ask(Says(status=429), GOOD, time=time).status == 200
    assert sum(time.slept) == pytest.approx(60 + MARGIN)


def test_a_pause_that_cannot_be_read_is_none() -> None:
    assert _ask(Says(status=503, headers={"Retry-After": "soon"}), GOOD).status == 200


def test_a_source_that_wants_peace_for_hours_is_left_alone() -> None:
    with pytest.raises(LeftAlone, match=r"^tables answered 503 and wants 7200 seconds' peace; try again then\.$"):
        _ask(Says(status=503, headers={"Retry-After": "7200"}), GOOD)


def test_a_server_fault_that_stays_is_told_in_one_sentence() -> None:
    with pytest.raises(SourceUnavailable, match=r"^tables answered 503 again and again; try again later\.$"):
        _ask(Says(status=503))


def test_a_long_wait_is_told_of_and_a_short_one_is_not(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(SourceUnavailable):
        _ask(Says(status=503))
    assert [record.getMessage() for record in caplog.records if record.name == "extract.client"] == [
        f"Attempt {number} of {ATTEMPTS}: tables answered 503 again and again." for number in range(3, ATTEMPTS)
    ]


def test_nobody_there_is_told_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(
        SourceUnavailable, match=rf"^http://127.0.0.1:{port}/tables does not answer \([a-z ]+\); try again later\.$"
    ):
        client(f"http://127.0.0.1:{port}").get("tables")


def test_where_answers_are_kept_by_their_text_a_second_attempt_has_another_text() -> None:
    with scripted(Says(status=500), Says(status=500), GOOD) as server:
        answer = client(server.url, cache_busting=True).post("data", {"lang": "no"}, {"selection": []})
    assert [path for _, path, _ in server.asked] == [
        "/data?lang=no",
        "/data?lang=no&attempt=2",
        "/data?lang=no&attempt=3",
    ]
    assert answer.request["query"] == {"lang": "no"}, "the archive knows the question, not the attempt"


def test_elsewhere_the_text_stays() -> None:
    with scripted(Says(status=500), GOOD) as server:
        client(server.url).get("classifications/131")
    assert [path for _, path, _ in server.asked] == ["/classifications/131"] * 2


def test_an_answer_that_sends_elsewhere_is_not_followed() -> None:
    with pytest.raises(SourceRefused, match="tables was refused with 302"):
        _ask(Says(status=302, headers={"Location": "/elsewhere"}), GOOD)


@pytest.mark.parametrize("address", ["http://no-such-host.invalid", "http://[::1%nowhere]:9"])
def test_a_host_without_a_way_to_it_is_given_up_at_once_the_second_time(address: str) -> None:
    time = Time()
    asking = client(address, time)
    for _ in range(2):
        with pytest.raises(Unreachable, match=r"cannot be reached from here; what was published stays\. Check the net"):
            asking.get("tables")
    assert len(time.slept) < ATTEMPTS
