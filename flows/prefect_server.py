"""The process of the Prefect server of `serve`. It ends when `serve` ends, even if `serve` is killed."""

import os
import sys
import threading


def end_with_parent() -> None:
    """End this process when standard input is closed: the operating system closes it when `serve` ends."""
    threading.Thread(target=_end, daemon=True).start()


def _end() -> None:
    while os.read(sys.stdin.fileno(), 1):
        pass
    os._exit(1)  # at once: a normal exit waits for open connections


if __name__ == "__main__":
    end_with_parent()
    from prefect.cli import app

    app()
