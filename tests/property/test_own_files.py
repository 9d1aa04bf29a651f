"""Whatever stands in a file, a setting or an expression, it is read, or ends with one sentence."""

import json
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.expressions import AGGREGATES, parse
from catalogue.files import Unreadable, read_yaml
from catalogue.load import load_catalogue
from extract.archive import Archive, Fetch, Load
from extract.budget import LONGEST_PAUSE, Budget
from pipeline.bundle import read_bundle
from pipeline.settings import Settings, read_settings
from tests.flow.tiny import tiny_catalogue
from tests.lib.apis import Time
from tests.lib.few import SLOW
from tests.lib.odd import altered, damaged, ends_well, json_like
from tests.unit.catalogue.test_local import EXAMPLE
from tests.unit.extract.test_archive import _answer, _load
from tests.unit.pipeline.test_bundle import BODY, SHA, manifest, packed
from warehouse.definition_check import checked_catalogue

MEASURED = "indicators/demography/net_migration.yaml"
READ = "sources/ssb/06913.yaml"
FILES = (MEASURED, READ, "sources/klass/131.yaml", "themes.yaml", "units.yaml", "groups.yaml", "small_numbers.yaml")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small catalogue, whose files a test may replace."""
    return tiny_catalogue(tmp_path_factory.mktemp("catalogue") / "home")


@st.composite
def _files(draw: st.DrawFn, home: Path) -> tuple[str, bytes]:
    """A file of the catalogue and its odd content: other values, other YAML, or damaged bytes."""
    name = draw(st.sampled_from(FILES))
    text = (home / name).read_bytes()
    values = altered(yaml.safe_load(text)).map(lambda content: yaml.dump(content, allow_unicode=True).encode())
    return name, draw(st.one_of(values, damaged(text)))


@SLOW
@given(data=st.data())
def test_a_file_of_the_catalogue_may_hold_anything(home: Path, data: st.DataObject) -> None:
    name, content = data.draw(_files(home))
    whole = (home / name).read_bytes()
    try:
        (home / name).write_bytes(content)
        ends_well(lambda: load_catalogue(home))
    finally:
        (home / name).write_bytes(whole)


@SLOW
@given(data=st.data())
def test_a_local_file_may_hold_anything(
    home: Path, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "local" / "bathing_places.yaml"
    path.parent.mkdir(exist_ok=True)
    text = (EXAMPLE / path.name).read_bytes()
    values = altered(yaml.safe_load(text)).map(lambda content: yaml.dump(content, allow_unicode=True).encode())
    path.write_bytes(data.draw(st.one_of(values, damaged(text))))
    found = load_catalogue(home, path.parent)
    assert ("bathing_places" in found.indicators) != ("local_bathing_places" in found.refused)


TOKENS = """a|: |- |\n|\n  |&a |*a|!!int |!!python/object:os.system |!!binary |!!timestamp |!!set |!!omap |!!merge |<<: |? |> |[|]
|{|}|, |'|"|\\x|%YAML 9.9\n|---\n|...\n|2026-02-30|0x_|1e999|12:30:45|\t|# |~|é|\x85|=|@|`|1:1|0o7|.nan|!<!>"""
YAML = st.lists(st.sampled_from(TOKENS.split("|")), max_size=14).map("".join)


@SLOW
@given(text=st.one_of(YAML, st.text(max_size=20)))
def test_yaml_may_be_anything(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_text(text, encoding="utf-8", errors="surrogatepass")
    with suppress(Unreadable):
        read_yaml(path)


COLUMNS = {"value", "region", "contents", "symbol"}
WORDS = """sum(|count(|max(|avg(|round(|abs(|left(|length(|coalesce(|nullif(|case when | then | else | end|)|,| filter (where
|value|region|contents|symbol|'x'|''|'\\|"value"|1|0|-1|1e400|99999999999999999999|0x1F| + | - | * | / | = | <> | in (| between
| is | and | or | not |null|true|*|?|$1|::int|[1]|{}| over ()| distinct | order by value|\x00|(select 1)|read_csv('/etc/passwd')
|--|;|/*|@|#|\n|\xa0|é|lambda x: x|interval 1 day"""
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS.split("|")), min_size=1, max_size=10).map("".join),
    st.lists(st.sampled_from(WORDS.split("|")), max_size=6).map(
        lambda words: f"sum({''.join(words)}) filter (where contents = 'Nettoinnflytting')"
    ),
    st.sampled_from(["(", "-", "not ", "sum(", "value + ", "case when "]).map(
        lambda word: f"sum(value) + {word * 900}"[:999]
    ),
    st.text(max_size=20),
)


