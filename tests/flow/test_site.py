"""The site of a small build: which pages there are, what marks them as made, and that every link leads somewhere."""

import json
import os
import re
import shutil
from pathlib import Path

import duckdb
import pytest

from catalogue.errors import BadSetting, UnknownName
from catalogue.load import load_catalogue
from pipeline.settings import Settings
from pipeline.site import make_site
from publish.site import Scope, made
from tests.lib.pages import Outline
from tests.lib.shared import shared
from warehouse.home import DATABASE
from warehouse.read_names import NameReader

TELEMARK = Scope(counties=("40",))
BESIDE = ("../grunnlag.duckdb", "../parquet")
"""What lies beside the site."""


def quiet(done: int, total: int) -> None:
    """Ignore progress."""


@pytest.fixture(scope="session")
def made_once(good: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published folder with the site of Telemark. Tests must copy it, never change it."""

    def make(folder: Path) -> None:
        folder.mkdir()
        shutil.copy(good.folder.database.resolve(), folder / DATABASE)
        make_site(folder, TELEMARK, load_catalogue(good.catalogue), quiet)

    return shared(tmp_path_factory, "small-site", make)


@pytest.fixture
def folder(made_once: Path, tmp_path: Path) -> Path:
    """A copy of the published folder."""
    shutil.copytree(made_once, tmp_path / "published")
    (tmp_path / "published" / DATABASE).chmod(0o644)
    return tmp_path / "published"


def test_each_municipality_county_and_indicator_has_a_page(made_once: Path, good: Settings) -> None:
    names = {path.name for path in (made_once / "site").glob("*.html")}
    assert len([name for name in names if name[:4].isdigit()]) == 17
    assert {name for name in names if name.startswith("fylke-")} == {"fylke-40.html"}
    indicators = load_catalogue(good.catalogue).indicators
    assert {name for name in names if name.startswith("indikator-")} == {
        f"indikator-{name}.html" for name in indicators
    }
    assert {"index.html", "veiledning.html", "slik-vet-vi.html", "alle-tall.html", "endringer.html"} <= names
    assert "Heim" not in (made_once / "site/index.html").read_text(encoding="utf-8")


def test_every_link_leads_somewhere(made_once: Path) -> None:
    site = made_once / "site"
    pages = {path.name: Outline(path.read_text(encoding="utf-8")) for path in site.glob("*.html")}
    ids = {name: {each["id"] for _, each in outline.tags if "id" in each} for name, outline in pages.items()}
    for name, outline in pages.items():
        for address in (link.get("href") or "" for link in outline.all("a")):
            if address.startswith(("https://", "http://", *BESIDE)):
                continue
            file, _, part = address.partition("#")
            assert not file or (site / file).exists(), (name, address)
            assert not part or part in ids[file or name], (name, address)


def test_each_page_is_norwegian_with_one_main_heading_and_unique_ids(made_once: Path) -> None:
    for path in (made_once / "site").glob("*.html"):
        outline = Outline(path.read_text(encoding="utf-8"))
        assert outline.all("html") == [{"lang": "nb"}], path.name
        assert len(outline.all("h1")) == 1, path.name
        ids = [each["id"] for _, each in outline.tags if "id" in each]
        assert len(ids) == len(set(ids)), path.name


def test_old_and_sami_names_can_be_searched_for(made_once: Path) -> None:
    script = (made_once / "site/assets/search.js").read_text(encoding="utf-8")
    entries = json.loads(script.removeprefix("grunnlag.entries(").removesuffix(");\n"))
    assert ["Telemark", "fylke", "fylke-40.html", "40"] in entries
    skien = next(entry for entry in entries if entry[0] == "Skien")
    assert skien[1:3] == ["kommune i Telemark", "4003.html"]
    assert "Gjerpen" in skien[3]


def test_a_former_name_leads_to_what_the_municipality_became_and_to_nothing_else(made_once: Path) -> None:
    script = (made_once / "site/assets/search.js").read_text(encoding="utf-8")
    entries = json.loads(script.removeprefix("grunnlag.entries(").removesuffix(");\n"))
    with NameReader(made_once / DATABASE) as reader:
        former = reader.former()
    for name, _, page, others in (entry for entry in entries if entry[1].startswith("kommune")):
        became = {each.named.name for each in former if page[:4] in each.now} - {name}
        official = {each.named.official_name for each in former if page[:4] in each.now}
        words = others.split(page[:4], 1)[1]
        assert all(each in words for each in became)
        assert set(words.split()) <= set(" ".join(became | official).split())


def test_pages_are_shown_only_for_the_same_scope_build_catalogue_and_code(
    folder: Path, good: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    catalogue = load_catalogue(good.catalogue)
    assert TELEMARK.is_shown(folder, catalogue)
    assert not Scope(counties=("50",)).is_shown(folder, catalogue)
    assert not TELEMARK.is_shown(folder, catalogue.model_copy(update={"chapters": []}))
    monkeypatch.setattr(made, "code_hash", lambda: "changed")
    assert not TELEMARK.is_shown(folder, catalogue)


def test_pages_of_an_earlier_build_do_not_count_as_shown(folder: Path, good: Settings) -> None:
    with duckdb.connect(str(folder / DATABASE)) as con:
        con.execute("update meta.build set state = 'state2'")
    assert not TELEMARK.is_shown(folder, load_catalogue(good.catalogue))


def test_an_unreadable_note_does_not_count_as_shown(folder: Path, good: Settings) -> None:
    (folder / "site/made.json").write_text("{", encoding="utf-8")
    assert not TELEMARK.is_shown(folder, load_catalogue(good.catalogue))


def test_pages_of_a_file_from_another_catalogue_are_refused_with_what_to_do(folder: Path, good: Settings) -> None:
    catalogue = load_catalogue(good.catalogue)
    indicators = {name: each for name, each in catalogue.indicators.items() if name != "population"}
    with pytest.raises(BadSetting, match="another catalogue, which has 'population'; run 'grunnlag refresh' first"):
        make_site(folder, TELEMARK, catalogue.model_copy(update={"indicators": indicators}), quiet)


def test_a_municipality_of_another_county_is_added_with_its_county(folder: Path, good: Settings) -> None:
    before = {path.name: path.read_bytes() for path in (folder / "site").glob("*.html")}
    told: list[tuple[int, int]] = []
    added = Scope(municipality="5055")
    assert make_site(folder, added, load_catalogue(good.catalogue), lambda done, total: told.append((done, total))) == 1
    after = {path.name: path.read_bytes() for path in (folder / "site").glob("*.html")}
    assert after.keys() - before.keys() == {"5055.html", "fylke-50.html"}
    assert {name: after[name] for name in before} == before
    assert told == [(1, 2), (2, 2)]
    assert (folder / "site/data/kommune/5055.csv").exists()


def test_the_page_of_an_added_county_leads_to_every_added_municipality(folder: Path, good: Settings) -> None:
    for code in ("5055", "5001"):
        make_site(folder, Scope(municipality=code), load_catalogue(good.catalogue), quiet)
    county = Outline((folder / "site/fylke-50.html").read_text(encoding="utf-8"))
    assert {"5055.html", "5001.html"} <= {link.get("href") for link in county.all("a")}


def test_files_that_another_build_shares_are_not_changed(folder: Path, good: Settings, tmp_path: Path) -> None:
    os.link(folder / "site/4003.html", tmp_path / "linked.html")
    (tmp_path / "linked.html").write_text("old", encoding="utf-8")
    make_site(folder, Scope(municipality="4003"), load_catalogue(good.catalogue), quiet)
    assert (tmp_path / "linked.html").read_text(encoding="utf-8") == "old"
    assert (folder / "site/4003.html").read_text(encoding="utf-8") != "old"


def test_a_file_of_an_older_grunnlag_is_refused_with_what_to_do(folder: Path, good: Settings) -> None:
    with duckdb.connect(str(folder / DATABASE)) as con:
        con.execute("alter table meta.build drop column origin")
    with pytest.raises(BadSetting, match="made by an older Grunnlag; run 'grunnlag refresh' first"):
        make_site(folder, TELEMARK, load_catalogue(good.catalogue), quiet)


@pytest.mark.parametrize(
    ("scope", "message"),
    [
        (Scope(counties=("99",)), "There is no county '99' today; there are 03 Oslo, "),
        (Scope(counties=("50", "99")), "There is no county '99' today; there are 03 Oslo, "),
        (Scope(municipality="5099"), "There is no municipality '5099' today; in that county there are 5001 "),
        (Scope(municipality="9999"), "There is no municipality '9999' today; the counties are 03 Oslo, "),
    ],
)
def test_an_unknown_code_is_refused_with_the_known_ones(made_once: Path, scope: Scope, message: str) -> None:
    with pytest.raises(UnknownName) as refused:
        scope.check(made_once / DATABASE)
    assert str(refused.value).startswith(message)


def test_todays_codes_are_accepted(made_once: Path) -> None:
    for scope in (Scope(), Scope(municipality="5055"), Scope(counties=("50", "40"))):
        scope.check(made_once / DATABASE)


def test_the_sources_are_listed_with_their_date_and_how_their_codes_are_known(made_once: Path) -> None:
    html = (made_once / "site/slik-vet-vi.html").read_text(encoding="utf-8")
    rows = re.findall(r'<tr><th scope="row"><a href="https.*?</tr>', html)
    words = [re.sub("(<[^>]*>)+", "|", row).strip("|").split("|") for row in rows]
    population = next(row for row in words if row[0] == "SSB, tabell\u00a007459")
    assert population[1].startswith("Befolkning")
    assert population[2].startswith("samlet inn ")
    assert population[4] in {"Kontrollert mot kilden", "Dokumentert", "Delvis antatt"}


def test_stale_figures_are_marked_on_every_kind_of_page_without_the_technical_reason(
    folder: Path, good: Settings
) -> None:
    with duckdb.connect(str(folder / DATABASE)) as con:
        con.execute("update meta.source set stale_reason = 'It did not answer.' where number = '07459'")
    make_site(folder, TELEMARK, load_catalogue(good.catalogue), quiet)
    pages = {
        name: (folder / "site" / name).read_text(encoding="utf-8")
        for name in ("4003.html", "slik-vet-vi.html", "indikator-population.html")
    }
    assert "Tallene fra SSB, tabell\u00a007459 er eldre enn de skulle vært" in pages["4003.html"]
    assert "Siste forsøk på å hente disse kildene lyktes ikke" in pages["slik-vet-vi.html"]
    assert "Ikke oppdatert som ventet." in pages["indikator-population.html"]
    assert not any("did not answer" in html for html in pages.values())


def test_a_page_of_live_figures_has_the_sources_own_update_times(folder: Path, good: Settings) -> None:
    with duckdb.connect(str(folder / DATABASE)) as con:
        con.execute("update meta.build set origin = 'live'")
    make_site(folder, TELEMARK, load_catalogue(good.catalogue), quiet)
    html = (folder / "site/4003.html").read_text(encoding="utf-8")
    assert "eksempelutvalget" not in html
    assert "samlet inn" not in html
    assert "SSB, tabell\u00a007459</a>, oppdatert " in html


def test_the_expression_of_an_indicator_stands_on_its_own_page_only_and_after_the_words(made_once: Path) -> None:
    html = (made_once / "site/indikator-share_80_plus.html").read_text(encoding="utf-8")
    assert html.index("Hva vi teller") < html.index("For maskiner") < html.index("filter (where")
    others = [path for path in (made_once / "site").glob("*.html") if not path.name.startswith("indikator-")]
    assert not [path.name for path in others if "filter (where" in path.read_text(encoding="utf-8")]
