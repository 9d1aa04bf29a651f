"""A catalogue so small that a whole build takes seconds, and the two halves of a run without its pages."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

import sample
from catalogue.chapters import Pattern
from catalogue.load import HOME, load_catalogue
from catalogue.page_references import facts_of, is_fact
from pipeline.builder import Builder
from pipeline.fetch import FetchPhase
from pipeline.fetch_result import FetchResult
from pipeline.result import BuildResult
from pipeline.settings import Settings
from pipeline.steps import Steps
from warehouse.switch import switch

YEARS = ("2025", "2026")
TABLES = ("01222", "03321", "06913", "06944", "07459", "09429", "projection")
"""The sample's tables that the indicators read, or that the tests of a run for one municipality need."""
KEPT = (
    "population",  # a count
    "share_80_plus",  # a share, and the same by sex
    "share_0_19",  # with the next, a trait of neighbours
    "share_67_plus",
    "age_groups",  # a breakdown over the whole
    "population_growth_1y",  # growth of another indicator
    "net_migration_per_1000",  # over another table's count
    "growth_remainder",  # a named function
    "projected_population",  # a projection, in every alternative
    "median_income_after_tax",  # a figure that cannot be summed
    "centrality_class",
    "centrality_index",
)
"""An indicator of each kind, and two of KLASS."""

ASKED_FOR = """\
title: {nb: Det en plan bygger på, en: What a plan rests on}
source: {name: En lov, url: https://lovdata.no}
points:
  - id: people
    point: {nb: Hvem som bor her, en: Who lives here}
    indicators: [population, share_80_plus, median_income_after_tax]
  - id: moves
    point: {nb: Hvem som flytter, en: Who moves}
    indicators: [net_migration_per_1000]
  - id: hopes
    point: {nb: Hva de håper på, en: What they hope for}
    not_measured: {nb: Ingen spør alle., en: Nobody asks them all.}
"""
"""A requirement: its points have figures for all municipalities, for those of Trøndelag and Telemark, and for none."""


class Silent(Steps):
    """Steps that report nothing."""

    def __init__(self) -> None:
        super().__init__(self)

    def step(self, name: str) -> None: ...

    def progress(self, name: str, done: int, total: int) -> None: ...


@dataclass
class Ran:
    """The results of a run and of its fetch phase."""

    fetched: FetchResult
    built: BuildResult


def small_catalogue(folder: Path) -> Path:
    """Write the shipped catalogue to `folder`: few tables and indicators, two years of 07459, one release of projections."""
    home = shutil.copytree(HOME, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    keep(home / "indicators", KEPT)
    for publisher in {*(home / "sources").iterdir()} - {home / "sources/klass"}:
        keep(publisher, TABLES)
    (home / "findings.yaml").unlink()
    keep_pages(home, set(KEPT))
    shutil.rmtree(home / "requirements")
    (home / "requirements").mkdir()
    (home / "requirements/asked_for.yaml").write_text(ASKED_FOR, encoding="utf-8")
    replace(home / "sources/ssb/projection.yaml", 'since: "2005"', 'since: "2026"')
    years = ", ".join(f'"{year}"' for year in YEARS)
    replace(home / "sources/ssb/07459.yaml", "Tid: all", f"Tid: [{years}]")
    return home


def keep_pages(home: Path, indicators: set[str]) -> None:
    """Keep what the pages say of these indicators: rows, charts, and the patterns whose facts are known."""
    chapters = yaml.load((home / "chapters.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    for chapter in chapters:
        chapter["rows"] = [name for name in chapter["rows"] if name in indicators]
        charts = [chart for chart in chapter.get("charts", []) if indicators.issuperset(chart["indicators"])]
        chapter["charts"] = [chart | {"titles": _known(chart["titles"], indicators)} for chart in charts]
        chapter["findings"] = _known(chapter["findings"], indicators)
        chapter["meanings"] = [_known(patterns, indicators) for patterns in chapter.get("meanings", [])]
        chapter["sentences"] = [_known(patterns, indicators) for patterns in chapter["sentences"]]
    (home / "chapters.yaml").write_text(yaml.safe_dump(chapters, allow_unicode=True), encoding="utf-8")
    page = {"columns": ["population", "share_80_plus"], "maps": ["share_80_plus"]}
    (home / "county_page.yaml").write_text(yaml.safe_dump(page), encoding="utf-8")


def _known(patterns: list[dict[str, Any]], indicators: set[str]) -> list[dict[str, Any]]:
    models = [Pattern.model_validate(pattern) for pattern in patterns]
    return [
        pattern
        for pattern, model in zip(patterns, models, strict=True)
        if all(is_fact(name, indicators, of_chart=True) for name in facts_of(model))
    ]


def keep(folder: Path, names: tuple[str, ...]) -> None:
    """Remove all files of the catalogue in `folder` except those with these names."""
    for path in folder.rglob("*.yaml"):
        if path.stem not in names:
            path.unlink()


def replace(path: Path, old: str, new: str) -> None:
    """Replace `old` with `new` in a file. Fail if the file lacks `old`."""
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{path} does not say {old}"
    path.write_text(text.replace(old, new), encoding="utf-8")


def settings_for(home: Path, catalogue: Path, addresses: sample.Addresses) -> Settings:
    """Return settings for a running sample server, without pauses between requests."""
    return Settings(
        home=home,
        catalogue=catalogue,
        statbank_url=addresses.statbank_url,
        klass_url=addresses.klass_url,
        spreadsheet_url=addresses.spreadsheet_url,
        fhi_url=addresses.fhi_url,
        held=frozenset(addresses.held),
        held_codes=addresses.held_codes,
        spacing=0,
        sample=True,
        documents=False,
    )


def run(settings: Settings, municipality: str | None = None) -> Ran:
    """Fetch, build and switch, as a run does. If only the archive is left, rebuild everything from it."""
    steps, catalogue = Silent(), load_catalogue(settings.catalogue)
    fetching = FetchPhase(settings, catalogue, steps)
    fetched = fetching.fetch(municipality, ())
    built = Builder(settings, catalogue, steps, fetching.reading).build(fetched)
    if built.build_id:
        switch(settings.folder, built.build_id)
    return Ran(fetched, built)
