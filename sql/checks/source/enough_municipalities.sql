-- Each contents has figures for nearly all of the table's municipalities in some period.
-- only for complete loads
with asked as (
    select unnest([{contents}]) as contents
),

held as (
    select contents, period, count(distinct region) as municipalities
    from source.incoming
    where length(region) = 4 and value is not null
    group by contents, period
)

select asked.contents, coalesce(max(held.municipalities), 0) as municipalities
from asked
left join held on asked.contents = held.contents
group by asked.contents
having coalesce(max(held.municipalities), 0) < {municipalities}
