-- What changed in each pair of periods, for each region and contents; key: kind, contents, period, region.
create or replace temp table step as
with cell as (
    select pair.kind, pair.reference, now.* exclude (load), before.value as before
    from pair
    inner join loaded as now
        on
            pair.contents = now.contents and pair.period = now.period
            and now.load = if(pair.kind = 'usual', 'held', 'came')
    left join loaded as before
        on
            pair.reference = before.period and now.contents = before.contents
            and now.region = before.region and now.part = before.part
            and before.load = if(pair.kind = 'new', 'came', 'held')
)

select
    kind, contents, period, reference, region,
    length(region) = 4 as is_municipality,
    sum(abs(value - before)) as moved,
    sum(value) filter (where before is not null) as total,
    sum(before) filter (where value is not null) as was,
    sum(abs(before)) filter (where value is not null) as size,
    count(value) as figures,
    count(before) as figures_before,
    count(*) filter (where before is not null and value is null) as lost,
    count(*) filter (where value = 0) as zeros,
    count(*) filter (where value = 0 and before is null) as zeros_for_none,
    count(*) filter (where value <> 0 and value % 10 = 0) as tens,
    count(*) filter (where value = round(value)) as integers,
    hash(list((part, value) order by part) filter (where value is not null)) as fingerprint,
    hash(list((part, before) order by part) filter (where before is not null)) as fingerprint_before,
    count(distinct value) filter (where value <> 0) as different
from cell
group by kind, contents, period, reference, region;
