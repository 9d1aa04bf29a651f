"""Defaults for Prefect's settings, set before Prefect is imported. They never replace the operator's settings."""

import os
import tomllib
from pathlib import Path

from pydantic import ValidationError

from catalogue.errors import BadSetting
from pipeline.settings import require_address
from warehouse.home import Home

_DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # the first start creates a database: slow on slow disks
}
_AT_THE_COMMAND_LINE = {  # which reports progress and errors itself
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
}
_SERVING = {
    "PREFECT_LOGGING_LEVEL": "INFO",  # in Prefect's page
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "WARNING",  # on the terminal of `serve`
    "PREFECT_LOGGING_TO_API_WHEN_MISSING_FLOW": "ignore",  # `serve` itself is no flow run
    "PREFECT_LOGGING_EXTRA_LOGGERS": "extract,transform,warehouse,publish,pipeline,flows",
}


def prepare_prefect(home: Home, *, serving: bool) -> None:
    """Set the defaults. Keep Prefect's database in our home, unless Prefect is already set up on this machine."""
    for name, value in (_DEFAULTS | (_SERVING if serving else _AT_THE_COMMAND_LINE)).items():
        os.environ.setdefault(name, value)
    own = ("PREFECT_HOME", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH", "PREFECT_API_URL")
    if not any(name in os.environ for name in own) and not is_set_up_elsewhere(home):
        os.environ["PREFECT_HOME"] = str(home.path / "prefect")
    _require_valid()


def is_set_up_elsewhere(home: Home) -> bool:
    """Return whether Prefect's own folder has a profile that names a server, or that is older than our database."""
    try:
        profiles = tomllib.loads((Path.home() / ".prefect" / "profiles.toml").read_text(encoding="utf-8"))
        names_server = "PREFECT_API_URL" in profiles["profiles"][profiles["active"]]
    except OSError:
        return False
    except (ValueError, LookupError, TypeError):
        return True  # Prefect says what is wrong with it
    return names_server or not (home.path / "prefect" / "prefect.db").exists()


def _require_valid() -> None:
    """Raise BadSetting if a setting of Prefect's is invalid, so that Prefect could not be imported or reached."""
    try:
        if url := os.environ.get("PREFECT_API_URL"):
            require_address(url)
        from prefect.settings import get_current_settings

        get_current_settings()
    except ValueError as error:  # pydantic's ValidationError is a ValueError
        if not isinstance(error, ValidationError):
            raise BadSetting(f"PREFECT_API_URL is not valid: {error}.") from error
        wrong = error.errors()[0]
        names = ".".join(map(str, wrong["loc"]))
        raise BadSetting(f"A PREFECT_ variable ({names}) is not valid: {wrong['msg']}.") from error
