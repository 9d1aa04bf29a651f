-- The newest full period has figures for nearly all municipalities of the table.
-- only for complete loads
select contents, max(municipalities) as municipalities
from (
    select contents, period, count(distinct region) as municipalities
    from temp.incoming
    where length(region) = 4 and value is not null
    group by contents, period
)
group by contents
having max(municipalities) < {municipalities}
