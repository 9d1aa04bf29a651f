"""Run the server: `python -m sample --port 8090 --log requests.jsonl --fault 503:/tables/07459/data:2`."""

from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from pathlib import Path

from sample.faults import TRANSIENT, Faults
from sample.server import run

KINDS = "kinds of fault:\n" + "\n".join(f"  {kind:<18}{seen}" for kind, seen in TRANSIENT.items())


def main() -> None:
    """Read the arguments and serve."""
    parser = ArgumentParser(
        prog="python -m sample",
        description="SSB's StatBank and KLASS on this machine, with true figures.",
        epilog=KINDS,
        formatter_class=RawDescriptionHelpFormatter,
    )
    parser.add_argument("--port", type=int, default=8090)
    parser.add_argument("--log", type=Path, help="append each request here as one JSON line")
    parser.add_argument(
        "--fault",
        type=fault,
        action="append",
        default=[],
        metavar="KIND[:ROUTE[:TIMES]]",
        help="let answers fail, for example 503:/tables/07459/data:2; without ROUTE all routes, without TIMES every time",
    )
    arguments = parser.parse_args()
    faults = Faults()
    for kind, route, times in arguments.fault:
        faults.add(kind, route, times)
    run(arguments.port, arguments.log, faults)


def fault(text: str) -> tuple[str, str, int | None]:
    """Return kind, route and number of times, parsed from a text like `503:/tables/07459/data:2`.

    Raises:
        ArgumentTypeError: the kind is unknown, or the number of times is not a number.
    """
    kind, _, rest = text.partition(":")
    route, _, times = rest.partition(":")
    if kind not in TRANSIENT:
        raise ArgumentTypeError(f"There is no fault {kind!r}; there are {', '.join(TRANSIENT)}.")
    if times and not times.isdecimal():
        raise ArgumentTypeError(f"{times!r} in {text!r} is not a number of times.")
    return kind, route, int(times) if times else None


if __name__ == "__main__":
    main()
