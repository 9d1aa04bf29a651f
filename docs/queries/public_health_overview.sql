-- Hvilke tall har Heim til hver bokstav i forskrift om oversikt over folkehelsen § 3, og hvor nye er de?
-- Which figures does Heim have for each letter of section 3 of the public health regulation, and how new are they?
select
    point,
    status,
    recent_count,
    indicator_count,
    newest_period
from mart.coverage
where municipality_code = '5055' and requirement_id = 'public_health_overview_3'
order by point_id
