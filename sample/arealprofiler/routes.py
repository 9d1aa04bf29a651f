"""The workbook's address. That ssb.no sends an ETag and a Last-Modified for an attachment is an assumption."""

import hashlib
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from sample.arealprofiler.workbook import published

ROOT = "/natur-og-miljo/areal/arealprofiler/_/attachment/download"
PATH = "/e4df8809-39df-4c28-94c2-997fdbd2a6db:00ad9738b90efb99f39fb0247125832e538d3e71/arealprofiler2020_ettark.xlsx"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LAST_MODIFIED = "Mon, 23 Nov 2026 07:00:00 GMT"


@dataclass
class Attachment:
    """The content of the address now; a test may replace it, or turn off ETag and Last-Modified (`tells_version`)."""

    body: bytes | None = None
    media_type: str = WORKBOOK
    tells_version: bool = True

    @property
    def bytes(self) -> bytes:
        """The sample's workbook, or the test's replacement."""
        return published() if self.body is None else self.body


def download(request: Request) -> Response:
    """GET the workbook, or 304 if the request's If-None-Match is the current ETag."""
    attachment: Attachment = request.app.state.arealprofiler
    etag = f'"{hashlib.sha256(attachment.bytes).hexdigest()[:32]}"'
    headers = {"etag": etag, "last-modified": LAST_MODIFIED} if attachment.tells_version else {}
    if attachment.tells_version and request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(attachment.bytes, headers=headers, media_type=attachment.media_type)


ROUTES = [Route(PATH, download)]
