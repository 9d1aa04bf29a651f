-- Hvilke tall for Trøndelags kommuner holdes tilbake eller slås sammen over flere år fordi de bygger på få?
-- Which figures for Trøndelag's municipalities are withheld, or pooled over several years, because they rest on few people?
select
    indicator.title,
    place.name,
    figure.period,
    figure.pooled_periods,
    figure.value,
    figure.withheld_reason
from mart.indicator as figure
inner join core.indicator as indicator on figure.indicator_id = indicator.indicator_id
inner join mart.municipality as place on figure.municipality_code = place.code
where figure.withheld_reason is not null and figure.on_todays_borders and place.county_code = '50'
qualify figure.period = max(figure.period) over (partition by figure.indicator_id)
order by indicator.title, place.code
