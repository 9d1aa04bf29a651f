"""Defaults for Prefect's settings, set before Prefect is imported. They never replace the operator's settings."""

import os
from pathlib import Path

from warehouse.home import Home

_DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # the first start creates a database: slow on slow disks
}
_AT_THE_COMMAND_LINE = {"PREFECT_LOGGING_LEVEL": "CRITICAL"}  # the command line reports progress and errors itself
_SERVING = {
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "extract,transform,warehouse,publish,pipeline,flows",
}


def prepare_prefect(home: Home, *, serving: bool) -> None:
    """Set the defaults. Keep Prefect's database in our home, unless Prefect is already set up on this machine."""
    for name, value in (_DEFAULTS | (_SERVING if serving else _AT_THE_COMMAND_LINE)).items():
        os.environ.setdefault(name, value)
    own = ("PREFECT_HOME", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH", "PREFECT_API_URL")
    if not any(name in os.environ for name in own) and not (Path.home() / ".prefect" / "profiles.toml").exists():
        os.environ["PREFECT_HOME"] = str(home.path / "prefect")
