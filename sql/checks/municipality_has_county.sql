-- Every municipality of today has a county of today, if the counties have been loaded.
with today as (
    select code
    from core.county
    where valid_to is null
)

select
    municipality.code,
    municipality.name,
    municipality.county_code
from core.municipality as municipality
anti join today on municipality.county_code = today.code
where
    municipality.valid_to is null
    and (select count(*) from today) > 0
