"""An answer of a source, and the checks that it must pass before it is used."""

from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import is_zipfile

import orjson
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from catalogue.errors import SourceRefused, TruncatedAnswer, UnexpectedShape


@dataclass(frozen=True)
class Form:
    """A format of answers: its name, Accept header, content types, and a test of whether a body is complete."""

    name: str
    accept: str
    content_types: tuple[str, ...]
    is_whole: Callable[[bytes], bool]


MOST_PARTS = 1_000_000
"""The most lists and objects in an answer; each takes many times its two characters in memory."""


def read_json(body: bytes) -> Any:
    """Return the content of JSON bytes; FHI's begin with a byte order mark. Raise JSONDecodeError, UnexpectedShape."""
    if body.count(b"[") + body.count(b"{") > MOST_PARTS:
        raise UnexpectedShape(f"The answer has more than {MOST_PARTS:,} lists and objects, so it is not read.")
    return orjson.loads(body.removeprefix(BOM_UTF8))


def _is_json(body: bytes) -> bool:
    try:
        read_json(body)
    except orjson.JSONDecodeError:
        return False
    return True


def _is_zip(body: bytes) -> bool:
    """Return whether it is a complete zip file. Its list of files is at the end, so half a workbook has none."""
    return is_zipfile(BytesIO(body))


JSON = Form("JSON", "application/json", ("json",), _is_json)
WORKBOOK = Form(
    "a workbook",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ("spreadsheetml", "octet-stream"),  # the second comes from servers that do not know the type
    _is_zip,
)


CSV = Form("a CSV", "text/csv", ("csv", "text/plain", "octet-stream"), lambda body: b";" in body)
PAGE = Form("a page", "text/html", ("html",), lambda body: b"</html" in body.lower())


@dataclass(frozen=True)
class Answer:
    """A source's answer: its request, status, headers and unread bytes."""

    request: dict[str, Any]
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body read as JSON. Raise TruncatedAnswer if it is not JSON."""
        try:
            return read_json(self.body)
        except orjson.JSONDecodeError as error:
            raise TruncatedAnswer(f"{self.request['path']} answered something other than JSON; try again.") from error


def retry_after(answer: Answer) -> float | None:
    """Return the seconds to wait, from a number or a date in Retry-After; None without one."""
    try:
        said = answer.headers.get("retry-after")
        return Retry().parse_retry_after(said) if said else None
    except (InvalidHeader, ValueError, OverflowError):  # a number of thousands of digits, an impossible date
        return None


def checked(answer: Answer, form: Form = JSON) -> Answer:
    """Return the answer itself if its status is good and its body complete.

    304 is good too, without content, if the request was conditional. Raise SourceRefused for any other status, and
    TruncatedAnswer for a body that is cut or of another format.
    """
    path, announced = answer.request["path"], answer.headers.get("content-length")
    if answer.status == 304 and "headers" in answer.request:
        return answer
    if answer.status != 200:
        raise SourceRefused(f"{path} was refused with {answer.status}: {_said(answer)}.", answer.status)
    if announced and "content-encoding" not in answer.headers and announced != str(len(answer.body)):
        raise TruncatedAnswer(f"{path} sent {len(answer.body)} of {announced:.20} bytes; try again.")
    kind = answer.headers.get("content-type", "")
    if not any(each in kind for each in form.content_types):
        raise TruncatedAnswer(f"{path} answered {kind or 'nothing named'} where {form.name} was asked for.")
    if not form.is_whole(answer.body):  # a body of the announced length can still be cut
        raise TruncatedAnswer(f"{path} answered something other than {form.name}; try again.")
    return answer


def _said(answer: Answer) -> str:
    """Return the error's own `detail`, `title` or `status` (FHI); of what is not JSON, the beginning of the body.

    A redirect is not quoted: the address in it may have a password or a token.
    """
    if 300 <= answer.status < 400:
        return "it has moved, and redirects are not followed"
    try:
        problem = read_json(answer.body)
    except orjson.JSONDecodeError:
        return " ".join(answer.body[:120].decode("utf-8", "replace").split()) or "nothing said"
    given = problem if isinstance(problem, dict) else {}
    return str(given.get("detail") or given.get("title") or given.get("status") or "nothing said")
