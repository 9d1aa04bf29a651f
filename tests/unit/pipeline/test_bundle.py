"""A bundle is read back as it was written, and a file from anybody is refused with one sentence."""

import hashlib
import json
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZipFile, ZipInfo

import pytest

from catalogue.errors import FixInput, TryAgainLater, printable
from extract.answer import Answer
from pipeline import bundle
from pipeline.bundle import BYTES, REQUESTS, Manifest, exchange, read_bundle, write_bundle

BODY = b'{"label": "Folketall"}'
SHA = hashlib.sha256(BODY).hexdigest()
REQUEST = {"method": "GET", "path": "tables/07459/metadata", "query": {"lang": "no"}}
ANSWER = Answer(REQUEST, 200, {"content-type": "application/json", "set-cookie": "who=me"}, BODY)
ENTRY: dict[str, Any] = {
    "request": REQUEST,
    "status": 200,
    "headers": {},
    "sha256": SHA,
    "asked_at": "2026-03-01T10:00:00Z",
}
DEEP = "[" * 100_000


def manifest(**changes: Any) -> bytes:
    """The list of one answer, with `changes`."""
    listed = {"origin": "live", "recorded_at": "2026-03-01T10:00:00Z", "sources": ["ssb_07459"], "exchanges": [ENTRY]}
    return json.dumps(listed | changes).encode()


def entry(**changes: Any) -> bytes:
    """The list of one answer whose entry has `changes`."""
    return manifest(exchanges=[ENTRY | changes])


def packed(path: Path, *members: tuple[str, bytes], how: int = ZIP_DEFLATED) -> Path:
    """A zip file with these members."""
    with ZipFile(path, "w") as file, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of a member that is there twice
        for name, body in members:
            file.writestr(ZipInfo(name), body, how)
    return path


def patched(path: Path, at: int, value: bytes) -> Path:
    """A bundle whose list of members says something else of the last one: `value` at so many bytes."""
    packed(path, ("manifest.json", manifest()), (f"answers/{SHA}", BODY))
    content = bytearray(path.read_bytes())
    start = content.rindex(b"PK\x01\x02") + at
    content[start : start + len(value)] = value
    path.write_bytes(content)
    return path


def sparse(path: Path) -> Path:
    """A file that is too large, though it takes no room."""
    with path.open("wb") as file:
        file.truncate(BYTES + 1)
    return path


GOOD = ("manifest.json", manifest())
ANSWERED = (f"answers/{SHA}", BODY)

