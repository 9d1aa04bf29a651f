"""Prefect's own settings, before Prefect is imported. What the operator has set stays."""

import os
from pathlib import Path

from warehouse.home import Home

_DEFAULTS = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",  # a first start makes a database, on slow disks slowly
}
_AT_THE_COMMAND_LINE = {"PREFECT_LOGGING_LEVEL": "CRITICAL"}  # there we tell ourselves how a run goes
_SERVING = {
    "PREFECT_LOGGING_LEVEL": "WARNING",
    "PREFECT_LOGGING_EXTRA_LOGGERS": "extract,transform,warehouse,publish,pipeline,flows",
}


def prepare_prefect(home: Home, *, serving: bool) -> None:
    """Keep Prefect's database under our own home, unless a Prefect is set up on this machine already."""
    for name, value in (_DEFAULTS | (_SERVING if serving else _AT_THE_COMMAND_LINE)).items():
        os.environ.setdefault(name, value)
    own = ("PREFECT_HOME", "PREFECT_PROFILE", "PREFECT_PROFILES_PATH", "PREFECT_API_URL")
    if not any(name in os.environ for name in own) and not (Path.home() / ".prefect" / "profiles.toml").exists():
        os.environ["PREFECT_HOME"] = str(home.path / "prefect")
