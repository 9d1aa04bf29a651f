-- No stock of over 1,000 in a municipality changes more than the catalogue allows from one period to the next.
-- only for complete loads
with total as (
    select region, borders, contents, period, sum(value) as value
    from source.incoming
    where length(region) = 4 and contents in ({{ stocks or "null" }})
    group by region, borders, contents, period
),

step as (
    select
        region, contents, period, value,
        lag(value) over (partition by region, borders, contents order by period) as earlier
    from total
)

select region, contents, period, earlier, value
from step
-- If the source's file has no limit, the comparison is with null and finds no row.
where earlier > 1000 and abs(value - earlier) * 100 > {{ change or "null" }} * earlier
