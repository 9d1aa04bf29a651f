"""systemd accepts the units of `deploy/systemd`."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
UNITS = sorted((ROOT / "deploy/systemd").glob("*.service"))
ANALYZE = shutil.which("systemd-analyze")


@pytest.mark.skipif(ANALYZE is None, reason="there is no systemd-analyze; on Debian: apt-get install systemd")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    (tmp_path / ".venv/bin").mkdir(parents=True)
    for program in ("grunnlag", "prefect"):
        (tmp_path / ".venv/bin" / program).touch(0o755)
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace("/opt/grunnlag", str(tmp_path))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    copies = [str(tmp_path / unit.name) for unit in UNITS]
    done = subprocess.run([str(ANALYZE), "verify", *copies], capture_output=True, text=True)
    assert (len(copies), done.returncode, done.stderr) == (3, 0, "")
