"""Ask pip-audit's service whether the locked packages have known vulnerabilities. Fail if it names one.

Where the service cannot be reached, or does not know the packages, say in one sentence that nothing was audited.
"""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
LIMIT = 120
"""The most seconds that the whole audit may take."""
AUDIT = [
    sys.executable, "-m", "pip_audit", "--requirement", str(ROOT / "requirements.lock"), "--require-hashes", "--disable-pip",
    "--format", "json", "--progress-spinner", "off", "--timeout", "5",
]  # fmt: skip


def audited() -> list[dict[str, object]] | str:
    """Return pip-audit's entry for each package, or why there are none."""
    try:
        done = subprocess.run(AUDIT, capture_output=True, text=True, timeout=LIMIT, check=False)
        return list(json.loads(done.stdout)["dependencies"])
    except subprocess.TimeoutExpired:
        return f"the service took more than {LIMIT} seconds"
    except (ValueError, LookupError):
        return (done.stderr.strip().splitlines() or ["pip-audit said nothing"])[-1][:200]


def verdict(entries: list[dict[str, object]] | str) -> tuple[str, bool]:
    """Return what to say, and whether a vulnerability is known."""
    if isinstance(entries, str):
        return f"Known vulnerabilities were not audited: {entries}.", False
    found = [f"{each['name']} {each['version']}: {one['id']}" for each in entries for one in each.get("vulns", [])]
    known = sum("vulns" in each for each in entries)
    if found:
        return f"Known vulnerabilities: {', '.join(found)}; take a version without them ('make lock').", True
    if not known:
        return f"Known vulnerabilities were not audited: the service knows none of the {len(entries)} packages.", False
    return f"{known} of {len(entries)} packages were audited: no vulnerability is known.", False


if __name__ == "__main__":
    sentence, is_bad = verdict(audited())
    print(sentence)
    sys.exit(is_bad)
