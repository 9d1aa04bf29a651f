"""The parameters of a request, read as KLASS reads them: an unreadable one is a 400."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Literal, TypeVar

from starlette.requests import Request

from sample.klass.answers import bad_request

T = TypeVar("T")
BOOLEANS = {"true": True, "on": True, "yes": True, "1": True, "false": False, "off": False, "no": False, "0": False}
DEFAULT_SIZE, LARGEST_SIZE = 20, 2000


def required(request: Request, name: str) -> str:
    """Return the text of a required parameter. Raise a 400 if it is missing."""
    text = request.query_params.get(name)
    if text is None:
        raise bad_request(f"Required request parameter '{name}' is not present")
    return text


def day(request: Request, name: str) -> str:
    """Return a required day as ISO text."""
    return _day(name, required(request, name))


def day_or_none(request: Request, name: str) -> str | None:
    """Return an optional day as ISO text, or None."""
    text = request.query_params.get(name)
    return _day(name, text) if text else None


def span(request: Request) -> tuple[str, str | None]:
    """Return `from` and `to` (excluded; None for open) as ISO text."""
    start, end = day(request, "from"), day_or_none(request, "to")
    if end is not None and start >= end:
        raise bad_request(f"From is equal or after to. From: {start} To: {end}")
    return start, end


def moment(request: Request, name: str) -> datetime | None:
    """Return an optional time such as 2015-10-31T01:30:00.000-0200, or None."""
    text = request.query_params.get(name)
    return _read(name, text, "java.util.Date", point_in_time) if text else None


def point_in_time(text: str) -> datetime:
    """Return the time in KLASS's format. Raise ValueError if it has another format."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%f%z")


def flag(request: Request, name: str) -> bool:
    """Return an optional true or false; the default is false."""
    text = request.query_params.get(name, "false")
    return _read(name, text, "java.lang.Boolean", lambda each: BOOLEANS[each.lower()])


def number(name: str, text: str) -> int:
    """Return a whole number from the path or a parameter."""
    return _read(name, text, "java.lang.Long", int)


def check_language(request: Request) -> None:
    """Raise a 400 unless the language is nb, nn or en. The answer is in bokmål whichever it is."""
    text = request.query_params.get("language", "nb")
    _read("language", text, "no.ssb.klass.core.model.Language", lambda each: ("nb", "nn", "en").index(each.lower()))


def page_and_size(request: Request) -> tuple[int, int]:
    """Return the page number, from 0, and the page size. KLASS replaces invalid ones by the defaults."""
    page, size = _count(request, "page") or 0, _count(request, "size") or DEFAULT_SIZE
    return page, min(size, LARGEST_SIZE)


def _count(request: Request, name: Literal["page", "size"]) -> int:
    text = request.query_params.get(name, "")
    return int(text) if text.isdecimal() else 0


def _day(name: str, text: str) -> str:
    def read(each: str) -> str:
        found = date.fromisoformat(each).isoformat()
        # fromisoformat also accepts 20260101; KLASS does not.
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
