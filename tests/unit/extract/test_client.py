"""The client checks the status before the content, and retries transient errors."""

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from catalogue.errors import (
    BadSetting,
    RetryAfterTooLong,
    SourceRefused,
    SourceUnavailable,
    TruncatedAnswer,
    Unreachable,
)
from extract.answer import Answer
from extract.budget import MARGIN
from extract.client import ATTEMPTS
from tests.lib.apis import Time, client
from tests.lib.scripted import Says, scripted

GOOD = Says(b'{"tables": []}')


def _ask(*answers: Says, time: Time | None = None) -> Answer:
    with scripted(*answers) as server:
        return client(server.url, time).get("tables", {"lang": "no"})


def test_an_answer_has_its_bytes_unchanged_and_its_request() -> None:
    answer = _ask(Says(b' {"tables": []}\n', headers={"ETag": "one"}))
    assert answer.body == b' {"tables": []}\n'
    assert answer.request == {"method": "GET", "path": "tables", "query": {"lang": "no"}}
    assert answer.headers["etag"] == "one"
    assert answer.json() == {"tables": []}


def test_the_posted_body_is_part_of_the_request() -> None:
    with scripted(Says()) as server:
        query = {"outputFormat": "json-stat2", "lang": "no"}
        answer = client(server.url + "/").post("data", query, {"selection": []})
    assert server.asked == [("POST", "/data?lang=no&outputFormat=json-stat2", {"selection": []})]
    assert answer.request["body"] == {"selection": []}


def test_a_body_shorter_than_announced_is_truncated() -> None:
    with pytest.raises(TruncatedAnswer, match="was cut off or cannot be read; try again"):
        _ask(Says(b'{"tab', announced=1000))


def test_a_page_instead_of_json_is_refused() -> None:
    with pytest.raises(TruncatedAnswer, match="tables answered text/html where JSON was asked for"):
        _ask(Says(b"<html>We are working on it</html>", content_type="text/html"))


def test_incomplete_json_of_the_announced_length_is_refused() -> None:
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
        (b"{}", "nothing said"),
    ],
)
def test_a_refusal_is_reported_in_the_words_of_the_source(body: bytes, said: str) -> None:
    with pytest.raises(SourceRefused, match=f"^tables was refused with 404: {said}.$"):
        _ask(Says(body, status=404))


def test_the_status_is_checked_before_the_content() -> None:
    with pytest.raises(SourceRefused):
        _ask(Says(b'{"tables": []}', status=400, announced=14))
    with pytest.raises(SourceUnavailable):
        _ask(Says(b"<html>", status=503, content_type="text/html"))


TRANSIENT = {
    **{f"status {status}": Says(status=status) for status in (429, 500, 502, 503, 504)},
    "a maintenance page": Says(b"<html>Back soon</html>", status=503, content_type="text/html"),
    "a page with status 200": Says(b"<html>", content_type="text/html"),
    "a body that breaks off": Says(b'{"tab', announced=1000),
    "half a JSON": Says(b'{"tab'),
}


@pytest.mark.parametrize("fault", TRANSIENT.values(), ids=TRANSIENT)
def test_a_transient_error_is_retried(fault: Says) -> None:
    assert _ask(fault, fault, GOOD).json() == {"tables": []}


@pytest.mark.parametrize("status", [400, 401, 403, 404, 405, 414])
def test_a_refused_request_is_not_retried(status: int) -> None:
    with scripted(Says(status=status), GOOD) as server:
        with pytest.raises(SourceRefused) as refused:
            client(server.url).get("tables")
        assert len(server.asked) == 1
    assert refused.value.status == status


def test_a_further_status_can_be_retried() -> None:
    with scripted(Says(status=404), GOOD) as server:
        assert client(server.url).get("tables/07459/metadata", also_transient=(404,)).status == 200


def test_each_retry_waits_longer_with_jitter() -> None:
    times = [Time(), Time()]
    for time in times:
        with pytest.raises(SourceUnavailable):
            _ask(Says(status=503), time=time)
    for time in times:
        assert [int(pause) for pause in time.slept] == [1, 2, 4, 8, 16, 32]
    assert times[0].slept != times[1].slept, "without jitter, clients that failed together would retry together"


def test_a_429_is_retried_after_the_seconds_in_retry_after() -> None:
    time = Time()
    assert _ask(Says(status=429, headers={"Retry-After": "70"}), GOOD, time=time).status == 200
    assert sum(time.slept) == pytest.approx(70)


def test_retry_after_may_be_a_date() -> None:
    time = Time(at=datetime.now(UTC))
    date = format_datetime(time.at + timedelta(seconds=90), usegmt=True)
    assert _ask(Says(status=503, headers={"Retry-After": date}), GOOD, time=time).status == 200
    assert 85 <= sum(time.slept) < 93


def test_a_429_without_retry_after_waits_for_a_whole_window() -> None:
    time = Time()
    assert _ask(Says(status=429), GOOD, time=time).status == 200
    assert sum(time.slept) == pytest.approx(60 + MARGIN)


def test_an_unreadable_retry_after_is_ignored() -> None:
    assert _ask(Says(status=503, headers={"Retry-After": "soon"}), GOOD).status == 200


def test_a_retry_after_of_hours_is_not_waited_for() -> None:
    sentence = r"^tables answered 503 with Retry-After: 7200 seconds; try again after that\.$"
    with pytest.raises(RetryAfterTooLong, match=sentence):
        _ask(Says(status=503, headers={"Retry-After": "7200"}), GOOD)


