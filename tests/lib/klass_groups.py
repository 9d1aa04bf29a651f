"""The sample's KLASS with two classifications more. SYNTHETIC: which municipality is in which group is made up here."""

import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

import orjson

SINCE = "2020-01-01"
NAMES = {"112": "SYNTHETIC KOSTRA-grupper", "108": "SYNTHETIC økonomiske regioner"}


def group_of(classification: str, code: str) -> str:
    """The made-up group: by the last digit of the code, or by the first three."""
    return f"EKG{int(code[-1]) + 1:02d}" if classification == "112" else code[:3]


def correspondence(classification: str, codes: list[str]) -> dict[str, Any]:
    """What `corresponds` answers, in KLASS's form; the first municipality was in another group in 2020."""
    rows = [(code, group_of(classification, code), "2021-01-01" if code == codes[0] else SINCE, None) for code in codes]
    rows.append((codes[0], "EARLIER", SINCE, "2021-01-01"))
    items = [
        {
            "sourceCode": code,
            "sourceName": code,
            "sourceShortName": "",
            "targetCode": group,
            "targetName": f"SYNTHETIC {group}",
            "targetShortName": "",
            "validFrom": begins,
            "validTo": ends,
        }
        for code, group, begins, ends in rows
    ]
    return {"correspondenceItems": items}


@contextmanager
def klass_with_groups(klass_url: str, codes: list[str]) -> Iterator[str]:
    """The address of a KLASS that lists and answers the two, and passes on everything else."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(klass_url, codes))
    thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _handler(klass_url: str, codes: list[str]) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            target = parse_qs(asked.query).get("targetClassificationId", [""])[0]
            if asked.path == "/classifications/131/corresponds" and target in NAMES:
                self._say(200, orjson.dumps(correspondence(target, codes)))
                return
            status, body = _passed_on(klass_url + self.path)
            self._say(status, _with_two_more(body) if asked.path == "/classifications" else body)

        def _say(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None: ...

    return Handler


def _passed_on(url: str) -> tuple[int, bytes]:
    request = urllib.request.Request(url, headers={"Accept": "application/json"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.read()


def _with_two_more(listing: bytes) -> bytes:
    content = orjson.loads(listing)
    first = content["_embedded"]["classifications"][0]
    content["_embedded"]["classifications"] += [
        first | {"name": name, "_links": {"self": {"href": f"https://klass.example/classifications/{number}"}}}
        for number, name in NAMES.items()
    ]
    return orjson.dumps(content)
