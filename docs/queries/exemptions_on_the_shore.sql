-- Hvilke av Trøndelags kommuner har gitt flest dispensasjoner i strandsonen, og hvor mye strand er igjen?
-- Which of Trøndelag's municipalities have granted most exemptions in the shore zone, and how much shore is left?
select
    place.code,
    place.name,
    exemption.period,
    exemption.value as exemptions,
    round(shore.value, 1) as accessible_shore_pct
from mart.indicator as exemption
inner join mart.municipality as place on exemption.municipality_code = place.code
left join mart.indicator as shore
    on
        exemption.municipality_code = shore.municipality_code and shore.indicator_id = 'accessible_shore_share'
        and shore.on_todays_borders and exemption.period = shore.period
where exemption.indicator_id = 'shore_exemptions' and exemption.on_todays_borders and place.county_code = '50'
qualify exemption.period = max(exemption.period) over (partition by exemption.municipality_code)
order by exemptions desc, place.code asc
