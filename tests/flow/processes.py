"""The processes of this machine, from /proc if it exists (small machines have no ps), else from ps."""

import subprocess
from contextlib import suppress
from pathlib import Path


def is_there(pid: int) -> bool:
    """Return whether the process is running; a zombie is not."""
    return processes().get(pid, (0, "Z"))[1] != "Z"


def command_of(pid: int) -> str:
    """Return the command line of a process, as every user of the machine can read it."""
    path = Path(f"/proc/{pid}/cmdline")
    if path.exists():
        return path.read_bytes().replace(b"\0", b" ").decode()
    return subprocess.check_output(["ps", "-p", str(pid), "-o", "args="], text=True)


def processes() -> dict[int, tuple[int, str]]:
    """Return process id -> its parent's id and its state."""
    lines = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # it has just ended
            state, parent, *_ = path.read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
            lines.append(f"{path.parent.name} {parent} {state}")
    if not lines:
        lines = subprocess.check_output(["ps", "-A", "-o", "pid=,ppid=,state="], text=True).splitlines()
    words = [line.split() for line in lines]
    return {int(pid): (int(parent), state[0]) for pid, parent, state in words}
