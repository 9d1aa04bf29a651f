"""A bundle: what the sources answered to one check, in one file, to check against where no source is reached.

It is a zip file with `manifest.json`, which lists the requests, and `answers/<sha256>`, their answers. It may come from
anybody: nothing of it is written to a disk, and a file that breaks a limit or a hash is refused whole.
"""

import hashlib
import re
import zlib
from pathlib import Path
from typing import Annotated, Any, Literal
from zipfile import ZIP_DEFLATED, BadZipFile, ZipFile, ZipInfo

from pydantic import Field, ValidationError

from catalogue.errors import FixInput, TryAgainLater
from catalogue.strict import Identifier, Strict
from extract.answer import Answer
from extract.archive import KEPT_HEADERS, question

REQUESTS, BYTES = 200, 5_000_000
"""The most answers that a bundle may have, and how large its file may be."""

_UNPACKED = {"manifest.json": 2_000_000, "answers": 150_000_000}
"""How large the manifest may be, and all answers together, when they are unpacked."""

_ANSWER = re.compile(r"^answers/[0-9a-f]{64}$")


class Exchange(Strict):
    """A request in the form it is archived in, and what was answered; the bytes are a member of the file."""

    request: dict[str, Any]
    status: int = Field(ge=100, le=599)
    headers: dict[str, str]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    asked_at: str


class Manifest(Strict):
    """What a bundle holds: the sources that were asked for, and every request that was answered."""

    format: Literal[1] = 1
    origin: str
    recorded_at: str
    sources: list[Identifier] = Field(max_length=10_000)
    exchanges: list[Exchange] = Field(max_length=REQUESTS)


class Bundle:
    """Answers by request, and the sources that were asked for."""

    def __init__(self, manifest: Manifest, bodies: dict[str, bytes]) -> None:
        self.manifest = manifest
        self._answers = {
            question("", each.request): Answer(each.request, each.status, each.headers, bodies[each.sha256])
            for each in manifest.exchanges
        }

    def answer(self, request: dict[str, Any]) -> Answer:
        """Return what was answered to a request. Raise TryAgainLater when the bundle does not have it."""
        found = self._answers.get(question("", request))
        if found is None:
            raise TryAgainLater(f"The bundle has no answer to {request['method']} {request['path']}.")
        return found


def exchange(answer: Answer, asked_at: str) -> Exchange:
    """Return an answer as a bundle lists it, with the headers that the archive keeps."""
    headers = {name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}
    sha256 = hashlib.sha256(answer.body).hexdigest()
    return Exchange(request=answer.request, status=answer.status, headers=headers, sha256=sha256, asked_at=asked_at)


def write_bundle(path: Path, manifest: Manifest, bodies: dict[str, bytes]) -> None:
    """Write a bundle, whole or not at all; `bodies` are the answers by their hash."""
    beside = path.with_name(f".{path.name}.part")
    members = {"manifest.json": manifest.model_dump_json(indent=1).encode()}
    with ZipFile(beside, "w") as file:
        for name, body in (members | {f"answers/{sha256}": body for sha256, body in bodies.items()}).items():
            file.writestr(ZipInfo(name), body, ZIP_DEFLATED, 9)
    beside.replace(path)


def read_bundle(path: Path) -> Bundle:
    """Read a bundle. Raise FixInput, with what is wrong, for a file that is none or breaks a limit."""
    try:
        if path.stat().st_size > BYTES:
            raise ValueError(f"it is larger than {BYTES:,} bytes")
        with ZipFile(path) as file:
            _check_members(file.infolist())
            return _read(file)
    except (OSError, BadZipFile, zlib.error, EOFError, KeyError, ValueError, RuntimeError) as error:
        raise FixInput(f"{path} is no bundle that 'grunnlag check --record' wrote: {_reason(error)}.") from error


def _check_members(members: list[ZipInfo]) -> None:
    """Raise ValueError for a member that is none of a bundle's, for too many, and for too large ones."""
    names = [member.filename for member in members]
    if odd := [name for name in names if name != "manifest.json" and not _ANSWER.match(name)]:
        raise ValueError(f"it has a member {odd[0][:80]!r}")
    if len(names) > REQUESTS + 1 or len(set(names)) < len(names):
        raise ValueError("it has too many members, or one twice")
    for part, limit in _UNPACKED.items():
        if sum(member.file_size for member in members if member.filename.startswith(part)) > limit:
            raise ValueError(f"{part} is larger than {limit:,} bytes")


def _read(file: ZipFile) -> Bundle:
    manifest = Manifest.model_validate_json(_content(file, "manifest.json"))
    bodies = {each.sha256: _content(file, f"answers/{each.sha256}") for each in manifest.exchanges}
    if any(hashlib.sha256(body).hexdigest() != sha256 for sha256, body in bodies.items()):
        raise ValueError("an answer is not what its hash says")
    return Bundle(manifest, bodies)


def _content(file: ZipFile, name: str) -> bytes:
    """Unpack no more of a member than the file says that it holds: what is packed may be far larger."""
    member = file.getinfo(name)
    with file.open(member) as content:
        return content.read(member.file_size)


def _reason(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"manifest.json: {'.'.join(map(str, first['loc']))}: {first['msg']}"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error).rstrip(".") or type(error).__name__
