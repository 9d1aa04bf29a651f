-- Hvor i Trøndelag bygges det flere hytter enn boliger?
-- Where in Trøndelag are more holiday homes than dwellings built?
select
    holiday.municipality_code,
    holiday.municipality,
    holiday.period,
    holiday.value as new_holiday_homes,
    dwelling.value as new_dwellings
from mart.figure as holiday
inner join mart.figure as dwelling
    on
        holiday.municipality_code = dwelling.municipality_code and holiday.period = dwelling.period
        and dwelling.indicator_id = 'new_dwellings'
where
    holiday.indicator_id = 'new_holiday_homes' and holiday.county_code = '50'
    and holiday.value > dwelling.value
qualify holiday.period = max(holiday.period) over ()
order by new_holiday_homes - new_dwellings desc, holiday.municipality_code
