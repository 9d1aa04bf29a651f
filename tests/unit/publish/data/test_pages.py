"""The page "Alle tall": every file can be reached without script, and hostile names are text."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest

from publish.data.pages import all_figures_page
from warehouse.read import MunicipalityInfo

HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</option></select>", "=1+1", "\u202eHeim"]


def municipality(name: str) -> MunicipalityInfo:
    return MunicipalityInfo("5055", name, name, "50", "Trøndelag", date(2020, 1, 1), None, None, None, None)


def indicator(**other: Any) -> Any:
    return SimpleNamespace(**{"id": "population", "title": "Folketall", "theme_title": "Befolkning", **other})


def test_every_file_is_linked_without_script() -> None:
    page = all_figures_page([municipality("Heim")], [indicator(), indicator(id="share", theme_title="Alder")])
    files = [
        f"data/{name}.{end}"
        for name in ("kommune/5055", "indikator/population", "indikator/share")
        for end in ("csv", "json")
    ]
    whole = ["../grunnlag.duckdb", "../grunnlag.duckdb.sha256", "../parquet/datapackage.json"]
    assert [f'href="{address}"' for address in [*files, *whole] if f'href="{address}"' not in page] == []
    assert '<form id="utvalg" hidden>' in page
    assert [title for title in ("Befolkning", "Alder") if f"<h3><bdi>{title}</bdi></h3>" not in page] == []


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_or_title_is_text(name: str) -> None:
    plain = all_figures_page([municipality("Heim")], [indicator()])
    page = all_figures_page([municipality(name)], [indicator(title=name, theme_title=name)])
    assert page.count("<") == plain.count("<")
    assert "<script" not in page
    if "\u202e" in name:
        assert f"<bdi>{name}</bdi>" in page
