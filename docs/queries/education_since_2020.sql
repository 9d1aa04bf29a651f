-- Hvor mye har andelen med høyere utdanning økt i Trøndelags kommuner de siste fem årene?
-- How much has the share with higher education risen in Trøndelag's municipalities in the last five years?
select
    municipality_code,
    municipality,
    round(value, 1) as percent,
    round(change_5y, 1) as points_more,
    county_rank,
    county_rank_of
from mart.figure
where indicator_id = 'higher_education_share' and county_code = '50'
qualify period = max(period) over ()
order by points_more desc nulls last, municipality_code asc
