"""An answer of a source, and what makes it one that can be used."""

from dataclasses import dataclass
from typing import Any

import orjson
from urllib3.exceptions import InvalidHeader
from urllib3.util import Retry

from catalogue.errors import SourceRefused, TruncatedAnswer


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
            return orjson.loads(self.body)
        except orjson.JSONDecodeError as error:
            raise TruncatedAnswer(f"{self.request['path']} answered something other than JSON; try again.") from error


def retry_after(answer: Answer) -> float | None:
    """How many seconds the source wants to be left alone: a number or a date; None when it does not say."""
    try:
        said = answer.headers.get("retry-after")
        return Retry().parse_retry_after(said) if said else None
    except InvalidHeader:
        return None


def checked(answer: Answer) -> Answer:
    """The answer itself when it is whole and good. Decides on the status first, then on the content."""
    path, announced = answer.request["path"], answer.headers.get("content-length")
    if answer.status != 200:
        raise SourceRefused(f"{path} was refused with {answer.status}: {_said(answer)}.", answer.status)
    if announced and "content-encoding" not in answer.headers and int(announced) != len(answer.body):
        raise TruncatedAnswer(f"{path} sent {len(answer.body)} of {announced} bytes; try again.")
    if "json" not in answer.headers.get("content-type", ""):
        raise TruncatedAnswer(f"{path} answered {answer.headers.get('content-type')} where JSON was asked for.")
    answer.json()  # half a JSON can come at full length
    return answer


def _said(answer: Answer) -> str:
    """The problem's own title, or the beginning of whatever came."""
    try:
        problem = orjson.loads(answer.body)
    except orjson.JSONDecodeError:
        return " ".join(answer.body[:120].decode("utf-8", "replace").split()) or "nothing said"
    return str(problem.get("detail") or problem.get("title")) if isinstance(problem, dict) else "nothing said"
