"""A build of three municipalities, small enough to be made for every test."""

from pathlib import Path

import duckdb
import pytest

TABLES = """
create schema core; create schema mart; create schema meta;
create table meta.build as select '20260301T040000-abc' as build_id, timestamp '2026-03-01 23:30:00' as built_at,
    'sample' as origin, 'state1' as state, '0.1.0' as version;
create table meta.source (source_id varchar, number varchar, title varchar, licence varchar, url varchar,
    updated timestamp, loaded_at timestamp, stale_reason varchar, kind varchar, cited_as varchar, known varchar);
insert into meta.source values
    ('ssb_07459', '07459', 'Befolkning', 'CC BY 4.0', 'https://www.ssb.no/statbank/table/07459',
        '2026-02-20 23:30:00', '2026-02-21 04:00:00', null, 'statbank', 'SSB, tabell' || chr(160) || '07459', 'recorded'),
    ('klass_128', '128', 'Sentralitet', 'CC BY 4.0', 'https://www.ssb.no/klass/klassifikasjoner/128',
        null, '2026-02-21 04:00:00', null, 'klass', 'SSB, KLASS' || chr(160) || '128', 'assumed');
create table core.indicator (indicator_id varchar, theme_title varchar, theme_order int, title varchar, why varchar,
    definition varchar, computed_as varchar, source_id varchar, unit varchar, decimals int, is_count boolean);
insert into core.indicator values
    ('population', 'Befolkning', 1, 'Folketall', 'Grunnlaget', 'Alle bosatte 1. januar.', 'sum(value)',
        'ssb_07459', 'persons', 0, true),
    ('share_80_plus', 'Befolkning', 1, 'Andel 80+', 'Omsorg', 'Bosatte over 80.',
        'sum(value) filter (where alder_from >= 80)', 'ssb_07459', 'percent', 1, false),
    ('centrality_class', 'Sentralitet', 2, 'Sentralitetsklasse', 'Likhet', 'SSBs klasse.', 'max(value)',
        'klass_128', 'class', 0, false);
create table core.unit (unit varchar, name varchar, scale int, suffix varchar, beside_title boolean, counts boolean);
insert into core.unit values
    ('persons', 'personer', 1, '', true, true), ('percent', 'prosent', 100, '%', false, false),
    ('class', 'klasse', 1, '', true, false);
create table mart.municipality (code varchar, name varchar, county_code varchar, county_name varchar,
    borders_from date, centrality_edition varchar, centrality_class tinyint, centrality_index smallint,
    centrality_article_index smallint);
insert into mart.municipality values
    ('0301', 'Oslo', '03', 'Oslo', '1948-01-01', '2023', 1, 1000, 1000),
    ('5055', '<b>Heim</b>', '50', 'Trøndelag', '2020-01-01', '2023', 5, 588, 588),
    ('5056', 'Uten tall', '50', 'Trøndelag', '2020-01-01', '2023', 6, 551, 551);
create table mart.indicator (municipality_code varchar, indicator_id varchar, borders date, period varchar,
    period_start date, breakdown varchar, vintage varchar, alternative varchar, value double, county_value double,
    country_value double, centrality_value double, county_rank int, county_rank_of int, change_5y double,
    symbol varchar, pooled_periods varchar, break_on date, on_todays_borders boolean, is_newest boolean,
    part varchar);
insert into mart.indicator
select m, i, '2024-01-01', y::varchar, make_date(y, 1, 1), null, null, null, v + y - 2025, null, 2 * v, null,
    null, null, case when y = 2026 then 5.0 end, 'published', null, null, true, true, null
from (values ('0301', 'population', 700000.0), ('5055', 'population', 6074.0), ('5055', 'share_80_plus', 6.4)) as t(m, i, v)
cross join (values (2025), (2026)) as years(y);
insert into mart.indicator by name
select '5056' as municipality_code, 'centrality_class' as indicator_id, date '2024-01-01' as borders, '2023' as period,
    date '2023-01-01' as period_start, 6.0 as value, true as on_todays_borders, true as is_newest;
create table mart.figure_newest as
select *, null::varchar as reason, null::varchar as pooled_reason, null::varchar as note from mart.indicator
qualify row_number() over (partition by municipality_code, indicator_id order by period_start desc) = 1;
create table core.series_shift (indicator_id varchar, municipality_code varchar, shift_on date, shift_reason varchar);
create table mart.indicator_group (indicator_id varchar, group_kind varchar, group_code varchar, borders date,
    period varchar, breakdown varchar, vintage varchar, alternative varchar, value double, group_basis varchar,
    members_with_value int, members int, on_todays_borders boolean, is_newest boolean);
insert into mart.indicator_group values
    ('population', 'county', '50', '2024-01-01', '2026', null, null, null, null, 'incomplete', 1, 2, true, true),
    ('population', 'country', '0', '2024-01-01', '2026', null, null, null, 5600000, 'source', 2, 3, true, true);
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A published folder with a database and no site."""
    with duckdb.connect(str(tmp_path / "grunnlag.duckdb")) as con:
        con.execute(TABLES)
    return tmp_path
