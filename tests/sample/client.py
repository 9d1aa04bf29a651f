"""Ask an address, and say what a client sees."""

import requests


def ask(url: str) -> requests.Response:
    """GET it, and JSON rather than XML."""
    return requests.get(url, headers={"Accept": "application/json"})


def seen(url: str) -> str:
    """The status, or the name of the trouble."""
    try:
        return str(ask(url).status_code)
    except requests.RequestException as error:
        return type(error).__name__


def statuses(*urls: str) -> list[int]:
    """The status of each, asked in order."""
    return [ask(url).status_code for url in urls]
