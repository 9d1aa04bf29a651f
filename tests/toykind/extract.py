"""The toy kind for `extract`: the file as stored bytes."""

from urllib.parse import urlsplit

from extract.access import Access
from extract.answer import Form
from extract.archive import Fetch
from tests.toykind.spec import CsvSource

CSV = Form("CSV", "text/csv", ("csv",), lambda body: body.endswith(b"\n"))


class CsvFiles:
    """Fetches each file from its own host."""

    def __init__(self, access: Access) -> None:
        self._access = access

    def fetch(self, spec: CsvSource) -> list[Fetch]:
        """Return the file."""
        parts = urlsplit(spec.url)
        client = self._access.client("csv", f"{parts.scheme}://{parts.netloc}", form=CSV)
        return [self._access.archive.keep(client.get(parts.path.lstrip("/")), self._access.origin)]
