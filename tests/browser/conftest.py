"""The site of Telemark and of Trøndelag in a browser: Debian's chromium, driven by Playwright. Pages are opened from a folder."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from catalogue.load import load_catalogue
from pipeline.site import make_site
from publish.site import Scope
from tests.acceptance.conftest import analysts_file, published_folder  # noqa: F401  (fixtures)
from tests.lib.shared import shared
from warehouse.home import DATABASE

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
COUNTIES = ("40", "50")
WIDE, TALL = 1440, 900


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the browser's tests where there is no chromium. They talk to it through pipes and a local socket."""
    for item in items:
        if "tests/browser" in str(item.path):
            item.add_marker(pytest.mark.enable_socket)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip("there is no chromium; on Debian: apt-get install chromium"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, published_folder: Path) -> Path:  # noqa: F811
    """The folder of the pages of two counties."""

    def build(folder: Path) -> None:
        folder.mkdir()
        os.link(published_folder / DATABASE, folder / DATABASE)
        make_site(folder, Scope(counties=COUNTIES), load_catalogue(), lambda _done, _total: None)

    return shared(tmp_path_factory, "site", build) / "site"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])  # root needs no sandbox
        yield browser
        browser.close()


@dataclass
class Seen:
    """What a page asked for outside its folder, and what it wrote to the console as an error."""

    errors: list[str] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


Open = Callable[..., Page]


@pytest.fixture
def visit(browser: Browser, site: Path) -> Iterator[Open]:
    """A function that opens a page of the site; at the end no page has an error or a request outside its folder."""
    context = browser.new_context(viewport={"width": WIDE, "height": TALL}, accept_downloads=True, locale="nb-NO")
    seen = Seen()

    def visit(name: str, width: int = WIDE) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": TALL})
        page.on("console", lambda message: seen.errors.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: seen.errors.append(str(error)))
        page.on("request", lambda asked: _note(seen, asked.url, site))
        page.goto((site / name).as_uri())
        return page

    yield visit
    context.close()
    assert seen == Seen()


def _note(seen: Seen, url: str, site: Path) -> None:
    if not url.startswith((site.as_uri(), "data:", "blob:")):
        seen.outside.append(url)
