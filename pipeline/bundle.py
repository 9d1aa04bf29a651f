"""A bundle: the sources' answers to one check in one file, so that the catalogue can be checked without a network.

It is a zip file with `manifest.json`, which lists the requests, and `answers/<sha256>`, their answers. It may come from
anybody: no part of it is written to disk, and a file with a wrong hash or beyond a limit is refused.
"""

import hashlib
import re
import zlib
from pathlib import Path
from typing import Annotated, Any, Literal
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from pydantic import Field, ValidationError

from catalogue.errors import FixInput, TryAgainLater, printable
from catalogue.strict import Identifier, Strict
from extract.answer import Answer
from extract.archive import KEPT_HEADERS, question

REQUESTS, BYTES = 200, 5_000_000
"""The largest number of answers in a bundle, and the largest size of its file."""

_UNPACKED = {"manifest.json": 2_000_000, "answers": 150_000_000}
"""The largest unpacked size of the manifest, and of all answers together."""

_ANSWER = re.compile(r"^answers/[0-9a-f]{64}$")


class Exchange(Strict):
    """A request as it is archived, and its answer; the answer's bytes are a member of the file."""

    request: dict[str, Any]
    status: int = Field(ge=100, le=599)
    headers: dict[str, str]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    asked_at: str


class Manifest(Strict):
    """The list of a bundle's requests, and the sources that they are for."""

    format: Literal[1] = 1
    origin: str
    recorded_at: str
    sources: list[Identifier] = Field(max_length=10_000)
    exchanges: list[Exchange] = Field(max_length=REQUESTS)


class Bundle:
    """The manifest, and the answer to each request."""

    def __init__(self, manifest: Manifest, bodies: dict[str, bytes]) -> None:
        self.manifest = manifest
        self._answers = {
            question("", each.request): Answer(each.request, each.status, each.headers, bodies[each.sha256])
            for each in manifest.exchanges
        }

    def answer(self, request: dict[str, Any]) -> Answer:
        """Return the answer to a request. Raise TryAgainLater if the bundle does not have it."""
        found = self._answers.get(question("", request))
        if found is None:
            raise TryAgainLater(f"the bundle has no answer to {request['method']} {request['path']}.")
        return found


def exchange(answer: Answer, asked_at: str) -> Exchange:
    """Return an answer's entry in the manifest, with the headers that the archive keeps."""
    headers = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
    sha256 = hashlib.sha256(answer.body).hexdigest()
    return Exchange(request=answer.request, status=answer.status, headers=headers, sha256=sha256, asked_at=asked_at)


def write_bundle(path: Path, manifest: Manifest, bodies: dict[str, bytes]) -> None:
    """Write a bundle atomically. `bodies`: hash -> answer."""
    temporary = path.with_name(f".{path.name}.part")
    members = {"manifest.json": manifest.model_dump_json(indent=1).encode()}
    with ZipFile(temporary, "w") as file:
        for name, body in (members | {f"answers/{sha256}": body for sha256, body in bodies.items()}).items():
            file.writestr(ZipInfo(name), body, ZIP_DEFLATED, 9)
    temporary.replace(path)


def read_bundle(path: Path) -> Bundle:
    """Read a bundle. Raise FixInput with the reason if it is invalid."""
    try:
        if path.stat().st_size > BYTES:
            raise ValueError(f"it is larger than {BYTES:,} bytes")
        with ZipFile(path) as file:
            _check_members(file.infolist())
            return _read(file)
    except (OSError, BadZipFile, zlib.error, EOFError, KeyError, TypeError, ValueError, RuntimeError) as error:
        raise FixInput(f"{path} is not a bundle from 'grunnlag check --record': {_reason(error)}.") from error


def _check_members(members: list[ZipInfo]) -> None:
    """Raise ValueError for unexpected, too many and too large members."""
    names = [member.filename for member in members]
    if odd := [name for name in names if name != "manifest.json" and not _ANSWER.match(name)]:
        raise ValueError(f"it has the unexpected member {odd[0][:80]!r}")
    if any(member.compress_type not in (ZIP_DEFLATED, ZIP_STORED) for member in members):
        raise ValueError("it is packed in another way")
    if len(names) > REQUESTS + 1 or len(set(names)) < len(names):
        raise ValueError("it has too many members, or the same one twice")
    for part, limit in _UNPACKED.items():
        if sum(member.file_size for member in members if member.filename.startswith(part)) > limit:
            raise ValueError(f"{part} is larger than {limit:,} bytes")


def _read(file: ZipFile) -> Bundle:
    manifest = Manifest.model_validate_json(_content(file, "manifest.json"))
    bodies = {each.sha256: _content(file, f"answers/{each.sha256}") for each in manifest.exchanges}
    if any(hashlib.sha256(body).hexdigest() != sha256 for sha256, body in bodies.items()):
        raise ValueError("an answer does not have its hash")
    return Bundle(manifest, bodies)


def _content(file: ZipFile, name: str) -> bytes:
    """Return a member, no more of it than its listed size: it may unpack to far more."""
    member = file.getinfo(name)
    with file.open(member) as content:
        return content.read(member.file_size)


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return printable(f"manifest.json: {'.'.join(map(str, first['loc']))}: {first['msg']}")
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error).rstrip(".") or type(error).__name__
