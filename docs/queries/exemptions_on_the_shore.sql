-- Hvilke av Trøndelags kommuner har gitt flest dispensasjoner i strandsonen, og hvor mye strand er igjen?
-- Which of Trøndelag's municipalities have granted most exemptions in the shore zone, and how much shore is left?
select
    exemption.municipality_code,
    exemption.municipality,
    exemption.period,
    exemption.value as exemptions,
    round(shore.value, 1) as accessible_shore_pct
from mart.figure as exemption
left join mart.figure as shore
    on
        exemption.municipality_code = shore.municipality_code and shore.indicator_id = 'accessible_shore_share'
        and exemption.period = shore.period
where exemption.indicator_id = 'shore_exemptions' and exemption.county_code = '50' and exemption.is_newest
order by exemptions desc, exemption.municipality_code asc
