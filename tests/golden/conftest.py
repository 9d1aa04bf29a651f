"""The option that renews the recorded files."""

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--renew", action="store_true", help="record the SQL as it is now")
