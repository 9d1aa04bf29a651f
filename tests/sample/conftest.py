"""One running server for all tests of the sample."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

import sample
from tests.sample.made_up import make_all

Ask = Callable[..., requests.Response]


@pytest.fixture(scope="session")
def server() -> Iterator[sample.Addresses]:
    """The server, its rate limit out of the way."""
    with sample.serve(calls_per_minute=100_000) as addresses:
        yield addresses


@pytest.fixture(scope="session")
def get(server: sample.Addresses) -> Ask:
    """GET a path of the StatBank."""
    return lambda path, **query: requests.get(server.statbank_url + path, params=query)


@pytest.fixture(scope="session")
def klass(server: sample.Addresses) -> Ask:
    """GET a path of KLASS as JSON."""
    headers = {"Accept": "application/json"}
    return lambda path, **query: requests.get(server.klass_url + path, params=query, headers=headers)


@pytest.fixture(scope="session")
def post(server: sample.Addresses) -> Ask:
    """POST a selection to a table of the sample."""
    return posting(server)


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[sample.Addresses]:
    """A server that has the made tables too."""
    folder = tmp_path_factory.mktemp("made")
    make_all(folder)
    with sample.serve(calls_per_minute=100_000, tables=[folder]) as addresses:
        yield addresses


@pytest.fixture(scope="session")
def ask(made: sample.Addresses) -> Ask:
    """POST a selection to a made table."""
    return posting(made)


@pytest.fixture(scope="session")
def read(made: sample.Addresses) -> Ask:
    """GET a path of the server that has the made tables."""
    return lambda path, **query: requests.get(made.statbank_url + path, params=query)


def posting(server: sample.Addresses) -> Ask:
    """POST a selection to a table: variable name to codes, or to a pair of codelist and codes."""

    def ask(table: str, placement: dict[str, list[str]] | None = None, **variables: Any) -> requests.Response:
        pairs = {name: asked if isinstance(asked, tuple) else (None, asked) for name, asked in variables.items()}
        selection = [
            {"variableCode": name, "codelist": each, "valueCodes": codes} for name, (each, codes) in pairs.items()
        ]
        body = {"selection": selection, **({"placement": placement} if placement else {})}
        return requests.post(f"{server.statbank_url}/tables/{table}/data", json=body)

    return ask


@pytest.fixture(scope="session")
def unreliable() -> Iterator[sample.Addresses]:
    """A server apart, since faults hit whoever asks."""
    with sample.serve(calls_per_minute=100_000) as addresses:
        yield addresses


@pytest.fixture
def failing(unreliable: sample.Addresses) -> Iterator[sample.Addresses]:
    """It, with nothing wrong before and after."""
    unreliable.requests.clear()
    yield unreliable
    unreliable.faults.clear()


@pytest.fixture(params=["StatBank", "KLASS"])
def url(request: pytest.FixtureRequest, failing: sample.Addresses) -> str:
    """An address of each server."""
    return (
        f"{failing.statbank_url}/tables/07459"
        if request.param == "StatBank"
        else f"{failing.klass_url}/classifications/131"
    )
