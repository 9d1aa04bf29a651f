"""The parameters of a request, read as KLASS reads them: what cannot be read is a 400."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Literal, TypeVar

from starlette.requests import Request

from sample.klass.answers import bad_request

T = TypeVar("T")
BOOLEANS = {"true": True, "on": True, "yes": True, "1": True, "false": False, "off": False, "no": False, "0": False}
DEFAULT_SIZE, LARGEST_SIZE = 20, 2000


def required(request: Request, name: str) -> str:
    """The text of a parameter that must be there."""
    text = request.query_params.get(name)
    if text is None:
        raise bad_request(f"Required request parameter '{name}' is not present")
    return text


def day(request: Request, name: str) -> str:
    """A required day as ISO text."""
    return _day(name, required(request, name))


def day_or_none(request: Request, name: str) -> str | None:
    """A day as ISO text, or None."""
    text = request.query_params.get(name)
    return _day(name, text) if text else None


def span(request: Request) -> tuple[str, str | None]:
    """The days from `from` until, not including, `to`."""
    start, end = day(request, "from"), day_or_none(request, "to")
    if end is not None and start >= end:
        raise bad_request(f"From is equal or after to. From: {start} To: {end}")
    return start, end


def moment(request: Request, name: str) -> datetime | None:
    """A point in time such as 2015-10-31T01:30:00.000-0200, or None."""
    text = request.query_params.get(name)
    return _read(name, text, "java.util.Date", point_in_time) if text else None


def point_in_time(text: str) -> datetime:
    """KLASS's way of writing a point in time, read. Raises ValueError."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z")


def flag(request: Request, name: str) -> bool:
    """True or false; false when it is not there."""
    text = request.query_params.get(name, "false")
    return _read(name, text, "java.lang.Boolean", lambda each: BOOLEANS[each.lower()])


def number(name: str, text: str) -> int:
    """A whole number, in the path or in a parameter."""
    return _read(name, text, "java.lang.Long", int)


def check_language(request: Request) -> None:
    """Only nb, nn and en are languages; what is here is bokmål, whichever is asked for."""
    text = request.query_params.get("language", "nb")
    _read("language", text, "no.ssb.klass.core.model.Language", lambda each: ("nb", "nn", "en").index(each.lower()))


def page_and_size(request: Request) -> tuple[int, int]:
    """The page, from 0, and how many it holds. KLASS refuses neither; what cannot be used is as if it were not there."""
    page, size = _count(request, "page") or 0, _count(request, "size") or DEFAULT_SIZE
    return page, min(size, LARGEST_SIZE)


def _count(request: Request, name: Literal["page", "size"]) -> int:
    text = request.query_params.get(name, "")
    return int(text) if text.isdecimal() else 0


def _day(name: str, text: str) -> str:
    def read(each: str) -> str:
        found = date.fromisoformat(each).isoformat()
        # Python reads 20260101 too.
        if found != each:
            raise ValueError(each)
        return found

    return _read(name, text, "java.time.LocalDate", read)


def _read(name: str, text: str, kind: str, how: Callable[[str], T]) -> T:
    try:
        return how(text)
    except (ValueError, KeyError):
        raise bad_request(
            f"Method parameter '{name}': Failed to convert value of type 'java.lang.String' "
            f"to required type '{kind}' for value [{text}]"
        ) from None
