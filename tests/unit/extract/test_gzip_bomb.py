"""An answer of ten gigabytes, packed in ten megabytes, is refused in little time and memory."""

import subprocess
import sys
import threading
import zlib
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, HTTPServer
from textwrap import dedent
from typing import Any

UNFOLDED, PIECE = 10_000_000_000, bytes(1 << 20)

CLIENT = """
    import sys
    from pathlib import Path
    from time import process_time

    from tests.lib.apis import client

    def peak():
        return int(Path("/proc/self/status").read_text().split("VmHWM:")[1].split()[0])

    before = peak()
    try:
        client(sys.argv[1]).get("tables")
    except Exception as error:
        print(type(error).__name__, (peak() - before) / 1000, process_time())"""


class Bomb(BaseHTTPRequestHandler):
    """Packs the answer while it is sent."""

    def do_GET(self) -> None:
        packer = zlib.compressobj(9, wbits=31)
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        with suppress(OSError):  # the client hangs up
            for _ in range(UNFOLDED // len(PIECE)):
                self.wfile.write(packer.compress(PIECE))
            self.wfile.write(packer.flush())

    def log_message(self, *_: Any) -> None: ...


def test_it_is_refused_in_less_than_60_seconds_and_400_mb() -> None:
    server = HTTPServer(("127.0.0.1", 0), Bomb)
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    try:
        command = [sys.executable, "-c", dedent(CLIENT), f"http://127.0.0.1:{server.server_port}"]
        said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=600).stdout
    finally:
        server.shutdown()
        server.server_close()
    error, megabytes, seconds = said.split()
    assert error == "UnexpectedShape", said
    assert float(megabytes) < 400, said
    assert float(seconds) < 60, said
