"""Strategies that damage a good document, as a source, a disk or a person may; and what every reader must do with it."""

import json
import time
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

from catalogue.errors import LONGEST_LINE, GrunnlagError, printable

PATIENCE = 20
"""The most seconds of the processor that a small document may take."""

TEXTS = st.sampled_from(
    [
        "",
        " ",
        "0301",
        "2020-02-30",
        "99999-01-01",
        "-",
        "..",
        "NaN",
        "1e999",
        "\x00",
        "\ud800",
        "a\nb",
        "’; drop",
        "é" * 999,
    ]
)
NUMBERS = st.sampled_from([0, -1, 7, 301, 2**31, 2**63, 10**30, -0.0, 1.5, 1e308, float("nan"), float("inf")])
DEEP: Any = json.loads("[" * 300 + "]" * 300)
ODD = st.one_of(
    st.none(), st.booleans(), NUMBERS, TEXTS, st.text(max_size=8), st.sampled_from([[], {}, [None], {"": None}, DEEP])
)
BYTES = st.sampled_from([b"\x00", b"\xff", b"\xef\xbb\xbf", b"{", b"]", b'"', b"\\", b"&", b"*", b"\r", b"[" * 2000])


@st.composite
def altered(draw: st.DrawFn, document: Any) -> Any:
    """Return the document with one to three parts replaced, removed, renamed, doubled, or moved to another's place."""
    content = {"": deepcopy(document)}
    for _ in range(draw(st.integers(1, 3))):
        places = list(_places(content)) or [(content, "")]
        holder, key = draw(st.sampled_from(places))
        other, its_key = draw(st.sampled_from(places))
        try:
            how, odd = draw(st.sampled_from("rrrdnbmw")), draw(ODD)
            odd = odd if odd is DEEP else deepcopy(odd)  # a later change must not alter it for the next document
            _change(how, holder, key, odd, deepcopy(other[its_key]))
        except (KeyError, IndexError):  # an earlier change removed it
            continue
    return content.get("")


def _places(content: Any) -> Iterator[tuple[Any, Any]]:
    """Yield each list or mapping with a key of it."""
    items = content.items() if isinstance(content, dict) else enumerate(content)
    for key, value in items:
        yield content, key
        if isinstance(value, dict | list) and value is not DEEP:
            yield from _places(value)


def _change(how: str, holder: Any, key: Any, value: Any, other: Any) -> None:
    if how == "r":
        holder[key] = value
    elif how == "d":
        del holder[key]
    elif how == "m":
        holder[key] = other
    elif how == "w":
        holder[key] = [holder[key]]
    elif isinstance(holder, list):
        holder.insert(key, deepcopy(holder[key]) if how == "b" else value)
    else:
        holder[str(value)] = holder[key] if how == "b" else holder.pop(key)


@st.composite
def damaged(draw: st.DrawFn, body: bytes) -> bytes:
    """Return bytes with one to three pieces cut out, put in, or written over."""
    for _ in range(draw(st.integers(1, 3))):
        first = draw(st.integers(0, len(body)))
        last = draw(st.integers(first, min(len(body), first + 40)))
        body = body[:first] + draw(st.one_of(BYTES, st.binary(max_size=6))) + body[last:]
    return body


def json_like(document: Any) -> st.SearchStrategy[bytes]:
    """Return bytes of the altered document in some encoding, its damaged bytes, or any bytes at all."""
    text = altered(document).map(json.dumps)
    coded = st.tuples(text, st.sampled_from(["utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "utf-32"]))
    body = json.dumps(document).encode()
    return st.one_of(coded.map(lambda drawn: drawn[0].encode(drawn[1])), damaged(body), st.binary(max_size=40))


def ends_well(work: Callable[[], Any]) -> Any:
    """Return the result, or None for one of our errors with a short message on one line; fail for any other error."""
    began = time.process_time()
    try:
        return work()
    except GrunnlagError as error:
        assert_short(error)
        return None
    finally:
        assert time.process_time() - began < PATIENCE


def assert_short(error: GrunnlagError) -> None:
    """Check that a message is a sentence a person can read; that of a catalogue has a line for each error."""
    for line in getattr(error, "lines", (str(error),)):
        assert len(line) <= LONGEST_LINE + 1, line
        assert line == printable(line)
        assert line.endswith((".", "?", "…")), line
