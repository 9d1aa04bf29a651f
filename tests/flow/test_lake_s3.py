"""A lake whose files are in object storage: moto's server answers as S3 does."""

import subprocess
import sys
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
import requests

from tests.flow.serve_process import free_port
from tests.lib.lakes import Analyst, build
from warehouse.lake import Lake, write_lake

KEYS = {"AWS_ACCESS_KEY_ID": "any", "AWS_SECRET_ACCESS_KEY": "any", "AWS_REGION": "eu-north-1"}
needs_moto = pytest.mark.skipif(
    find_spec("moto") is None, reason="there is no moto; pip install 'moto[s3]' flask flask-cors"
)


@pytest.fixture
def bucket(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An empty bucket, whose server and keys are in the environment."""
    port = free_port()
    for name, value in (KEYS | {"DUCKDB_S3_ENDPOINT": f"127.0.0.1:{port}", "DUCKDB_S3_USE_SSL": "false"}).items():
        monkeypatch.setenv(name, value)
    command = [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            while not _is_made(f"http://127.0.0.1:{port}/bucket"):
                assert server.poll() is None, "moto has ended"
                time.sleep(0.2)
            yield "s3://bucket"
        finally:
            server.terminate()


def _is_made(address: str) -> bool:
    try:
        return requests.put(address, timeout=10).ok
    except requests.ConnectionError:
        return False


@needs_moto
def test_a_lake_in_object_storage_has_each_version(bucket: str, tmp_path: Path) -> None:
    lake = Lake(str(tmp_path / "grunnlag.ducklake"), f"{bucket}/lake")
    many = "insert into mart.figure select n::varchar, '1', n, '' from range({}) as numbers(n)"
    for name, rows in (("one", 100), ("two", 200)):
        write_lake(lake, build(tmp_path, name, many.format(rows)))
    analyst = Analyst("httpfs")
    analyst.rows("set s3_url_style = 'path'")
    analyst.attach(lake)
    assert analyst.rows("select count(*) from mart.figure") == [(203,)]
    assert analyst.rows("select count(*) from mart.figure at (version => 1)") == [(103,)]
    assert len(analyst.changed("mart", "figure", 2)) == 100
    assert {
        str(path).split("/lake/")[0]
        for path, *_ in analyst.rows("from ducklake_list_files('lake', 'figure', schema => 'mart')")
    } == {bucket}