BAD: dict[str, tuple[Callable[[Path], object], str]] = {
    "no file": (lambda path: None, "No such file"),
    "a folder": (lambda path: path.mkdir(), "directory"),
    "a file that is too large": (sparse, "larger than 5,000,000 bytes"),
    "no zip file": (lambda path: path.write_bytes(b"hello"), "not a zip file"),
    "an empty zip file": (packed, "manifest.json"),
    "no manifest": (lambda path: packed(path, ANSWERED), "manifest.json"),
    "a manifest that is no JSON": (lambda path: packed(path, ("manifest.json", b"{"), ANSWERED), "Invalid JSON"),
    "a deep manifest": (lambda path: packed(path, ("manifest.json", DEEP.encode()), ANSWERED), "Invalid JSON"),
    "another format": (lambda path: packed(path, ("manifest.json", manifest(format=2)), ANSWERED), "format"),
    "an unknown key": (lambda path: packed(path, ("manifest.json", manifest(run="x")), ANSWERED), "run"),
    "a key that a terminal obeys": (
        lambda path: packed(path, ("manifest.json", manifest(**{"\x1b[2J": 1})), ANSWERED),
        "\ufffd[2J",
    ),
    "a source that is no name": (
        lambda path: packed(path, ("manifest.json", manifest(sources=["../x"])), ANSWERED),
        "sources.0",
    ),
    "a hash that is a path": (lambda path: packed(path, ("manifest.json", entry(sha256="../x")), ANSWERED), "sha256"),
    "no such status": (lambda path: packed(path, ("manifest.json", entry(status=9)), ANSWERED), "status"),
    "a number that is too large": (
        lambda path: packed(path, ("manifest.json", entry(request={"n": 10**30})), ANSWERED),
        "64-bit",
    ),
    "too many answers": (
        lambda path: packed(path, ("manifest.json", manifest(exchanges=[ENTRY] * (REQUESTS + 1))), ANSWERED),
        "exchanges",
    ),
    "an answer that is missing": (lambda path: packed(path, GOOD), SHA),
    "an answer that was changed": (lambda path: packed(path, GOOD, (f"answers/{SHA}", b"{}")), "its hash"),
    "a path upwards": (lambda path: packed(path, GOOD, ANSWERED, ("../answers/x", b"")), "'../answers/x'"),
    "a path from the root": (lambda path: packed(path, GOOD, ANSWERED, ("/etc/passwd", b"")), "'/etc/passwd'"),
    "a member of another kind": (
        lambda path: packed(path, GOOD, ANSWERED, ("answers/run.sh", b"")),
        "'answers/run.sh'",
    ),
    "a name that a terminal obeys": (lambda path: packed(path, GOOD, ("\x1b[2J", b"")), r"'\x1b[2J'"),
    "a member twice": (lambda path: packed(path, GOOD, GOOD, ANSWERED), "the same one twice"),
    "too many members": (
        lambda path: packed(path, GOOD, *((f"answers/{number:064x}", b"") for number in range(REQUESTS + 1))),
        "too many members",
    ),
    "another compression": (lambda path: packed(path, GOOD, ANSWERED, how=ZIP_LZMA), "packed in another way"),
    "an encrypted answer": (lambda path: patched(path, 8, b"\x01"), "encrypted"),
    "an answer that unpacks to more than it says": (lambda path: patched(path, 24, b"\x03\0\0\0"), "Bad CRC-32"),
    "an answer that says it is huge": (lambda path: patched(path, 24, b"\xff\xff\xff\x7f"), "larger than 150,000,000"),
}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a bundle may be."""
    return tmp_path / "told.zip"


def test_an_answer_is_read_back_as_it_came(path: Path) -> None:
    listed = exchange(ANSWER, "2026-03-01T10:00:00Z")
    write_bundle(path, Manifest.model_validate_json(manifest(exchanges=[listed.model_dump()])), {SHA: BODY})
    read = read_bundle(path)
    assert read.answer(dict(reversed(REQUEST.items()))) == Answer(
        REQUEST, 200, {"content-type": "application/json"}, BODY
    )
    assert read.manifest.sources == ["ssb_07459"]
    with pytest.raises(TryAgainLater, match=r"^the bundle has no answer to GET tables/1/metadata"):
        read.answer(REQUEST | {"path": "tables/1/metadata"})


def test_the_same_answers_make_the_same_file(tmp_path: Path) -> None:
    made = [tmp_path / name for name in ("one.zip", "two.zip")]
    for path in made:
        write_bundle(path, Manifest.model_validate_json(manifest()), {SHA: BODY})
    assert made[0].read_bytes() == made[1].read_bytes()
    assert {path.name for path in tmp_path.iterdir()} == {"one.zip", "two.zip"}


@pytest.mark.parametrize(("write", "reason"), BAD.values(), ids=BAD)
def test_a_file_from_anybody_is_refused_with_one_sentence(
    path: Path, write: Callable[[Path], object], reason: str
) -> None:
    write(path)
    before = set(path.parent.rglob("*"))
    with pytest.raises(FixInput) as refused:
        read_bundle(path)
    said = str(refused.value)
    assert said.startswith(f"{path} is not a bundle from 'grunnlag check --record': ")
    assert reason in said
    assert said.endswith(".")
    assert printable(said) == said
    assert set(path.parent.rglob("*")) == before


def test_answers_that_are_too_large_together_are_refused(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundle, "_UNPACKED", {"manifest.json": 2_000_000, "answers": 2 * len(BODY) - 1})
    other = hashlib.sha256(BODY[::-1]).hexdigest()
    write_bundle(path, Manifest.model_validate_json(manifest()), {SHA: BODY})
    read_bundle(path)
    write_bundle(path, Manifest.model_validate_json(manifest()), {SHA: BODY, other: BODY[::-1]})
    with pytest.raises(FixInput, match="answers is larger than 43 bytes"):
        read_bundle(path)
