-- Every municipality of today has a county of today, where the counties are known.
select municipality.code, municipality.name, municipality.county_code
from core.municipality as municipality
anti join (select code from core.county where valid_to is null) as county on municipality.county_code = county.code
where municipality.valid_to is null and exists (select 1 from core.county)
