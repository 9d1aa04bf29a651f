"""The files beside the pages: fonts, the script, and what can be searched for."""

import base64
import json
import shutil
from pathlib import Path

from publish.site.made import write
from publish.site.templating import ASSETS

FONT = "source-sans-3-latin.woff2"


def copy_assets(site: Path, entries: list[tuple[str, str, str, str]]) -> None:
    """Write the folder of assets. `entries` are (name, what it is, page, other names) of what can be searched for.

    Data for scripts are scripts too, because a page that is opened from a folder can read no other files.
    """
    folder = site / "assets"
    folder.mkdir(exist_ok=True)
    for path in ASSETS.iterdir():
        if path.suffix in (".woff2", ".txt", ".js"):
            (folder / path.name).unlink(missing_ok=True)
            shutil.copyfile(path, folder / path.name)
    write(
        folder / "search.js", f"grunnlag.entries({json.dumps(entries, ensure_ascii=False, separators=(',', ':'))});\n"
    )
    font = base64.b64encode((ASSETS / FONT).read_bytes()).decode()
    write(folder / "font.js", f'grunnlag.font("data:font/woff2;base64,{font}");\n')
