"""One running server for all tests of the sample."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import requests

import sample

Ask = Callable[..., requests.Response]


@pytest.fixture(scope="session")
def server() -> Iterator[sample.Addresses]:
    """The server, its rate limit out of the way."""
    with sample.serve(calls_per_minute=100_000) as addresses:
        yield addresses


@pytest.fixture(scope="session")
def get(server: sample.Addresses) -> Ask:
    """GET a path of the StatBank."""
    return lambda path, **query: requests.get(server.statbank_url + path, params=query, timeout=10)


@pytest.fixture(scope="session")
def klass(server: sample.Addresses) -> Ask:
    """GET a path of KLASS as JSON."""
    headers = {"Accept": "application/json"}
    return lambda path, **query: requests.get(server.klass_url + path, params=query, headers=headers, timeout=10)


@pytest.fixture(scope="session")
def post(server: sample.Addresses) -> Ask:
    """POST a selection to a table: variable name to codes, or to a pair of codelist and codes."""

    def ask(table: str, placement: dict[str, list[str]] | None = None, **variables: Any) -> requests.Response:
        pairs = {name: asked if isinstance(asked, tuple) else (None, asked) for name, asked in variables.items()}
        selection = [
            {"variableCode": name, "codelist": each, "valueCodes": codes} for name, (each, codes) in pairs.items()
        ]
        body = {"selection": selection, **({"placement": placement} if placement else {})}
        return requests.post(f"{server.statbank_url}/tables/{table}/data", json=body, timeout=10)

    return ask
