"""An answer of a source, and what makes it one that can be used."""

from codecs import BOM_UTF8
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from zipfile import is_zipfile

import orjson
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from catalogue.errors import SourceRefused, TruncatedAnswer


@dataclass(frozen=True)
class Form:
    """A form that answers come in: its name, what to ask with, its content types, and how a whole body is told from half."""

    name: str
    accept: str
    content_types: tuple[str, ...]
    is_whole: Callable[[bytes], bool]


def read_json(body: bytes) -> Any:
    """JSON as it is sent: FHI's answers begin with a byte order mark. Raises JSONDecodeError."""
    return orjson.loads(body.removeprefix(BOM_UTF8))


def _is_json(body: bytes) -> bool:
    try:
        read_json(body)
    except orjson.JSONDecodeError:
        return False
    return True


def _is_zip(body: bytes) -> bool:
    """A workbook is a zip file, whose contents are listed at its end: one that broke off has no list."""
    return is_zipfile(BytesIO(body))


JSON = Form("JSON", "application/json", ("json",), _is_json)
WORKBOOK = Form(
    "a workbook",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ("spreadsheetml", "octet-stream"),  # the second is what servers say that know no better
    _is_zip,
)


@dataclass(frozen=True)
class Answer:
    """What a source answered: the bytes as they came, and what is needed to trust them."""

    request: dict[str, Any]
    status: int
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        """The body as JSON. Raises TruncatedAnswer when it is not."""
        try:
            return read_json(self.body)
        except orjson.JSONDecodeError as error:
            raise TruncatedAnswer(f"{self.request['path']} answered something other than JSON; try again.") from error


def retry_after(answer: Answer) -> float | None:
    """How many seconds the source wants to be left alone: a number or a date; None when it does not say."""
    try:
        said = answer.headers.get("retry-after")
        return Retry().parse_retry_after(said) if said else None
    except InvalidHeader:
        return None


def checked(answer: Answer, form: Form = JSON) -> Answer:
    """The answer itself when it is whole and good. Decides on the status first, then on the content.

    To a conditional request, 304 is a good answer, without content.
    """
    path, announced = answer.request["path"], answer.headers.get("content-length")
    if answer.status == 304 and "headers" in answer.request:
        return answer
    if answer.status != 200:
        raise SourceRefused(f"{path} was refused with {answer.status}: {_said(answer)}.", answer.status)
    if announced and "content-encoding" not in answer.headers and int(announced) != len(answer.body):
        raise TruncatedAnswer(f"{path} sent {len(answer.body)} of {announced} bytes; try again.")
    kind = answer.headers.get("content-type", "")
    if not any(each in kind for each in form.content_types):
        raise TruncatedAnswer(f"{path} answered {kind or 'nothing named'} where {form.name} was asked for.")
    if not form.is_whole(answer.body):  # half of it can come at full length
        raise TruncatedAnswer(f"{path} answered something other than {form.name}; try again.")
    return answer


def _said(answer: Answer) -> str:
    """The problem's own title, FHI's `status`, or the beginning of whatever came."""
    try:
        problem = read_json(answer.body)
    except orjson.JSONDecodeError:
        return " ".join(answer.body[:120].decode("utf-8", "replace").split()) or "nothing said"
    return (
        str(problem.get("detail") or problem.get("title") or problem.get("status"))
        if isinstance(problem, dict)
        else "nothing said"
    )
