-- Hvor mye har andelen med høyere utdanning økt i Trøndelags kommuner de siste fem årene?
-- How much has the share with higher education risen in Trøndelag's municipalities in the last five years?
select
    place.code,
    place.name,
    round(figure.value, 1) as percent,
    round(figure.change_5y, 1) as points_more,
    figure.county_rank,
    figure.county_rank_of
from mart.indicator as figure
inner join mart.municipality as place on figure.municipality_code = place.code
where figure.indicator_id = 'higher_education_share' and figure.on_todays_borders and place.county_code = '50'
qualify figure.period = max(figure.period) over ()
order by points_more desc nulls last, place.code asc
