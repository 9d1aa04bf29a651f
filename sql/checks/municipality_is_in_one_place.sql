-- No code belongs to two municipalities on the same day.
select earlier.code, earlier.valid_from, later.valid_from as also_from
from core.municipality as earlier
inner join core.municipality as later
    on
        earlier.code = later.code
        and earlier.valid_from < later.valid_from
        and (earlier.valid_to is null or earlier.valid_to > later.valid_from)
union all
select code, valid_from, valid_from as also_from
from core.municipality
group by code, valid_from
having count(*) > 1
