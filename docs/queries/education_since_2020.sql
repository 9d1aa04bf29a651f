-- Hvor mye har andelen med høyere utdanning økt i Telemarks kommuner fra 2019 til 2024?
-- How much has the share with higher education risen in Telemark's municipalities from 2019 to 2024?
select
    municipality_code,
    municipality,
    round(value, 1) as percent,
    round(change_5y, 1) as points_more,
    county_rank,
    county_rank_of
from mart.figure
where indicator_id = 'higher_education_share' and county_code = '40' and period = '2024'
order by points_more desc nulls last, municipality_code asc
