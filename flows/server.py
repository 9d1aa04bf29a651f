"""The Prefect server that `serve` of a home has up, so that `run` in the same home uses it."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from prefect.settings import PREFECT_API_URL, temporary_settings

from catalogue.errors import Busy
from warehouse.home import Home
from warehouse.lock import holder, only_one


@contextmanager
def announced(home: Home, url: str) -> Iterator[None]:
    """Write down where the server is for as long as it is up. Raise Busy when another `serve` of the home is up."""
    address = _address(home)
    address.parent.mkdir(exist_ok=True)
    if named := holder(_lock(home)):
        raise Busy(f"'grunnlag serve' is already up for {home.path} ({named}); stop it first.")
    with only_one(_lock(home), patience=0):
        address.write_text(url, encoding="utf-8")
        try:
            yield
        finally:
            address.unlink(missing_ok=True)


@contextmanager
def served(home: Home) -> Iterator[None]:
    """Use the server that `serve` of this home has up, unless another is configured or none is up."""
    with ExitStack() as stack:
        if not PREFECT_API_URL.value() and holder(_lock(home)) and _address(home).exists():
            url = _address(home).read_text(encoding="utf-8")
            stack.enter_context(temporary_settings({PREFECT_API_URL: url}))
        yield


def _lock(home: Home) -> Path:
    return home.path / "prefect" / "serve.lock"


def _address(home: Home) -> Path:
    return home.path / "prefect" / "serve.url"
