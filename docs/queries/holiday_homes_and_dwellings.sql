-- Hvor i Trøndelag bygges det flere hytter enn boliger?
-- Where in Trøndelag are more holiday homes than dwellings built?
select
    place.code,
    place.name,
    holiday.period,
    holiday.value as new_holiday_homes,
    dwelling.value as new_dwellings
from mart.indicator as holiday
inner join mart.indicator as dwelling
    on
        holiday.municipality_code = dwelling.municipality_code and holiday.period = dwelling.period
        and dwelling.indicator_id = 'new_dwellings' and dwelling.on_todays_borders
inner join mart.municipality as place on holiday.municipality_code = place.code
where
    holiday.indicator_id = 'new_holiday_homes' and holiday.on_todays_borders and place.county_code = '50'
    and holiday.value > dwelling.value
qualify holiday.period = max(holiday.period) over ()
order by new_holiday_homes - new_dwellings desc, place.code
