-- Every municipality with neighbours has ten other municipalities, the nearest first.
with further as (
    select *, lead(distance) over (partition by municipality_code order by place) as next_distance
    from core.neighbour
)

select municipality_code, count(*) as neighbours
from further
group by municipality_code
having
    count(distinct neighbour_code) filter (where neighbour_code != municipality_code) != 10
    or count(*) != 10
    or max(place) != 10
    or bool_or(next_distance < distance)
