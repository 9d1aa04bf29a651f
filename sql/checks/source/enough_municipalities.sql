-- Each contents has figures for nearly all of the table's municipalities in some period.
-- only for complete loads
with expected as (
    select unnest([{{ contents }}]) as contents
),

loaded as (
    select contents, period, count(distinct region) as municipalities
    from source.incoming
    where length(region) = 4 and value is not null
    group by contents, period
)

select expected.contents, coalesce(max(loaded.municipalities), 0) as municipalities
from expected
left join loaded on expected.contents = loaded.contents
group by expected.contents
having coalesce(max(loaded.municipalities), 0) < {{ municipalities }}
