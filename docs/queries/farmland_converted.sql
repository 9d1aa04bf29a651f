-- Hvor i Trøndelag er mest dyrket og dyrkbar jord omdisponert de siste fire årene?
-- Where in Trøndelag has most cultivated and cultivable land been converted in the last four years?
select
    place.code,
    place.name,
    max(figure.period) as period,
    arg_max(figure.value, figure.period) filter (where figure.indicator_id = 'cultivated_land_converted') as cultivated_dekar,
    arg_max(figure.value, figure.period) filter (where figure.indicator_id = 'cultivable_land_converted') as cultivable_dekar
from mart.indicator as figure
inner join mart.municipality as place on figure.municipality_code = place.code
where
    figure.indicator_id in ('cultivated_land_converted', 'cultivable_land_converted')
    and place.county_code = '50' and figure.on_todays_borders and figure.value is not null
group by place.code, place.name
order by cultivated_dekar desc nulls last, place.code asc