def test_a_lasting_server_error_is_reported_in_one_sentence() -> None:
    with pytest.raises(SourceUnavailable, match=r"^tables answered 503 to every attempt; try again later\.$"):
        _ask(Says(status=503))


def test_retries_are_logged_from_the_third_attempt(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(SourceUnavailable):
        _ask(Says(status=503))
    warned = [each for each in caplog.records if (each.name, each.levelname) == ("extract.client", "WARNING")]
    assert [record.getMessage() for record in warned] == [
        f"Attempt {number} of {ATTEMPTS}: tables answered 503 to every attempt; the next in {2 ** (number - 1)} s."
        for number in range(3, ATTEMPTS)
    ]


def test_a_server_that_is_down_is_reported_in_one_sentence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(
        SourceUnavailable, match=rf"^http://127.0.0.1:{port}/tables does not answer \([a-z ]+\); try again later\.$"
    ):
        client(f"http://127.0.0.1:{port}").get("tables")


def test_cache_busting_changes_the_url_of_each_retry() -> None:
    with scripted(Says(status=500), Says(status=500), GOOD) as server:
        answer = client(server.url, cache_busting=True).post("data", {"lang": "no"}, {"selection": []})
    assert [path for _, path, _ in server.asked] == [
        "/data?lang=no",
        "/data?lang=no&attempt=2",
        "/data?lang=no&attempt=3",
    ]
    assert answer.request["query"] == {"lang": "no"}, "the archived request is without the attempt"


def test_a_request_that_has_failed_is_sent_once_each_time_it_is_repeated() -> None:
    failing = [Says(status=503)] * (ATTEMPTS + 1)
    with scripted(*failing, GOOD, Says(status=503), GOOD) as server:
        repeated = client(server.url, cache_busting=True)
        for sent in (ATTEMPTS, ATTEMPTS + 1):
            with pytest.raises(SourceUnavailable):
                repeated.get("tables")
            assert len(server.asked) == sent
        assert repeated.get("tables").status == 200
        assert repeated.get("others").status == 200, "other requests are retried as before"
    assert server.asked[ATTEMPTS][1] == f"/tables?attempt={ATTEMPTS + 1}"


def test_without_cache_busting_the_url_stays() -> None:
    with scripted(Says(status=500), GOOD) as server:
        client(server.url).get("classifications/131")
    assert [path for _, path, _ in server.asked] == ["/classifications/131"] * 2


def test_a_redirect_is_not_followed() -> None:
    with pytest.raises(SourceRefused, match="tables was refused with 302"):
        _ask(Says(status=302, headers={"Location": "/elsewhere"}), GOOD)


@pytest.mark.parametrize("address", ["http://no-such-host.invalid", "http://[::1%nowhere]:9"])
def test_an_unreachable_host_is_given_up_at_once_the_second_time(address: str) -> None:
    time = Time()
    unreachable = client(address, time)
    for _ in range(2):
        with pytest.raises(
            Unreachable, match=r"cannot be reached from this machine; the published figures stay\. Check the net"
        ):
            unreachable.get("tables")
    assert len(time.slept) < ATTEMPTS


@pytest.mark.parametrize("length", ["abc", "", "-1", "1e3", "9" * 5000])
def test_a_length_that_is_no_number_is_never_a_fault_of_ours(length: str) -> None:
    try:
        assert _ask(Says(headers={"Content-Length": length})).body == b"{}"
    except TruncatedAnswer as error:
        assert str(error).endswith("try again.")  # noqa: PT017  (either is right)


@pytest.mark.parametrize(
    "headers",
    [
        {"Retry-After": "9" * 5000},
        {"Retry-After": "Mon, 99 Foo 99999 99:99:99 GMT"},
        {"X-RateLimit-Policy": "40;w=" + "9" * 5000, "X-RateLimit-Remaining": "1"},
        {"X-RateLimit-Policy": "40;w=60s", "X-RateLimit-Remaining": "\u00b2"},
        {"X-RateLimit-Policy": "40;w=60s", "X-RateLimit-Remaining": "9" * 5000},
    ],
)
def test_headers_that_are_no_numbers_are_ignored(headers: dict[str, str]) -> None:
    assert _ask(Says(status=503, headers=headers), GOOD).status == 200


def test_a_redirect_to_an_impossible_address_is_reported_in_one_sentence() -> None:
    with pytest.raises(SourceRefused, match=r"refused with 302: it has moved, and redirects are not followed\.$"):
        _ask(Says(status=302, headers={"Location": "http://[::1"}))


@pytest.mark.parametrize(
    ("variable", "value"),
    [("REQUESTS_CA_BUNDLE", "/no/such/bundle.pem"), ("HTTPS_PROXY", "http://["), ("HTTPS_PROXY", "ftp://x y")],
)
def test_a_wrong_setting_for_connections_is_named_and_not_retried(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str
) -> None:
    monkeypatch.setenv(variable, value)
    time = Time()
    with pytest.raises(BadSetting, match=rf"^127.0.0.1:9 cannot be used .* {variable}.*\.$"):
        client("https://127.0.0.1:9", time).get("tables")
    assert not time.slept


@pytest.mark.parametrize("host", ["a" * 64 + ".example", "x..example", "*.example"])
def test_an_impossible_host_is_reported_as_a_setting_or_as_unreachable(host: str) -> None:
    with pytest.raises((BadSetting, Unreachable), match=r"\.$"):
        client(f"http://{host}").get("tables")


def test_a_server_without_a_certificate_is_reported_as_a_setting() -> None:
    with scripted(GOOD) as server, pytest.raises(BadSetting, match="cannot be used"):
        client(server.url.replace("http://", "https://")).get("tables")
