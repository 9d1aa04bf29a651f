-- Needs: temp.regrouping_parts (from warehouse/core.py)
create table core.regrouping as
with edition as (
    select distinct occurred as borders
    from core.municipality_change
    where old_code != new_code
    -- No table of the StatBank begins before 1951; the edition in force then is the first.
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

-- A county is what it is today where all its area came from its own municipalities, and none of theirs left it.
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
comment on table core.regrouping is 'Which of today''s municipalities have area from each municipality of each border edition since 1951, from KLASS 131, and the counties that have the same area today; counts may be summed to today''s borders from break_on in core.series_break on; key: region, borders, today_code.';
comment on column core.regrouping.region is 'Municipality code on those borders, or the code of a county with the same area today.';
comment on column core.regrouping.borders is 'The KLASS edition.';
comment on column core.regrouping.today_code is 'A municipality of today that has all of its area or some; of a county its own code.';
comment on column core.regrouping.parts is 'How many municipalities of the edition today''s has area from.';
