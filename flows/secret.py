"""The secret of the Prefect server that `serve` starts: made once, in a file that only its owner can read."""

import secrets
from pathlib import Path

from catalogue.errors import BadSetting
from warehouse.home import Home


def make_secret(home: Home) -> bool:
    """Make the home's secret, 'user:password', unless it exists. Return whether it was made."""
    path = secret_file(home)
    if path.exists() and path.read_text(encoding="utf-8").strip():
        path.chmod(0o600)
        return False
    path.unlink(missing_ok=True)  # it may be empty, after a crash
    path.touch(0o600, exist_ok=False)
    path.write_text(f"grunnlag:{secrets.token_urlsafe(32)}\n", encoding="utf-8")
    return True


def read_secret(home: Home) -> str:
    """Return the home's secret. Raise BadSetting if it cannot be read."""
    path = secret_file(home)
    try:
        return path.read_text(encoding="utf-8").strip()
    except OSError as error:
        raise BadSetting(
            f"{path} cannot be read ({error.strerror}); stop 'grunnlag serve' and start it again."
        ) from error


def secret_file(home: Home) -> Path:
    """Return the path of the secret."""
    return home.path / "prefect" / "secret"
