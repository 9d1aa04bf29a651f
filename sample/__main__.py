"""Run the server in the foreground: `python -m sample --port 8090 --log requests.jsonl`."""

from argparse import ArgumentParser
from pathlib import Path

from sample.server import run


def main() -> None:
    """Read the arguments and serve."""
    parser = ArgumentParser(
        prog="python -m sample", description="SSB's StatBank and KLASS on this machine, with true figures."
    )
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--log", type=Path, help="append each request here as one JSON line")
    arguments = parser.parse_args()
    run(arguments.port, arguments.log)


if __name__ == "__main__":
    main()
