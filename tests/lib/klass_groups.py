"""The sample's KLASS with economic regions added. SYNTHETIC: the members of the regions are made up."""

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
REGIONS, NAME = "108", "SYNTHETIC økonomiske regioner"


def region_of(code: str) -> str:
    """Return the made-up region of a municipality: the first three digits of its code."""
    return code[:3]


def correspondence(codes: list[str]) -> dict[str, Any]:
    """Return the answer of `corresponds` in KLASS's form. The first municipality was in another region in 2020."""
    rows = [(code, region_of(code), "2021-01-01" if code == codes[0] else SINCE, None) for code in codes]
    rows.append((codes[0], "EARLIER", SINCE, "2021-01-01"))
    items = [
        {
            "sourceCode": code,
            "sourceName": code,
            "sourceShortName": "",
            "targetCode": region,
            "targetName": f"SYNTHETIC {region}",
            "targetShortName": "",
            "validFrom": begins,
            "validTo": ends,
        }
        for code, region, begins, ends in rows
    ]
    return {"correspondenceItems": items}


@contextmanager
def klass_with_groups(klass_url: str, codes: list[str]) -> Iterator[str]:
    """Yield the address of a KLASS that has these regions, and forwards all other requests to `klass_url`."""
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
            if asked.path == "/classifications/131/corresponds" and target == REGIONS:
                self._say(200, orjson.dumps(correspondence(codes)))
                return
            status, body = _passed_on(klass_url + self.path)
            self._say(status, _with_one_more(body) if asked.path == "/classifications" else body)

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


def _with_one_more(listing: bytes) -> bytes:
    content = orjson.loads(listing)
    first = content["_embedded"]["classifications"][0]
    link = {"self": {"href": f"https://klass.example/classifications/{REGIONS}"}}
    content["_embedded"]["classifications"].append(first | {"name": NAME, "_links": link})
    return orjson.dumps(content)
