"""Print GitLab's description of the release in release/. Arguments: the address of its files, and the commit."""

import json
import sys
from pathlib import Path

FOLDER = Path("release")


def main(address: str, commit: str) -> None:
    """Print the JSON body of POST /projects/:id/releases. A version that is released already is refused there."""
    version = (FOLDER / "VERSION").read_text(encoding="ascii").strip()
    files = sorted(path.name for path in FOLDER.iterdir())
    links = [{"name": name, "url": f"{address}/{version}/{name}"} for name in files]
    news = (FOLDER / "NEWS.md").read_text(encoding="utf-8")
    print(json.dumps({"tag_name": version, "ref": commit, "description": news, "assets": {"links": links}}))


main(*sys.argv[1:])
