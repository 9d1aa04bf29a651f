-- Municipalities with exactly the figures of another, in what this load adds or has changed, and that were not alike before.
with series as (
    select
        region,
        sum(different) as different,
        hash(list((contents, period, fingerprint) order by contents, period)) as now,
        hash(list((contents, period, fingerprint_before) order by contents, period)) as before
    from step
    where kind <> 'usual' and is_municipality and figures > 0
    group by region
)

select min(region) as region, max(region) as other, max(different) as twins
from series
group by now
having count(*) > 1 and count(distinct before) > 1
