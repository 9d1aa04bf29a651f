-- Every municipality is in one county and one country, and in at most one group of each other kind that divides them.
with enrolled as (
    select group_kind, municipality_code, borders, count(*) as times
    from core.group_member
    where group_kind not in ('neighbours', 'own')
    group by group_kind, municipality_code, borders
)

select group_kind, municipality_code, borders, times
from enrolled
where times > 1
union all
select kind.group_kind, place.municipality_code, place.borders, 0 as times
from (select distinct municipality_code, borders from mart.indicator) as place
cross join (values ('country'), ('county')) as kind (group_kind)
anti join enrolled
    on
        kind.group_kind = enrolled.group_kind
        and place.municipality_code = enrolled.municipality_code
        and place.borders = enrolled.borders
