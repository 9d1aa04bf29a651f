-- Needs: temp.regrouping_parts (from warehouse/core.py)
create table core.regrouping as
with edition as (
    select distinct occurred as borders
    from core.municipality_change
    where old_code != new_code
    -- The StatBank has no figures from before 1951, so earlier editions are not needed.
    qualify borders >= coalesce(max(borders) filter (where borders <= '1951-01-01') over (), borders)
),

part as (
    select stretch.code as region, edition.borders, stretch.today_code
    from temp.regrouping_parts as stretch
    inner join edition
        on
            edition.borders >= stretch.valid_from::date
            and (stretch.valid_to is null or edition.borders < stretch.valid_to::date)
),

-- A county had its present area if all of today's area belonged to its municipalities, and they had no other area.
county as (
    select left(today_code, 2) as region, borders
    from part
    group by all
    having bool_and(left(region, 2) = left(today_code, 2))
    except
    select left(region, 2) as region, borders
    from part
    where left(region, 2) != left(today_code, 2)
)

select region, borders, today_code, (count(*) over (partition by borders, today_code))::smallint as parts
from part
union all
select region, borders, region as today_code, 1 as parts
from county
order by borders, region, today_code;
comment on table core.regrouping is 'For each municipality of each border edition since 1951, the municipalities of today that have area from it, from KLASS 131; and the counties that have the same area today. Counts may be summed to today''s borders for periods from break_on in core.series_break; key: region, borders, today_code.';
comment on column core.regrouping.region is 'Municipality code on those borders, or the code of a county with the same area today.';
comment on column core.regrouping.borders is 'The KLASS edition.';
comment on column core.regrouping.today_code is 'A municipality of today that has some or all of its area; for a county its own code.';
comment on column core.regrouping.parts is 'How many municipalities of the edition today''s municipality has area from.';
