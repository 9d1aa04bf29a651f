-- Each contents has figures for nearly all of the table's municipalities in some period.
-- only for complete loads
with held as (
    select contents, period, count(distinct region) as municipalities
    from source.incoming
    where length(region) = 4 and value is not null
    group by contents, period
)

select contents, max(municipalities) as municipalities
from held
group by contents
having max(municipalities) < {municipalities}