@SLOW
@given(TEXTS)
def test_an_expression_may_be_anything(text: str) -> None:
    with suppress(ValueError):
        assert parse(text, COLUMNS).find(*AGGREGATES)


@SLOW
@given(text=TEXTS)
def test_an_expression_of_an_indicator_may_be_anything(home: Path, text: str) -> None:
    whole = (home / MEASURED).read_text(encoding="utf-8")
    content = yaml.safe_load(whole) | {"numerator": text}
    try:
        (home / MEASURED).write_text(yaml.dump(content), encoding="utf-8")
        ends_well(lambda: checked_catalogue(home))
    finally:
        (home / MEASURED).write_text(whole, encoding="utf-8")


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The log of an archive."""
    folder = tmp_path_factory.mktemp("archive")
    archive = Archive(folder)
    archive.keep(_answer(), "sample")
    archive.accept(_load("l"))
    archive.saw("ssb_07459", "sample", "2026-01-01")
    return folder / "log.jsonl"


@SLOW
@given(data=st.data())
def test_the_log_of_the_archive_may_hold_anything(log: Path, data: st.DataObject) -> None:
    whole = log.read_bytes()
    lines = [json.loads(line) for line in whole.split(b"\n")]
    log.write_bytes(data.draw(st.one_of(damaged(whole), altered(lines).map(_as_lines))))
    try:
        archive = Archive(log.parent)
        assert all(isinstance(fetch, Fetch) for fetch in archive.fetches().values())
        assert all(isinstance(load, Load) and load.fetches is not None for load in archive.loads("sample"))
        assert archive.origins() in ([], ["sample"]) or archive.unreadable_lines() is not None
        archive.seen("sample")
        archive.keep(_answer(), "sample")
        assert archive.fetches()
    finally:
        log.write_bytes(whole)


def _as_lines(content: Any) -> bytes:
    return b"\n".join(json.dumps(line).encode() for line in (content if isinstance(content, list) else [content]))


STATE = {"limit": 40, "window": 60.0, "sent": [1.0, 2.0], "blocked_until": 0.0}


@SLOW
@given(json_like(STATE))
def test_the_budget_may_hold_anything_and_never_waits_for_long(body: bytes) -> None:
    passed = Time()
    budget = Budget("http://any.example", spacing=2, clock=passed.clock)
    budget._path.write_bytes(body)
    budget.take()
    assert sum(passed.slept) <= 2 * LONGEST_PAUSE
    budget.learn_limit({"x-ratelimit-policy": body.decode("latin-1")[:20], "x-ratelimit-remaining": "7"})


NAMES = sorted(f"GRUNNLAG_{name.upper()}" for name in Settings.model_fields)
ADDRESSES = [
    "http://[::1",
    "http://a:b@c",
    "ftp://x",
    "http://x:99999",
    "http://\u0130",
    "http://x y",
    f"https://{'a' * 300}",
]
VALUES = st.one_of(
    st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=30),
    st.sampled_from(
        ["~", "~x/", "inf", "nan", "-1", "1e9", "{", "[]", "null", "9" * 5000, '{"a": 1}', "true", "\x1b[2J"]
    ),
    st.sampled_from(ADDRESSES),
)


@SLOW
@given(values=st.dictionaries(st.sampled_from(NAMES), VALUES, min_size=1, max_size=2))
@example(values={"GRUNNLAG_ANSWER_LIMIT": "inf"})
def test_a_setting_may_be_anything(values: dict[str, str]) -> None:
    with pytest.MonkeyPatch.context() as patched:
        for name, value in values.items():
            patched.setenv(name, value)
        if read := ends_well(read_settings):
            assert isinstance(read.counties, tuple)
            assert Settings.model_validate_json(read.model_dump_json()) == read


@SLOW
@given(data=st.data())
def test_a_bundle_may_hold_anything(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    path = tmp_path_factory.getbasetemp() / "any.zip"
    listed = data.draw(json_like(json.loads(manifest())))
    packed(path, ("manifest.json", listed), (f"answers/{SHA}", BODY))
    if data.draw(st.booleans()):
        path.write_bytes(data.draw(damaged(path.read_bytes())))
    ends_well(lambda: read_bundle(path))
