"""A night without a server: the release, the files for the web, and what is kept for the next night."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import duckdb
import pytest
import yaml

import sample
from catalogue.errors import BadSetting
from pipeline.release import pack
from pipeline.settings import Settings
from tests.flow.shell import ROOT, clean_environment

WORKFLOWS = (".github/workflows/nightly.yml", ".gitlab-ci.yml")


def test_a_release_has_the_published_files_and_says_what_is_new(good: Settings, tmp_path: Path) -> None:
    version = pack(good.folder, tmp_path / "release")
    there = {path.name: path.read_bytes() for path in (tmp_path / "release").iterdir()}
    assert there.keys() == {"grunnlag.duckdb", "parquet.zip", "NEWS.md", "VERSION", "SHA256SUMS"}
    assert there["grunnlag.duckdb"] == good.folder.database.read_bytes()
    with zipfile.ZipFile(tmp_path / "release" / "parquet.zip") as parquet:
        assert {"datapackage.json", "mart.figure.parquet"} <= set(parquet.namelist())
    assert there["NEWS.md"].decode().startswith(f"# Grunnlag {version}\n\n")
    for line in there["SHA256SUMS"].decode().splitlines():
        digest, name = line.split("  ")
        assert hashlib.sha256(there[name]).hexdigest() == digest


def test_a_release_is_never_written_among_other_files(good: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine.txt").touch()
    with pytest.raises(BadSetting, match="is not empty"):
        pack(good.folder, tmp_path)


def test_a_release_needs_something_published(good: Settings, tmp_path: Path) -> None:
    empty = good.model_copy(update={"home": tmp_path / "empty"})
    with pytest.raises(BadSetting, match="Nothing has been published"):
        pack(empty.folder, tmp_path / "release")


@pytest.mark.long
def test_the_next_night_needs_the_archive_alone(tiny: Settings, ssb: sample.Addresses, tmp_path: Path) -> None:
    checkout = shutil.copytree(ROOT / "deploy", tmp_path / "checkout" / "deploy").parent
    (checkout / ".venv").symlink_to(Path(sys.prefix))
    first = _night(checkout, tiny)
    content = _figures(checkout)
    shutil.copytree(tiny.home / "archive", tmp_path / "kept")
    shutil.rmtree(tiny.home)
    shutil.copytree(tmp_path / "kept", tiny.home / "archive")
    before = len(ssb.requests)
    assert "No table has changed" in _night(checkout, tiny)
    assert len(ssb.requests) - before <= 3
    assert "ssb_06913" in first
    assert _figures(checkout) == content


def _night(checkout: Path, settings: Settings) -> str:
    environment = clean_environment() | settings.environment() | {"PYTHONPATH": str(ROOT)}
    command = [checkout / "deploy" / "nightly"]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert (checkout / "public" / "site" / "index.html").is_file()
    assert not (checkout / "public" / "site").is_symlink()
    return ran.stdout


def _figures(checkout: Path) -> list[tuple[object, ...]]:
    with duckdb.connect(checkout / "release" / "grunnlag.duckdb", read_only=True) as con:
        return con.execute("from mart.figure order by all").fetchall()


def test_the_workflows_run_the_night_and_keep_the_archive() -> None:
    for name in WORKFLOWS:
        text = (ROOT / name).read_text(encoding="utf-8")
        assert yaml.safe_load(text)
        assert "make nightly" in text
        assert "archive.tar archive" in text


def test_gitlabs_release_names_every_file(good: Settings, tmp_path: Path) -> None:
    version = pack(good.folder, tmp_path / "release")
    command = [sys.executable, ROOT / "deploy" / "gitlab_release.py", "https://example.org/files", "abc"]
    ran = subprocess.run(command, cwd=tmp_path, env=os.environ, capture_output=True, text=True, check=True)
    made = json.loads(ran.stdout)
    assert (made["tag_name"], made["ref"]) == (version, "abc")
    assert {link["name"] for link in made["assets"]["links"]} == {
        path.name for path in (tmp_path / "release").iterdir()
    }
