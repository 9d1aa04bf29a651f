create table core.regrouping as
with edition as (
    select distinct occurred as borders
    from core.municipality_change
    where old_code != new_code
    -- No table of the StatBank begins before 1951; the edition in force then is the first.
    qualify borders >= coalesce(max(borders) filter (where borders <= '1951-01-01') over (), borders)
)

select
    part.code as region,
    edition.borders,
    part.today_code,
    (count(*) over (partition by edition.borders, part.today_code))::smallint as parts
from temp.found as part
inner join edition
    on
        edition.borders >= part.valid_from::date
        and (part.valid_to is null or edition.borders < part.valid_to::date)
order by edition.borders, region, part.today_code;
comment on table core.regrouping is 'Which of today''s municipalities have area from each municipality of each border edition since 1951, from KLASS 131; counts may be summed to today''s borders from break_on in core.series_break on; key: region, borders, today_code.';
comment on column core.regrouping.region is 'Municipality code on those borders.';
comment on column core.regrouping.borders is 'The KLASS edition.';
comment on column core.regrouping.today_code is 'A municipality of today that has all of its area or some.';
comment on column core.regrouping.parts is 'How many municipalities of the edition today''s has area from.';
